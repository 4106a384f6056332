//! `issue`: a certificate for an information system, as a journalled operation.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use office::issue_for_system;

use crate::folder::Folder;
use crate::open;
use crate::outcome::Refused;

/// More is never read: a PKCS#10 has a few kilobytes.
const MOST: u64 = 1024 * 1024;

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// PKCS#10, PEM or DER.
    #[arg(long)]
    csr: PathBuf,
    /// Profile; it must allow certificates for systems.
    #[arg(long)]
    profile: String,
    /// Where to write the certificate (PEM); standard output without it.
    #[arg(long)]
    out: Option<PathBuf>,
}

pub(crate) async fn run(data: &Path, options: &Options) -> Result<(), Refused> {
    let folder = Folder::existing(data)?;
    let csr = read(&options.csr)?;
    let opened = open::for_command(&folder).await?;
    let issued = issue_for_system(&opened.office, csr, &options.profile).await;
    opened.office.close().await?;
    let issued = issued?;
    let certificate = pki::certificate::Certificate::parse(&issued.der)
        .map_err(|error| Refused::new(error.code(), error.to_string()))?;
    let pem = certificate.to_pem();
    match &options.out {
        Some(path) => std::fs::write(path, pem).map_err(|error| Refused::file(path, &error))?,
        None => std::io::stdout()
            .write_all(pem.as_bytes())
            .map_err(|error| Refused::new("output", error.to_string()))?,
    }
    eprintln!("Выпущен сертификат {}", issued.serial);
    Ok(())
}

/// Reads the file; one that is too large is cut, so that the parser says what it is.
fn read(path: &Path) -> Result<Vec<u8>, Refused> {
    use std::io::Read;
    let told = |error: std::io::Error| Refused::file(path, &error);
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(told)?.take(MOST).read_to_end(&mut bytes).map_err(told)?;
    Ok(bytes)
}
