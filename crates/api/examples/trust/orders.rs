//! Orders made ahead: PKCS#10 of keys never seen before.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use officekit::client::Client;
use pki::pem;
use serde_json::json;

/// Writes `count` bodies of `POST /certificates`, one a line.
pub(crate) fn write(path: &Path, count: usize) {
    let mut file = BufWriter::new(File::create(path).expect("a file for the orders"));
    let mut client = Client::new(count as u64);
    for number in 0..count {
        let request = client.system_request(&format!("gate-{number}"));
        let body = json!({"profile": "system", "pkcs10": pem::encode("CERTIFICATE REQUEST", &request)});
        writeln!(file, "{body}").expect("the orders are written");
    }
    file.flush().expect("the orders are written");
}
