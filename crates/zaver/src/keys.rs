//! The keys at work: opened here from their files, or asked for at the process that holds them.

use std::path::Path;
use std::sync::Arc;

use authority::custody::{KeyFile, KeysHeld, RemoteKeeper, SignatureLog, Signer, SoftSigner};
use office::clock::{Clock, SystemClock};
use pki::certificate::Certificate;
use rand::rngs::StdRng;

use crate::folder::Folder;
use crate::outcome::Refused;
use crate::settings::Settings;
use crate::{open, secret};

/// The signer of the settings. A server with a signer process opens no key file.
pub(crate) fn signer(folder: &Folder, settings: &Settings, clock: Arc<SystemClock>) -> Result<Signer, Refused> {
    let signer = match &settings.signer {
        Some(socket) => Signer::start(remote(folder, socket)?),
        None => Signer::start(here(folder, clock)?),
    };
    signer.map_err(|error| Refused::new(error.code(), error.to_string()))
}

/// Whether the working keys open with their passphrases, or their process answers.
pub(crate) fn at_hand(folder: &Folder, settings: &Settings) -> Result<(), Refused> {
    match &settings.signer {
        Some(socket) => remote(folder, socket).map(drop),
        None => here(folder, Arc::new(SystemClock::default())).map(drop),
    }
}

/// Opens the keys that work in a server. The root key has no way in here.
pub(crate) fn here(folder: &Folder, clock: Arc<SystemClock>) -> Result<SoftSigner<StdRng>, Refused> {
    let (issuing, journal) = (folder.read("ca/issuing.pem")?, folder.read("ca/journal.pem")?);
    let (issuing_key, journal_key) = (
        folder.read_text("keys/issuing.p8")?,
        folder.read_text("keys/journal.p8")?,
    );
    // The key of OCSP is sealed with the same passphrase: both sign what the issuing authority says.
    let (ocsp, ocsp_key) = (folder.read("ca/ocsp.pem")?, folder.read_text("keys/ocsp.p8")?);
    // So is the key of time stamps; a folder of an older ceremony has none.
    let tsp = match folder.path(open::TSP).exists() {
        true => Some((folder.read(open::TSP)?, folder.read_text("keys/tsp.p8")?)),
        false => None,
    };
    let issuing_passphrase = secret::passphrase(folder, secret::ISSUING)?;
    let log_path = folder.path("signatures.log");
    let log = SignatureLog::open(&log_path).map_err(|error| Refused::file(&log_path, &error))?;
    SoftSigner::open(
        &KeyFile {
            certificate: &issuing,
            key: &issuing_key,
            passphrase: &issuing_passphrase,
        },
        &KeyFile {
            certificate: &journal,
            key: &journal_key,
            passphrase: &secret::passphrase(folder, secret::JOURNAL)?,
        },
        log,
        move || clock.now().as_second(),
        open::system_rng()?,
    )
    .and_then(|keeper| {
        keeper.with_ocsp(&KeyFile {
            certificate: &ocsp,
            key: &ocsp_key,
            passphrase: &issuing_passphrase,
        })
    })
    .and_then(|keeper| match &tsp {
        Some((certificate, key)) => keeper.with_tsp(&KeyFile {
            certificate,
            key,
            passphrase: &issuing_passphrase,
        }),
        None => Ok(keeper),
    })
    .map_err(|error| Refused::new("keys", error.to_string()))
}

/// A process that answers and holds our keys.
fn remote(folder: &Folder, socket: &Path) -> Result<RemoteKeeper, Refused> {
    let keeper = RemoteKeeper::new(folder.path(&socket.to_string_lossy()), held(folder)?);
    match keeper.greet() {
        Ok(()) => Ok(keeper),
        Err(error) => Err(Refused::new(error.code(), error.to_string())),
    }
}

/// The keys whose certificates lie in the folder.
pub(crate) fn held(folder: &Folder) -> Result<KeysHeld, Refused> {
    let mut certificates = Vec::new();
    let always = ["ca/issuing.pem", "ca/ocsp.pem", "ca/journal.pem"];
    let tsp = Some(open::TSP).filter(|name| folder.path(name).exists());
    for name in always.into_iter().chain(tsp) {
        let parsed = Certificate::parse(&folder.read(name)?);
        certificates.push(parsed.map_err(|error| Refused::new(error.code(), format!("{name}: {error}")))?);
    }
    Ok(KeysHeld::of(&certificates))
}
