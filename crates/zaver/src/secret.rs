//! Passphrases: from files only the service can read, never from settings or the environment.

use std::path::Path;

use authority::custody::Passphrase;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng;

use crate::folder::Folder;
use crate::outcome::Refused;

/// Names of the secrets in `secrets/`.
pub(crate) const ISSUING: &str = "secrets/issuing.pass";
/// The journal key's.
pub(crate) const JOURNAL: &str = "secrets/journal.pass";

/// A fresh passphrase of 192 bits.
pub(crate) fn fresh(rng: &mut impl Rng) -> String {
    let mut bytes = [0; 24];
    rng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A passphrase from the data folder, or from the service manager's credential folder when it gives one.
pub(crate) fn passphrase(folder: &Folder, name: &str) -> Result<Passphrase, Refused> {
    let file = Path::new(name).file_name().unwrap_or_default();
    let credential = std::env::var_os("CREDENTIALS_DIRECTORY").map(|given| Path::new(&given).join(file));
    let path = credential
        .filter(|path| path.exists())
        .unwrap_or_else(|| folder.path(name));
    read(&path)
}

/// The passphrase in a file, without its line end.
pub(crate) fn read(path: &Path) -> Result<Passphrase, Refused> {
    let text = std::fs::read_to_string(path).map_err(|error| Refused::file(path, &error))?;
    Ok(Passphrase::new(text.trim_end_matches(['\n', '\r']).as_bytes()))
}
