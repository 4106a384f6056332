//! Where an office of a test keeps its data.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use storage::Location;

use crate::ceremony;

/// A folder, and a database in it or on the PostgreSQL of the tests. The folder goes away with the value.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    database: Location,
    keep: bool,
}

impl Place {
    /// SQLite in a new folder.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = fresh_folder();
        Self {
            database: Location::File(folder.join("zaver.db")),
            folder,
            keep: false,
        }
    }

    /// A new database on the PostgreSQL of the tests.
    ///
    /// # Panics
    /// When PostgreSQL is not installed: no test is skipped silently.
    #[must_use]
    pub fn postgres() -> Self {
        let url = testkit::postgres::fresh_database().unwrap_or_else(|error| panic!("{error}"));
        Self {
            folder: fresh_folder(),
            database: Location::Pg(url),
            keep: false,
        }
    }

    /// SQLite in a folder of the caller, who also removes it: what another process left is found there, keys included.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        ceremony::share(folder);
        Self {
            database: Location::File(folder.join("zaver.db")),
            folder: folder.into(),
            keep: true,
        }
    }

    /// Another folder with the same database: a second server, on another machine.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            database: self.database.clone(),
            folder: fresh_folder(),
            keep: false,
        }
    }

    /// Where the database is.
    #[must_use]
    pub fn database(&self) -> &Location {
        &self.database
    }

    pub(crate) fn signature_log(&self) -> PathBuf {
        self.folder.join("signatures.log")
    }
}

fn fresh_folder() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("zaver-office-{}-{count}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made among the temporary files");
    folder
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.keep {
            // A test that already failed is not to fail twice.
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}
