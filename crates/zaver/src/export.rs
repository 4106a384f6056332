//! `export`: the public files of the authority, for a CDN or a hand-made site.

use std::path::Path;

use office::{Office, Refusal, crl};
use pki::certificate::Certificate;

use crate::folder::Folder;
use crate::open;
use crate::outcome::Refused;

pub(crate) async fn run(data: &Path, out: &Path) -> Result<(), Refused> {
    let folder = Folder::existing(data)?;
    let opened = open::for_command(&folder).await?;
    let lists = read(&opened.office).await;
    opened.office.close().await?;
    let files = open::ca_files(&folder)?;
    for (name, der) in [
        ("root", &files.root_der),
        ("issuing", &files.issuing_der),
        ("journal", &files.journal_der),
    ] {
        let certificate = Certificate::parse(der).map_err(|error| Refused::new(error.code(), error.to_string()))?;
        write(out, &format!("ca/{name}.pem"), certificate.to_pem().as_bytes())?;
    }
    write(out, "crl/root.crl", &files.root_crl)?;
    for (name, bytes) in lists? {
        write(out, &format!("crl/{name}"), &bytes)?;
    }
    Ok(())
}

/// The newest lists of the issuing authority: the complete one, the delta list, the parts.
async fn read(office: &Office) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    let mut files = Vec::new();
    for list in crl::newest(office).await? {
        files.push((crl::file_name(list.scope), crl::bytes(office, &list).await?));
    }
    Ok(files)
}

/// Whoever fetches the file meanwhile gets the one before or this one, never half of it.
fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<(), Refused> {
    let path = out.join(name);
    let told = |error: std::io::Error| Refused::file(&path, &error);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(told)?;
    }
    let part = path.with_extension("part");
    std::fs::write(&part, bytes).map_err(told)?;
    std::fs::rename(&part, &path).map_err(told)
}
