//! `root crl`: the next list of the root, when it is brought back from the safe for a while.

use std::path::{Path, PathBuf};

use authority::ceremony::{ROOT_KEY, RootFiles, SHARES, Validity, combine, next_root_crl};
use authority::custody::Passphrase;
use clap::{Args, Subcommand};
use office::clock::{Clock, SystemClock};
use pki::crl::Crl;

use crate::folder::Folder;
use crate::outcome::Refused;
use crate::{open, secret};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make the next list of certificates the root has revoked.
    Crl(Options),
}

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The folder `root/` of the ceremony, brought here on its medium.
    #[arg(long)]
    root: PathBuf,
    /// A file with the share of one holder; once for each who came.
    #[arg(
        long,
        required_unless_present = "passphrase_file",
        conflicts_with = "passphrase_file"
    )]
    share: Vec<PathBuf>,
    /// File with the passphrase of a root that has no shares.
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
    /// How long the list is good for, a term of ISO 8601.
    #[arg(long, default_value = "P1Y")]
    validity: String,
}

pub(crate) fn run(data: &Path, command: &Command) -> Result<(), Refused> {
    let Command::Crl(options) = command;
    let folder = Folder::any(data);
    let validity: Validity = options
        .validity
        .parse()
        .map_err(|_| Refused::new("validity", format!("{}: срок пишут как P1Y или P6M", options.validity)))?;
    let last = Crl::parse(&folder.read("ca/root.crl")?)
        .map_err(|error| Refused::new(error.code(), format!("ca/root.crl: {error}")))?;
    let number = last.number().map_or(1, |number| number + 1);
    let entries: Vec<_> = last.entries().collect();
    let key = read(&in_folder(&options.root, ROOT_KEY))?;
    let root = RootFiles {
        certificate: &folder.read("ca/root.pem")?,
        key: &key,
        passphrase: &passphrase(options)?,
    };
    let now = SystemClock::default().now().as_second();
    let list = next_root_crl(&root, number, now, &validity, &entries, &mut open::system_rng()?)
        .map_err(|error| Refused::new(error.code(), error.to_string()))?;
    folder.replace("ca/root.crl", &list)?;
    println!("Список корневого УЦ № {number} записан в ca/root.crl. Перезапустите сервер и унесите корень.");
    Ok(())
}

fn passphrase(options: &Options) -> Result<Passphrase, Refused> {
    if let Some(file) = &options.passphrase_file {
        return secret::read(file);
    }
    let list = read(&in_folder(&options.root, SHARES))?;
    let texts: Vec<String> = options.share.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    combine(&list, &texts).map_err(|error| Refused::new(error.code(), error.to_string()))
}

/// The ceremony names its files from the data folder; here the folder itself was brought.
fn in_folder(root: &Path, path: &str) -> PathBuf {
    root.join(Path::new(path).file_name().unwrap_or_default())
}

fn read(path: &Path) -> Result<String, Refused> {
    std::fs::read_to_string(path).map_err(|error| Refused::file(path, &error))
}
