//! A PostgreSQL 15 of one's own: no service to set up, nothing left behind.
//!
//! The server lives under a guard: a shell (`postgres_guard.sh`) that waits on its standard input. However the test process ends
//! (return, panic, `kill -9`), that pipe closes, and the guard stops the server and removes its folder.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, io};

use thiserror::Error;

const DEBIAN_PACKAGE: &str = "postgresql-15";
const BINARIES: &str = "/usr/lib/postgresql/15/bin";
const GUARD: &str = include_str!("postgres_guard.sh");
/// Another process may take the port between the moment we find it free and the moment the server binds it.
const START_ATTEMPTS: usize = 5;

/// Why there is no database to test on.
#[derive(Debug, Error)]
pub enum ServerError {
    #[error("PostgreSQL 15 is not here ({} is missing): install the Debian package `{DEBIAN_PACKAGE}`", .0.display())]
    NotInstalled(PathBuf),
    #[error("running as root, and there is neither a user `postgres` nor `nobody` to give the server to")]
    NoUser,
    #[error("cannot run PostgreSQL: {0}")]
    Io(#[from] io::Error),
    #[error("PostgreSQL did not start:\n{0}")]
    NotStarted(String),
    #[error("PostgreSQL refused `{statement}`: {message}")]
    Refused { statement: String, message: String },
}

/// A running server; dropping it stops the server and removes its folder.
#[derive(Debug)]
pub struct Server {
    port: u16,
    guard: Child,
    databases: AtomicU32,
}

/// URL of a new, empty database on the server that all tests of this process share.
///
/// # Errors
/// See [`ServerError`]; a server that did not start once is not tried again.
pub fn fresh_database() -> Result<String, &'static ServerError> {
    static SHARED: OnceLock<Result<Server, ServerError>> = OnceLock::new();
    static FAILED: OnceLock<ServerError> = OnceLock::new();
    let server = SHARED.get_or_init(Server::start).as_ref()?;
    server.fresh_database().map_err(|error| FAILED.get_or_init(|| error))
}

impl Server {
    /// Makes a data folder in the temporary folder and starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// See [`ServerError`].
    pub fn start() -> Result<Self, ServerError> {
        let initdb = Path::new(BINARIES).join("initdb");
        if !initdb.exists() {
            return Err(ServerError::NotInstalled(initdb));
        }
        let mut refusal = String::new();
        for _ in 0..START_ATTEMPTS {
            match Self::start_on(free_port()?) {
                Err(ServerError::NotStarted(why)) => refusal = why,
                outcome => return outcome,
            }
        }
        Err(ServerError::NotStarted(refusal))
    }

    fn start_on(port: u16) -> Result<Self, ServerError> {
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", GUARD, "postgres-guard", BINARIES, &port.to_string()])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if running_as_root()? {
            let (uid, gid) = unprivileged_user()?;
            command.uid(uid).gid(gid);
        }
        let mut guard = command.spawn()?;
        let mut said = BufReader::new(guard.stdout.take().expect("stdout is piped above"));
        let mut first_line = String::new();
        said.read_line(&mut first_line)?;
        if first_line.trim() == "ready" {
            return Ok(Self {
                port,
                guard,
                databases: AtomicU32::new(0),
            });
        }
        said.read_to_string(&mut first_line)?;
        guard.wait()?;
        Err(ServerError::NotStarted(first_line))
    }

    /// URL of a new, empty database of this server.
    ///
    /// # Errors
    /// [`ServerError::Refused`] when the server does not create it.
    pub fn fresh_database(&self) -> Result<String, ServerError> {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("CREATE DATABASE {name}"))?;
        Ok(self.url(&name))
    }

    fn execute(&self, statement: &str) -> Result<(), ServerError> {
        let output = Command::new(Path::new(BINARIES).join("psql"))
            .args(["--no-psqlrc", "--quiet", "--command", statement, &self.url("postgres")])
            .stdin(Stdio::null())
            .output()?;
        if output.status.success() {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(ServerError::Refused {
            statement: statement.to_owned(),
            message,
        })
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // Nobody is left to hear of a failure here; the guard cleans up whether or not it is waited for.
        let _ = self.guard.wait();
    }
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn running_as_root() -> io::Result<bool> {
    Ok(fs::metadata("/proc/self")?.uid() == 0)
}

/// PostgreSQL refuses to run as root: the user and group ids of who runs it instead.
fn unprivileged_user() -> Result<(u32, u32), ServerError> {
    let passwd = fs::read_to_string("/etc/passwd")?;
    let ids_of = |name: &str| {
        let fields: Vec<&str> = passwd
            .lines()
            .map(|line| line.split(':').collect())
            .find(|f: &Vec<&str>| f[0] == name)?;
        Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
    };
    ids_of("postgres")
        .or_else(|| ids_of("nobody"))
        .ok_or(ServerError::NoUser)
}
