//! The real binary as a server, and a browser that speaks just enough HTTP.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;

/// A data folder of its own.
pub(crate) struct Data(pub(crate) PathBuf);

impl Data {
    /// `zaver init`; what it prints of the demo's people.
    pub(crate) fn init(name: &str, options: &[&str]) -> (Self, String) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
        }
        fs::create_dir_all(&folder).expect("the folder can be made");
        let data = Self(folder.join("data"));
        let done = data.run(&[&["init", "--yes"], options].concat());
        assert!(done.status.success(), "{}", said(&done));
        (data, String::from_utf8(done.stdout).expect("people are text"))
    }

    pub(crate) fn zaver(&self, arguments: &[&str]) -> Command {
        let mut zaver = Command::new(env!("CARGO_BIN_EXE_zaver"));
        zaver.arg("--data").arg(&self.0).args(arguments).stdin(Stdio::null());
        zaver
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.zaver(arguments).output().expect("zaver runs")
    }

    /// Starts a server that opens.
    pub(crate) fn serve(&self) -> Server {
        Server::start(self.zaver(&["serve", "--listen", &free_address().to_string()]))
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.0.join("zaver.toml")
    }
}

/// What a command said of its refusal.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
    listener.local_addr().expect("an address")
}

/// A server that has opened.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) process: Child,
    /// What it said until it opened.
    pub(crate) began: String,
    /// What it says from then on.
    rest: Option<JoinHandle<String>>,
}

impl Server {
    pub(crate) fn start(mut serve: Command) -> Self {
        let mut process = serve
            .env("RUST_LOG", "info")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("zaver runs");
        let mut lines = BufReader::new(process.stderr.take().expect("stderr is piped")).lines();
        let mut began = String::new();
        let address = loop {
            let line = lines.next().unwrap_or_else(|| panic!("it did not open: {began}"));
            let line = line.expect("the log is text");
            let address = line.split("listen=").nth(1).map(|rest| rest.trim().to_owned());
            began.push_str(&line);
            began.push('\n');
            if let Some(address) = address.filter(|_| line.contains("the portal is open")) {
                break address.parse().expect("an address");
            }
        };
        // Whoever does not listen to a server stops it in the end.
        let rest = std::thread::spawn(move || lines.map_while(Result::ok).collect::<Vec<_>>().join("\n"));
        Self {
            address,
            process,
            began,
            rest: Some(rest),
        }
    }

    /// Sends SIGTERM; it closes its journal and ends well.
    pub(crate) fn stop(mut self) {
        let id = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &id])
                .status()
                .expect("kill runs")
                .success()
        );
        let ended = self.process.wait().expect("it ends");
        let rest = self.rest.take().and_then(|rest| rest.join().ok()).unwrap_or_default();
        assert!(ended.success(), "{rest}");
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) const fn at(address: SocketAddr) -> Self {
        Self {
            address,
            cookies: BTreeMap::new(),
        }
    }

    /// Status and body.
    pub(crate) fn get(&mut self, path: &str) -> (u16, String) {
        self.ask("GET", path, "")
    }

    /// Fills the sign-in page and sends it; the status of the answer.
    pub(crate) fn sign_in(&mut self, login: &str, password: &str) -> u16 {
        let (_, page) = self.get("/login");
        let token = page
            .split("name=\"csrf\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let token = token.expect("the page has a form");
        self.ask(
            "POST",
            "/login",
            &format!("csrf={token}&login={login}&password={password}"),
        )
        .0
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, String) {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it is answered");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        for line in head.lines() {
            if let Some(cookie) = line.strip_prefix("set-cookie: ") {
                let pair = cookie.split(';').next().unwrap_or_default();
                let (name, value) = pair.split_once('=').expect("a cookie has a value");
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), body.to_owned())
    }
}
