//! The server beside the signer, asked over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Output, Stdio};

use crate::apart::Apart;

pub(crate) struct Server {
    address: SocketAddr,
    pub(crate) process: Child,
}

impl Server {
    pub(crate) fn start(apart: &Apart) -> Self {
        let mut process = apart
            .clients
            .zaver(&["serve", "--listen", &free_address().to_string()])
            .env("RUST_LOG", "info")
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .expect("zaver runs");
        let mut lines = BufReader::new(process.stderr.take().expect("stderr is piped")).lines();
        let address = loop {
            let line = lines.next().expect("it opens").expect("the log is text");
            if line.contains("the portal is open") {
                let address = line.split("listen=").nth(1).expect("the address is told");
                break address.trim().parse().expect("an address");
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Self { address, process }
    }

    /// Status, and head and body as they came.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it is answered");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.expect("a status"), answer)
    }

    /// Sends SIGTERM; it closes its journal and ends well.
    pub(crate) fn stop(mut self) {
        let id = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.expect("kill runs").success());
        assert!(self.process.wait().expect("it ends").success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
    listener.local_addr().expect("an address")
}

/// What a command said of its refusal.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
