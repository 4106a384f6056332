//! Our server, set up as README says.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::load::Side;
use crate::{orders, shell};

const LISTEN: &str = "127.0.0.1:9543";

pub(crate) fn start(binary: &Path, folder: &Path, count: usize) -> Side {
    let zaver = || {
        let mut command = Command::new(binary);
        command.arg("--data").arg(folder);
        command
    };
    shell::run(zaver().args(["init", "--yes"]));
    shell::openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout tls.key -out tls.crt -days 30 -subj /CN=127.0.0.1",
    );
    let path = folder.join("zaver.toml");
    let mut settings: toml::Table = fs::read_to_string(&path)
        .expect("settings")
        .parse()
        .expect("settings are TOML");
    let tls = [("certificate", "tls.crt"), ("key", "tls.key")]
        .map(|(name, file)| (name.to_owned(), folder.join(file).display().to_string().into()));
    let server = [
        ("listen".to_owned(), LISTEN.into()),
        ("tls".to_owned(), toml::Value::Table(tls.into_iter().collect())),
    ];
    settings.insert("server".into(), toml::Value::Table(server.into_iter().collect()));
    shell::write(&path, &settings.to_string());
    let token = shell::run(zaver().args(["client", "add", "--name", "bench", "--operation", "issue-for-system"]));
    let orders = folder.join("orders.txt");
    orders::write(&orders, count);
    let server = zaver()
        .arg("serve")
        .env("RUST_LOG", "error")
        .stderr(Stdio::null())
        .spawn()
        .expect("our server starts");
    let mut side = Side {
        server,
        url: format!("https://{LISTEN}/api/v1/certificates"),
        orders,
        count,
        token: Some(token.trim().to_owned()),
    };
    side.wait();
    side
}
