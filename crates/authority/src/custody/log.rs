//! The signer's own log: one JSON line for each signature, in an append-only file.
//!
//! It is written and synced before a signature leaves, once for a whole batch: a signature nobody logged was never
//! given. One fsync costs what the disk costs (about 0.1–10 ms); requests that wait meanwhile share the next one.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::encoding::to_hex;

/// Where the lines go.
#[derive(Debug)]
pub struct SignatureLog {
    file: File,
    lines: Vec<u8>,
    /// Something was added that may not be lost.
    binding: bool,
    /// A write failed and may have left half a line.
    torn: bool,
}

/// One line.
#[derive(Debug, Serialize)]
pub(super) struct Entry<'a> {
    /// Unix seconds.
    pub(super) at: i64,
    /// `certificate`, `crl`, `checkpoint` or `ocsp`.
    pub(super) kind: &'a str,
    /// Serial number, CRL number (with the base of a delta list and the address of a part), or `node:epoch/seq`.
    pub(super) serial: String,
    /// Streebog-256 of what was signed, hexadecimal.
    pub(super) hash: String,
}

impl<'a> Entry<'a> {
    pub(super) fn new(at: i64, kind: &'a str, serial: String, hash: &[u8; 32]) -> Self {
        Self {
            at,
            kind,
            serial,
            hash: to_hex(hash),
        }
    }
}

impl SignatureLog {
    /// Opens the file for appending, or makes it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            file: options.open(path)?,
            lines: Vec::new(),
            binding: false,
            torn: false,
        })
    }

    pub(super) fn add(&mut self, entry: &Entry<'_>) {
        self.binding = true;
        self.add_passing(entry);
    }

    /// A line for what says nothing new: an answer repeats what is in the journal. It is written, not synced.
    pub(super) fn add_passing(&mut self, entry: &Entry<'_>) {
        serde_json::to_writer(&mut self.lines, entry).expect("a struct of texts and numbers always has a JSON form");
        self.lines.push(b'\n');
    }

    /// Brings everything added to the disk.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        if self.torn {
            self.lines.insert(0, b'\n');
        }
        let binding = std::mem::take(&mut self.binding);
        let written = self
            .file
            .write_all(&self.lines)
            .and_then(|()| if binding { self.file.sync_data() } else { Ok(()) });
        self.torn = written.is_err();
        self.lines.clear();
        written
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn line_after_a_failed_write_stands_alone() {
        let path = std::env::temp_dir().join(format!("zaver-signatures-{}", std::process::id()));
        let mut log = SignatureLog::open(Path::new("/dev/full")).unwrap();
        log.add(&Entry::new(1, "crl", "1".to_owned(), &[1; 32]));
        assert!(log.sync().is_err());
        log.file = SignatureLog::open(&path).unwrap().file;
        for number in 2..=3 {
            log.add(&Entry::new(1, "crl", number.to_string(), &[2; 32]));
            log.sync().unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(
            written.starts_with("\n{"),
            "half a line of the lost write would end here: {written}"
        );
        assert_eq!(
            written.lines().count(),
            3,
            "an empty line, then one for each signature: {written}"
        );
    }
}
