//! A fresh database of either kind, and the macro that runs a test on both.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use zaver_storage::{Aggregate, ApplyError, Db, Location, Stored, WriteSet};

/// Runs each `async fn name(base: &Base)` as `sqlite::name` and `postgres::name`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $name() {
                super::$name(&crate::database::Base::sqlite().await).await;
            }
        )+}

        mod postgres {$(
            #[tokio::test]
            async fn $name() {
                super::$name(&crate::database::Base::postgres().await).await;
            }
        )+}
    };
}
pub(crate) use on_both;

/// An open database; its file goes away with it.
pub(crate) struct Base {
    pub(crate) db: Db,
    pub(crate) location: Location,
    folder: Option<PathBuf>,
}

impl Base {
    pub(crate) async fn sqlite() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "storage-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let location = Location::File(folder.join("zaver.db"));
        let db = Db::open(&location).await.unwrap();
        Self {
            db,
            location,
            folder: Some(folder),
        }
    }

    pub(crate) async fn postgres() -> Self {
        let location = Location::Pg(testkit::postgres::fresh_database().unwrap());
        let db = Db::open(&location).await.unwrap();
        Self {
            db,
            location,
            folder: None,
        }
    }

    /// Commits what is written into the set.
    pub(crate) async fn write(&self, fill: impl FnOnce(&mut WriteSet) -> &mut WriteSet) -> Result<(), ApplyError> {
        let mut set = WriteSet::new();
        fill(&mut set);
        let mut tx = self.db.begin().await?;
        set.apply(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Commits new entities.
    pub(crate) async fn insert<T: Aggregate>(&self, entities: impl IntoIterator<Item = T>) {
        let mut set = WriteSet::new();
        for entity in entities {
            set.insert(&entity);
        }
        self.write(|all| all.extend(set)).await.unwrap();
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}

/// What lists are compared by.
pub(crate) fn keys<T: Aggregate>(rows: &[Stored<T>]) -> Vec<u128> {
    rows.iter().map(|row| row.key().as_u128()).collect()
}
