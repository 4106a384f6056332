//! A service behind a socket, in a runtime of its own that can be stopped as a process is.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use pki::certificate::Certificate;
use tokio::net::UnixListener;
use tokio::runtime::Runtime;
use zaver_authority::custody::{Keeper, KeysHeld, Service, Signer};

use crate::house::file;

pub(super) struct Served(Option<Runtime>);

impl Served {
    /// Admits us.
    pub(super) fn start(socket: &Path, keeper: impl Keeper) -> Self {
        Self::admitting(socket, keeper, our_uid(socket))
    }

    pub(super) fn admitting(socket: &Path, keeper: impl Keeper, uid: u32) -> Self {
        let runtime = Runtime::new().unwrap();
        // A new process takes the place of the old one's socket.
        let _ = std::fs::remove_file(socket);
        let service = Service::new(Signer::start(keeper).unwrap(), held(), [uid]);
        let listener = runtime.block_on(async { UnixListener::bind(socket) }).unwrap();
        runtime.spawn(async move { service.run(&listener, |_| ()).await });
        Self(Some(runtime))
    }

    /// Ends as a killed process does: every connection is closed.
    pub(super) fn kill(mut self) {
        drop(self.0.take());
    }
}

pub(super) fn held() -> KeysHeld {
    keys(&["ca/issuing.pem", "ca/ocsp.pem", "ca/journal.pem"])
}

pub(super) fn keys(paths: &[&str]) -> KeysHeld {
    let certificates: Vec<_> = paths
        .iter()
        .map(|path| Certificate::parse(file(path)).unwrap())
        .collect();
    KeysHeld::of(&certificates)
}

pub(super) fn our_uid(socket: &Path) -> u32 {
    std::fs::metadata(socket.parent().unwrap()).unwrap().uid()
}
