//! NIST PKITS: the data come from PyPI, once for a build folder, and are the ones that were reviewed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::tally::{self, Tally};
use crate::command::{self, Failure};
use crate::{setup, workspace};

const VERSION: &str = "50.0.2";
const SHA_256: &str = "51641f03a3eb4edbe9fb68e3a3574d25f86aa502d06391fffa886330d02778a0";
/// The folder with `certs` and `crls` inside of the archive.
const DATA: &str = "cryptography_vectors/x509/PKITS_data";

/// Runs the tests; the result of each stands in `target/test/pkits.json`.
pub(crate) fn run() -> Result<Tally, Failure> {
    setup::ensure(&[setup::PYTHON])?;
    let data = data()?;
    let reports = workspace::root().join("target/test");
    fs::create_dir_all(&reports)?;
    let mut cargo = workspace::cargo();
    cargo
        .args(["run", "--locked", "--package", "zaver-pki", "--example", "pkits", "--"])
        .arg(data)
        .arg(reports.join("pkits.json"));
    tally::cargo_test(&mut cargo)
}

/// The folder of the data: fetched, compared with the hash, unpacked.
fn data() -> Result<PathBuf, Failure> {
    let folder = workspace::target().join(format!("pkits/{VERSION}"));
    let data = folder.join(DATA);
    if data.join("crls").is_dir() {
        return Ok(data);
    }
    let unpacked = folder.with_extension("new");
    if unpacked.exists() {
        fs::remove_dir_all(&unpacked)?;
    }
    fs::create_dir_all(&unpacked)?;
    let requirements = unpacked.join("requirements.txt");
    fs::write(
        &requirements,
        format!("cryptography-vectors=={VERSION} --hash=sha256:{SHA_256}\n"),
    )?;
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"])
        .arg("--dest")
        .arg(&unpacked)
        .arg("--requirement")
        .arg(&requirements);
    command::run(&mut pip)?;
    unpack(&unpacked)?;
    // A run that was cut off leaves nothing that looks whole.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::rename(&unpacked, &folder)?;
    Ok(data)
}

fn unpack(folder: &Path) -> Result<(), Failure> {
    let wheel = format!("cryptography_vectors-{VERSION}-py3-none-any.whl");
    let mut unzip = Command::new("python3");
    unzip.current_dir(folder).args(["-m", "zipfile", "-e", &wheel, "."]);
    command::run(&mut unzip)?;
    fs::remove_file(folder.join(wheel))?;
    Ok(())
}
