//! A data folder without keys, and the folder of the process that has them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use pki::pem;

use crate::house::House;
use crate::server::Server;

pub(crate) struct Apart {
    /// Clients and what they were promised.
    pub(crate) clients: House,
    pub(crate) keys: PathBuf,
    pub(crate) socket: PathBuf,
    orders: BTreeMap<String, String>,
}

impl Apart {
    pub(crate) fn new(name: &str) -> Self {
        let clients = House::new(&format!("signer-{name}"));
        let data = clients.data();
        let keys = data.with_file_name("keys");
        fs::create_dir(&keys).expect("the folder can be made");
        for moved in ["keys", "secrets", "signatures.log"] {
            fs::rename(data.join(moved), keys.join(moved)).expect("what the signer needs is moved");
        }
        fs::create_dir(keys.join("ca")).expect("the folder can be made");
        for certificate in ["issuing.pem", "ocsp.pem", "tsp.pem", "journal.pem"] {
            fs::copy(data.join("ca").join(certificate), keys.join("ca").join(certificate))
                .expect("certificates are on both sides");
        }
        // Names of sockets are short.
        let socket = std::env::temp_dir().join(format!("zaver-{}-{name}", std::process::id()));
        let apart = Self {
            clients,
            keys,
            socket,
            orders: BTreeMap::new(),
        };
        apart.use_socket(&apart.socket);
        apart
    }

    /// Writes the setting.
    pub(crate) fn use_socket(&self, socket: &Path) {
        let path = self.data().join("zaver.toml");
        let settings = fs::read_to_string(&path).expect("settings are text");
        let kept: Vec<&str> = settings.lines().filter(|line| !line.starts_with("signer = ")).collect();
        let line = format!("signer = '{}'\n", socket.display());
        fs::write(&path, line + &kept.join("\n")).expect("settings are written");
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.clients.data()
    }

    pub(crate) fn start_signer(&self) -> Command {
        let mut signer = Command::new(env!("CARGO_BIN_EXE_zaver"));
        signer.arg("--data").arg(&self.keys).args(["signer", "--socket"]);
        signer.arg(&self.socket).stdin(Stdio::null());
        signer
    }

    /// A signer at work.
    pub(crate) fn signer(&self) -> Signer {
        Signer::start(self.start_signer())
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        heard(&mut self.clients.zaver(arguments))
    }

    /// A token of an information system.
    pub(crate) fn admit(&self) -> String {
        let admitted = self.run(&["client", "add", "--name", "Шлюз", "--operation", "issue-for-system"]);
        assert!(admitted.status.success(), "{}", crate::server::said(&admitted));
        String::from_utf8(admitted.stdout)
            .expect("a token is text")
            .trim()
            .to_owned()
    }

    /// Orders a certificate under a key of idempotency; the same key, the same order.
    pub(crate) fn order(&mut self, server: &Server, token: &str, key: &str) -> (u16, String) {
        let clients = &mut self.clients;
        let body = self.orders.entry(key.to_owned()).or_insert_with(|| {
            let pkcs10 = pem::encode("CERTIFICATE REQUEST", &clients.request());
            serde_json::json!({ "profile": "system", "pkcs10": pkcs10 }).to_string()
        });
        let headers =
            format!("Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\n");
        server.ask("POST", "/api/v1/certificates", &headers, body)
    }
}

/// Runs to the end; what it said is kept.
pub(crate) fn heard(command: &mut Command) -> Output {
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .expect("zaver runs")
}

/// A signer that is at work.
pub(crate) struct Signer(Child);

impl Signer {
    pub(crate) fn start(mut signer: Command) -> Self {
        let mut process = signer
            .env("RUST_LOG", "info")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("zaver runs");
        let mut lines = BufReader::new(process.stderr.take().expect("stderr is piped")).lines();
        let ready = lines.any(|line| line.expect("the log is text").contains("the keys are at work"));
        assert!(ready, "the signer did not open");
        std::thread::spawn(move || lines.for_each(drop));
        Self(process)
    }

    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// `kill -9`.
    pub(crate) fn kill(self) {
        drop(self);
    }

    /// Until it dies by itself.
    pub(crate) fn wait(mut self) -> ExitStatus {
        self.0.wait().expect("it ends")
    }
}

impl Drop for Signer {
    fn drop(&mut self) {
        // Who died by himself cannot be killed.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
