//! `restore`: a data folder from a backup. Nothing is put in place that does not verify.

use std::path::{Path, PathBuf};

use clap::Args;
use domain::rights::Actor;
use jiff::Timestamp;
use office::ops::continue_restored;
use storage::{Db, Location};

use crate::backup::{DATA, TAKEN_AT, copy_tree, entries};
use crate::folder::{Folder, Purpose};
use crate::outcome::Refused;
use crate::settings::Settings;
use crate::{database, keys, open, sums};

const SETTINGS: &str = "zaver.toml";
const DATABASE: &str = "zaver.db";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The backup.
    #[arg(long)]
    from: PathBuf,
    /// Folder with the passwords of the keys, `issuing.pass` and `journal.pass`: the backup has none. Not needed when
    /// `zaver signer` holds the keys.
    #[arg(long)]
    secrets: Option<PathBuf>,
}

pub(crate) async fn run(data: &Path, options: &Options) -> Result<(), Refused> {
    sums::verify(&options.from)?;
    let backup = Folder::any(&options.from);
    let taken_at = taken_at(&backup)?;
    let source = Folder::any(&backup.path(DATA));
    let settings = Settings::read(&source)?;
    if options.secrets.is_none() && settings.signer.is_none() {
        return Err(Refused::new(
            "secrets-needed",
            "в копии нет паролей ключей; укажите папку с issuing.pass и journal.pass: --secrets",
        ));
    }
    let folder = Folder::new(data)?;
    let tried =
        put_files(&source, &folder, options.secrets.as_deref()).and_then(|()| keys::at_hand(&folder, &settings));
    if let Err(refused) = tried {
        // Nothing has been opened yet: the next attempt begins on an empty place.
        std::fs::remove_dir_all(data).map_err(|error| Refused::file(data, &error))?;
        return Err(refused);
    }
    let rows = put_database(&source, &folder, &settings).await?;
    let opened = open::open(&folder, &settings, Purpose::Command, None).await?;
    let continued = continue_restored::Command { taken_at };
    opened.office.perform(&Actor::SYSTEM, continued).await?;
    opened.office.close().await?;
    // The settings come last: without them nobody takes the folder for a whole one.
    copy_tree(&source.settings(), &folder.settings(), &[])?;
    println!("Восстановлено на {taken_at}, записей в базе {rows}. Проверьте: zaver doctor, zaver journal verify.");
    println!(
        "Что было после этого момента, базе неизвестно. Сверьте последний опубликованный список отозванных и журнал подписей \
         прежнего сервера (signatures.log): отозванные после копии отзовите снова до запуска портала."
    );
    Ok(())
}

fn taken_at(backup: &Folder) -> Result<Timestamp, Refused> {
    let text = backup.read_text(TAKEN_AT)?;
    text.trim().parse().map_err(|_| {
        Refused::new(
            "backup-damaged",
            "в файле taken-at нет времени копии; возьмите другую копию",
        )
    })
}

fn put_files(source: &Folder, folder: &Folder, secrets: Option<&Path>) -> Result<(), Refused> {
    for path in entries(&source.path(""))? {
        let name = path.file_name().unwrap_or_default().to_owned();
        if name != SETTINGS && name != DATABASE {
            copy_tree(&path, &folder.path(&name.to_string_lossy()), &[])?;
        }
    }
    let Some(secrets) = secrets else { return Ok(()) };
    copy_tree(secrets, &folder.path("secrets"), &[]).map(drop)
}

/// Into the folder, or into the PostgreSQL that the settings name: it must be empty.
async fn put_database(source: &Folder, folder: &Folder, settings: &Settings) -> Result<u64, Refused> {
    let told = |error: storage::DbError| Refused::new("database", error.to_string());
    let from = Db::open(&Location::File(source.database())).await.map_err(told)?;
    let to = open::database(folder, settings).await?;
    let copied = database::copied(&from, &to).await;
    from.close().await;
    to.close().await;
    copied
}
