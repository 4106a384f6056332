//! One process of OpenSSL for many cases.

use super::OpenSsl;
use std::io::{BufReader, BufWriter, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A running `batch.c`.
pub(crate) struct Batch {
    child: Child,
    input: BufWriter<ChildStdin>,
    output: BufReader<ChildStdout>,
}

/// What the peer makes of one case.
pub(crate) struct Answer {
    pub(crate) spki: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    /// Whether it takes the first signature and the second.
    pub(crate) takes: [bool; 2],
}

impl Batch {
    /// # Panics
    /// With the names of the Debian packages when there is no compiler or no header of OpenSSL.
    pub(crate) fn start(openssl: &OpenSsl, digest: &str) -> Self {
        let program = openssl.folder.join("batch");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engine/batch.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-O1", "-o"]).arg(&program).args([source, "-lcrypto"]);
        assert!(
            compiler.status().is_ok_and(|status| status.success()),
            "the peer does not compile: install the Debian packages gcc and libssl-dev"
        );
        let mut child = Command::new(&program)
            .arg(digest)
            .env("OPENSSL_CONF", openssl.folder.join("openssl.cnf"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = BufWriter::new(child.stdin.take().unwrap());
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, input, output }
    }

    pub(crate) fn send(&mut self, fields: [&[u8]; 4]) {
        for field in fields {
            self.input
                .write_all(&u16::try_from(field.len()).unwrap().to_be_bytes())
                .unwrap();
            self.input.write_all(field).unwrap();
        }
    }

    /// The answers to what was sent last; `count` of them. So few are sent before that the pipe holds them.
    pub(crate) fn answers(&mut self, count: usize) -> Vec<Answer> {
        self.input.flush().unwrap();
        let answer = |_| {
            let [spki, signature, verdict] = [self.field(), self.field(), self.field()];
            let takes = [verdict[0] & 1 == 1, verdict[0] & 2 == 2];
            Answer { spki, signature, takes }
        };
        (0..count).map(answer).collect()
    }

    fn field(&mut self) -> Vec<u8> {
        let mut length = [0; 2];
        self.output.read_exact(&mut length).unwrap();
        let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
        self.output.read_exact(&mut bytes).unwrap();
        bytes
    }

    /// Ends the input and waits for a good end.
    pub(crate) fn finish(mut self) {
        drop(self.input);
        assert!(self.child.wait().unwrap().success());
    }
}
