//! `SHA256SUMS` of a folder, in the form `sha256sum --check` reads.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::outcome::Refused;

const NAME: &str = "SHA256SUMS";

/// Writes the sums of every file beneath the folder.
pub(crate) fn write(folder: &Path) -> Result<(), Refused> {
    let text = compute(folder)?;
    let path = folder.join(NAME);
    File::create_new(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .map_err(|error| Refused::file(&path, &error))
}

/// Whether the folder is file by file what its sums say; the first difference is named.
pub(crate) fn verify(folder: &Path) -> Result<(), Refused> {
    let path = folder.join(NAME);
    let written = fs::read_to_string(&path).map_err(|error| Refused::file(&path, &error))?;
    let found = compute(folder)?;
    let differs = found.lines().find(|line| !written.lines().any(|other| other == *line));
    let missing = written.lines().find(|line| !found.lines().any(|other| other == *line));
    match differs.or(missing) {
        None => Ok(()),
        Some(line) => {
            let file = line.split_once("  ").map_or(line, |(_, file)| file);
            Err(Refused::new(
                "backup-damaged",
                format!("файл {file} не тот, что был при копировании; возьмите другую копию"),
            ))
        }
    }
}

fn compute(folder: &Path) -> Result<String, Refused> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut text = String::new();
    for path in files {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let sum = digest(&path).map_err(|error| Refused::file(&path, &error))?;
        for byte in sum {
            let _ = write!(text, "{byte:02x}"); // a String takes everything
        }
        let _ = writeln!(text, "  {}", relative.display());
    }
    Ok(text)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Refused> {
    for entry in fs::read_dir(folder).map_err(|error| Refused::file(folder, &error))? {
        let path = entry.map_err(|error| Refused::file(folder, &error))?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.file_name().is_some_and(|name| name != NAME) {
            files.push(path);
        }
    }
    Ok(())
}

fn digest(path: &Path) -> std::io::Result<[u8; 32]> {
    let (mut file, mut hash, mut part) = (File::open(path)?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(&part[..read]),
        }
    }
}
