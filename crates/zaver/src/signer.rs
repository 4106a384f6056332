//! `signer`: a process that holds the keys and signs typed things for those it admits, until it is told to stop.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use authority::custody::{Keeper, Service, SignError, SignRequest, Signed, Signer};
use clap::Args;
use office::clock::SystemClock;
use rustix::process::{DumpableBehavior, Resource, Rlimit, getuid, set_dumpable_behavior, setrlimit};
use tokio::net::UnixListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::folder::{Folder, Purpose};
use crate::outcome::Refused;
use crate::{keys, serve};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Socket to listen on; `signer.sock` in the data folder by default.
    #[arg(long)]
    socket: Option<PathBuf>,
    /// Number of a user whose processes may ask, beside our own; may be repeated.
    #[arg(long)]
    uid: Vec<u32>,
}

pub(crate) async fn run(data: &Path, options: &Options) -> Result<(), Refused> {
    serve::log_to_stderr();
    keep_memory_to_oneself()?;
    let folder = Folder::any(data);
    let _lock = folder.lock(Purpose::Sign)?;
    let keeper = keys::here(&folder, Arc::new(SystemClock::default()))?;
    let signer = Signer::start(Dying(keeper)).map_err(|error| Refused::new(error.code(), error.to_string()))?;
    let own = getuid().as_raw();
    let uids: Vec<u32> = options.uid.iter().copied().chain([own]).collect();
    let socket = options.socket.clone().unwrap_or_else(|| folder.path("signer.sock"));
    let listener = listen(&socket, uids.iter().any(|uid| *uid != own))?;
    let service = Service::new(signer, keys::held(&folder)?, uids);
    // Before anyone is told that the keys are at work: a signal that nobody hears kills.
    let terminate = signal(SignalKind::terminate()).map_err(|error| Refused::new("signal", error.to_string()))?;
    tracing::info!(socket = %socket.display(), "the keys are at work");
    let refused = |uid| tracing::warn!(uid, "a user who is not admitted asked for signatures");
    let ended = tokio::select! {
        ended = service.run(&listener, refused) => ended,
        () = serve::told_to_stop(terminate) => Ok(()),
    };
    // What was signed and not heard is asked for again: whoever asked has the bytes.
    let _ = fs::remove_file(&socket);
    ended.map_err(|error| Refused::file(&socket, &error))
}

/// Neither a dump of a crash nor a debugger of the same user reads the keys.
fn keep_memory_to_oneself() -> Result<(), Refused> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none)
        .and_then(|()| set_dumpable_behavior(DumpableBehavior::NotDumpable))
        .map_err(|error| Refused::new("memory", error.to_string()))
}

/// The lock says that no other process holds these keys: a socket that is still there is of one that died.
fn listen(socket: &Path, others: bool) -> Result<UnixListener, Refused> {
    let told = |error: std::io::Error| Refused::file(socket, &error);
    if fs::symlink_metadata(socket).is_ok_and(|found| found.file_type().is_socket()) {
        fs::remove_file(socket).map_err(told)?;
    }
    let listener = UnixListener::bind(socket).map_err(told)?;
    // Who may ask is decided by what the kernel says of the peer, not by this.
    let mode = if others { 0o666 } else { 0o600 };
    fs::set_permissions(socket, Permissions::from_mode(mode)).map_err(told)?;
    Ok(listener)
}

/// Dies where a crash test wants it to.
struct Dying<K>(K);

impl<K: Keeper> Keeper for Dying<K> {
    fn sign(&mut self, requests: Vec<SignRequest>) -> Vec<Result<Signed, SignError>> {
        let certificates = requests
            .iter()
            .any(|request| matches!(request, SignRequest::Certificate(_)));
        let point = |name| {
            if certificates {
                office::crash::point(name);
            }
        };
        point("signer-before-sign");
        let answers = self.0.sign(requests);
        point("signer-after-sign");
        answers
    }
}
