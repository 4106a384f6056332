//! `issue`: a certificate for an information system, as a journalled operation.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use domain::rights::Actor;
use office::{SystemRequest, issue_for_system};

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
    // Before anything is issued it is known that there is a place for it; an old certificate is not written over.
    let mut out = options.out.as_deref().map(create).transpose()?;
    let issued = issue(&folder, csr, &options.profile).await;
    let pem = match issued {
        Ok(pem) => pem,
        Err(refused) => {
            if let Some(path) = &options.out {
                // Nothing was written into it: an empty file would look like a certificate.
                let _ = std::fs::remove_file(path);
            }
            return Err(refused);
        }
    };
    let written = out
        .as_mut()
        .map(|(file, _)| file.write_all(pem.as_bytes()).and_then(|()| file.sync_all()));
    if let Some(Ok(())) = written {
        return Ok(());
    }
    // No file was asked for, or it broke while being written: the certificate itself is never lost.
    std::io::stdout()
        .write_all(pem.as_bytes())
        .map_err(|error| Refused::new("output", error.to_string()))?;
    match (written, out) {
        (Some(Err(error)), Some((_, path))) => Err(Refused::file(&path, &error)),
        _ => Ok(()),
    }
}

async fn issue(folder: &Folder, csr: Vec<u8>, profile: &str) -> Result<String, Refused> {
    let opened = open::for_command(folder).await?;
    let request = SystemRequest::new(csr, profile);
    let issued = issue_for_system(&opened.office, &Actor::SYSTEM, request).await;
    let closed = opened.office.close().await;
    let issued = issued?;
    if let Err(refusal) = closed {
        // The chain ends without its last word, as after a crash; the certificate is the client's all the same.
        eprintln!("Журнал этой команды не закрыт: {}", Refused::from(refusal));
    }
    let certificate = pki::certificate::Certificate::parse(&issued.der)
        .map_err(|error| Refused::new(error.code(), error.to_string()))?;
    eprintln!("Выпущен сертификат {}", issued.serial);
    Ok(certificate.to_pem())
}

fn create(path: &Path) -> Result<(std::fs::File, PathBuf), Refused> {
    let file = std::fs::File::create_new(path).map_err(|error| Refused::file(path, &error))?;
    Ok((file, path.to_owned()))
}

/// Reads the file; one that is too large is cut, so that the parser says what it is.
fn read(path: &Path) -> Result<Vec<u8>, Refused> {
    use std::io::Read;
    let told = |error: std::io::Error| Refused::file(path, &error);
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .map_err(told)?
        .take(MOST)
        .read_to_end(&mut bytes)
        .map_err(told)?;
    Ok(bytes)
}
