//! Keys in a process of their own: a [`Service`] holds them behind a Unix socket, a [`RemoteKeeper`] asks it.
//!
//! What goes over the socket are the same typed requests, never a digest: the service re-parses them, applies its own
//! policy and keeps its own log, whoever asks. Frames are a length (4 bytes, big-endian) and as many bytes. Whoever
//! connects is first told whether he may ask, and which keys are here; then batches and answers take turns.

mod client;
mod service;
mod wire;

use std::collections::BTreeSet;

use pki::certificate::{Certificate, fingerprint};
use serde::{Deserialize, Serialize};

pub use client::RemoteKeeper;
pub use service::Service;

use crate::encoding::to_hex;

/// The longest batch: a list of millions of entries with room to spare.
const MAX_FRAME: usize = 512 * 1024 * 1024;
/// The longest first word.
const MAX_GREETING: usize = 64 * 1024;

/// Which keys are meant: SHA-256 of their certificates, hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeysHeld(BTreeSet<String>);

impl KeysHeld {
    /// The keys of these certificates.
    pub fn of<'a>(certificates: impl IntoIterator<Item = &'a Certificate>) -> Self {
        let prints = certificates
            .into_iter()
            .map(|certificate| fingerprint(certificate.der()));
        Self(prints.map(|print| to_hex(&print)).collect())
    }

    fn include(&self, wanted: &Self) -> bool {
        wanted.0.is_subset(&self.0)
    }
}

/// The first word of the service.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Greeting {
    /// The protocol and the keys.
    Welcome { protocol: u32, keys: KeysHeld },
    /// This user may not ask.
    NotAdmitted,
    /// Too many are connected.
    Busy,
}

/// Both sides speak one protocol or none.
const PROTOCOL: u32 = 1;
