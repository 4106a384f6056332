//! The signer's own log: one JSON line for each signature, in an append-only file. Answers and time stamps, which anybody
//! may ask for and which would fill the disk, are counted: one line a minute.
//!
//! It is written and synced before a signature leaves, once for a whole batch: a signature nobody logged was never
//! given. One fsync costs what the disk costs (about 0.1–10 ms); requests that wait meanwhile share the next one.

use std::collections::BTreeMap;
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
    /// Answers and time stamps of the minute, by their kind.
    counts: BTreeMap<&'static str, Count>,
    /// A write failed and may have left half a line.
    torn: bool,
}

/// One line.
#[derive(Debug, Serialize)]
pub(super) struct Entry<'a> {
    /// Unix seconds.
    pub(super) at: i64,
    /// `certificate`, `crl` or `checkpoint`.
    pub(super) kind: &'a str,
    /// Serial number, CRL number (with the base of a delta list and the address of a part), or `node:epoch/seq`.
    pub(super) serial: String,
    /// Streebog-256 of what was signed, hexadecimal.
    pub(super) hash: String,
}

/// The line of a minute.
#[derive(Clone, Copy, Debug, Serialize)]
struct Count {
    /// The first second of the minute, unix.
    at: i64,
    /// `ocsp` or `tsp`.
    kind: &'static str,
    count: u64,
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
            counts: BTreeMap::new(),
            torn: false,
        })
    }

    pub(super) fn add(&mut self, entry: &Entry<'_>) {
        self.write(entry);
    }

    /// Counts a signature that binds nobody anew: an answer repeats what the journal says, a stamp carries its own proof.
    pub(super) fn count(&mut self, kind: &'static str, at: i64) {
        let minute = at - at.rem_euclid(60);
        if let Some(last) = self.counts.get(kind).filter(|last| last.at != minute).copied() {
            self.write(&last);
            self.counts.remove(kind);
        }
        let fresh = Count {
            at: minute,
            kind,
            count: 0,
        };
        self.counts.entry(kind).or_insert(fresh).count += 1;
    }

    fn write(&mut self, line: &impl Serialize) {
        serde_json::to_writer(&mut self.lines, line).expect("a struct of texts and numbers always has a JSON form");
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
        let written = self.file.write_all(&self.lines).and_then(|()| self.file.sync_data());
        self.torn = written.is_err();
        self.lines.clear();
        written
    }
}

impl Drop for SignatureLog {
    /// The counts of the last minute. Nobody is left to be told when they cannot be written.
    fn drop(&mut self) {
        for (_, count) in std::mem::take(&mut self.counts) {
            self.write(&count);
        }
        let _ = self.sync();
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
        std::mem::swap(&mut log.file, &mut SignatureLog::open(&path).unwrap().file);
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
