//! `backup`: everything an installation needs to go on, taken while it works; never the passwords, never the root.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use clap::Args;
use office::clock::{Clock, SystemClock};
use storage::{Db, Location};

use crate::folder::{self, Folder};
use crate::outcome::Refused;
use crate::settings::Settings;
use crate::{database, open, sums};

/// The copy of the data folder inside a backup.
pub(crate) const DATA: &str = "data";
/// When it was taken, as RFC 3339.
pub(crate) const TAKEN_AT: &str = "taken-at";
/// What is kept elsewhere, for whoever finds a backup must not be able to sign with it; the database goes its own way.
const LEFT_OUT: [&str; 12] = [
    "secrets",
    "root",
    authority::ceremony::SHARE_FILES,
    crate::ceremony::ROOT_PASSPHRASE,
    "zaver.toml.last-good",
    "zaver.db",
    "zaver.db-wal",
    "zaver.db-shm",
    ".serve.lock",
    ".command.lock",
    ".signer.lock",
    "signer.sock",
];

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Folder to make.
    #[arg(long)]
    out: PathBuf,
}

pub(crate) async fn run(data: &Path, options: &Options) -> Result<(), Refused> {
    let from = Folder::existing(data)?;
    let settings = Settings::read(&from)?;
    if std::path::absolute(&options.out)
        .is_ok_and(|out| std::path::absolute(data).is_ok_and(|data| out.starts_with(data)))
    {
        return Err(Refused::new(
            "backup-inside",
            "копию кладут вне папки данных: вместе с ней она бы и пропала",
        ));
    }
    let backup = Folder::new(&options.out)?;
    let db = open::database(&from, &settings).await?;
    backup.write_new(TAKEN_AT, SystemClock::default().now().to_string().as_bytes(), false)?;
    folder::make_private(&backup.path(DATA))?;
    let rows = database_into(&db, &backup.path(DATA).join("zaver.db")).await?;
    db.close().await;
    // After the database: the log of signatures then knows of everything that is in it.
    let files = copy_files(data, &backup.path(DATA), &secret_files(&from, &settings))?;
    sums::write(&options.out)?;
    println!("Копия готова: файлов {files}, записей в базе {rows}.");
    println!(
        "Пароли (secrets/, mail.password_file), ключ TLS и корень (root/) в неё не входят: храните их отдельно, для восстановления нужны пароли."
    );
    if settings.database.is_some() {
        println!("Адрес базы из zaver.toml в копии есть; если в нём пароль, перенесите его в ZAVER_DATABASE_URL.");
    }
    Ok(())
}

/// The whole database as one file of the embedded one, whatever the installation works on.
async fn database_into(db: &Db, file: &Path) -> Result<u64, Refused> {
    let target = Db::open(&Location::File(file.to_owned()))
        .await
        .map_err(|error| Refused::new("database", error.to_string()))?;
    let copied = database::copied(db, &target).await;
    target.close().await;
    copied
}

/// What the settings name as secret, wherever in the folder it lies.
fn secret_files(folder: &Folder, settings: &Settings) -> Vec<PathBuf> {
    let named = [
        settings.mail.password_file.as_ref(),
        settings.server.tls.as_ref().map(|tls| &tls.key),
    ];
    named
        .into_iter()
        .flatten()
        .map(|path| folder.path(&path.to_string_lossy()))
        .collect()
}

/// Everything in the folder but what is left out; the number of files.
fn copy_files(from: &Path, to: &Path, secret: &[PathBuf]) -> Result<usize, Refused> {
    let mut count = 0;
    for path in entries(from)? {
        let name = path.file_name().unwrap_or_default();
        if !LEFT_OUT.iter().any(|left_out| name == *left_out) {
            count += copy_tree(&path, &to.join(name), secret)?;
        }
    }
    Ok(count)
}

/// A file, or a folder with all that is in it but these; the number of files.
pub(crate) fn copy_tree(from: &Path, to: &Path, but: &[PathBuf]) -> Result<usize, Refused> {
    // A file on its way to its name has another one there; a socket is nobody's property.
    let passes = from.extension().is_some_and(|extension| extension == "new");
    if passes || !(from.is_file() || from.is_dir()) || but.iter().any(|left_out| left_out == from) {
        return Ok(0);
    }
    if from.is_file() {
        return copy_file(from, to).map(|()| 1);
    }
    folder::make_private(to)?;
    let mut count = 0;
    for path in entries(from)? {
        count += copy_tree(&path, &to.join(path.file_name().unwrap_or_default()), but)?;
    }
    Ok(count)
}

pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Refused> {
    let told = |error: std::io::Error| Refused::file(folder, &error);
    let entries = fs::read_dir(folder).map_err(told)?;
    entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(told))
        .collect()
}

/// With its rights, and on the disk before the backup is called ready.
fn copy_file(from: &Path, to: &Path) -> Result<(), Refused> {
    fs::copy(from, to).map_err(|error| Refused::file(from, &error))?;
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|error| Refused::file(to, &error))
}
