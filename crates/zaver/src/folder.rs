//! The data folder: what lies where, who may read it, and that one process at a time works with it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::outcome::Refused;

/// Paths in a data folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A folder that `init` has made.
    pub(crate) fn existing(path: &Path) -> Result<Self, Refused> {
        let folder = Self(path.to_owned());
        if folder.settings().exists() {
            return Ok(folder);
        }
        let shown = path.display();
        Err(Refused::new(
            "no-data",
            format!("в папке {shown} нет данных; создайте их: zaver --data {shown} init"),
        ))
    }

    /// A folder to be made; it must not hold anything yet.
    pub(crate) fn new(path: &Path) -> Result<Self, Refused> {
        let taken = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
        if taken {
            let sentence = format!("папка {} не пуста; выберите другую или удалите её сами", path.display());
            return Err(Refused::new("data-exists", sentence));
        }
        make_private(path)?;
        Ok(Self(path.to_owned()))
    }

    /// A folder in whatever state: for the ceremony, which may come before everything else.
    pub(crate) fn any(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Whether anyone but the owner may enter.
    pub(crate) fn is_open_to_others(&self) -> bool {
        fs::metadata(&self.0).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.0.join(relative)
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.path("zaver.toml")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("zaver.db")
    }

    pub(crate) fn read(&self, relative: &str) -> Result<Vec<u8>, Refused> {
        let path = self.path(relative);
        fs::read(&path).map_err(|error| Refused::file(&path, &error))
    }

    pub(crate) fn read_text(&self, relative: &str) -> Result<String, Refused> {
        let path = self.path(relative);
        fs::read_to_string(&path).map_err(|error| Refused::file(&path, &error))
    }

    /// Writes a file whole or not at all, and never over another one.
    pub(crate) fn write_new(&self, relative: &str, bytes: &[u8], secret: bool) -> Result<(), Refused> {
        let path = self.path(relative);
        let told = |error: std::io::Error| Refused::file(&path, &error);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(told)?;
        }
        let mode = if secret { 0o600 } else { 0o644 };
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(mode)
            .open(&path)
            .map_err(told)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(told)
    }

    /// Replaces a file in one step.
    pub(crate) fn replace(&self, relative: &str, bytes: &[u8]) -> Result<(), Refused> {
        let (path, fresh) = (self.path(relative), self.path(&format!("{relative}.new")));
        let told = |error: std::io::Error| Refused::file(&path, &error);
        fs::write(&fresh, bytes).map_err(told)?;
        fs::rename(&fresh, &path).map_err(told)
    }

    /// Holds the folder for one purpose: one server, one command at a time. Released when dropped.
    pub(crate) fn lock(&self, purpose: Purpose) -> Result<File, Refused> {
        let path = self.path(purpose.file());
        let told = |error: std::io::Error| Refused::file(&path, &error);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(told)?;
        match (purpose, file.try_lock()) {
            (_, Ok(())) => Ok(file),
            (Purpose::Serve, Err(TryLockError::WouldBlock)) => Err(Refused::new(
                "already-serving",
                "с этой папкой уже работает сервер; остановите его",
            )),
            (Purpose::Sign, Err(TryLockError::WouldBlock)) => Err(Refused::new(
                "already-signing",
                "с ключами этой папки уже работает другая служба; остановите её",
            )),
            // Another command is short: waiting for it is what the administrator would do.
            (Purpose::Command, Err(TryLockError::WouldBlock)) => file.lock().map(|()| file).map_err(told),
            (_, Err(TryLockError::Error(error))) => Err(told(error)),
        }
    }
}

/// Makes a folder that only its owner may enter: passports and scans lie in its database.
pub(crate) fn make_private(path: &Path) -> Result<(), Refused> {
    use std::os::unix::fs::DirBuilderExt;
    let told = |error: std::io::Error| Refused::file(path, &error);
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(told)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(told)
}

/// What a process does with the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The server.
    Serve,
    /// A command beside it.
    Command,
    /// The process that holds the keys.
    Sign,
}

impl Purpose {
    const fn file(self) -> &'static str {
        match self {
            Self::Serve => ".serve.lock",
            Self::Command => ".command.lock",
            Self::Sign => ".signer.lock",
        }
    }

    /// The name under which this process writes the journal: a chain of its own.
    pub(crate) const fn node(self) -> &'static str {
        match self {
            Self::Serve => "server",
            Self::Command => "command",
            Self::Sign => "signer",
        }
    }
}
