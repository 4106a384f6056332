//! `ceremony`: makes the keys of the authority by an agreed plan. The root leaves the machine afterwards.

use std::path::{Path, PathBuf};

use authority::ceremony::{Passphrases, Plan, SHARE_FILES, hold};
use authority::custody::Passphrase;
use clap::Args;
use office::clock::{Clock, SystemClock};
use pki::certificate::format_fingerprint;

use crate::folder::Folder;
use crate::outcome::Refused;
use crate::{folder, open, secret};

/// Where the root's passphrase is written: not into `root/`, so that key and passphrase can go to different safes.
pub(crate) const ROOT_PASSPHRASE: &str = "root-passphrase.txt";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The plan, TOML.
    #[arg(long)]
    file: PathBuf,
    /// File with the passphrase of the root; without it one is made, or given to holders in shares where the plan says so.
    #[arg(long)]
    root_passphrase_file: Option<PathBuf>,
    /// Rehearse: everything is made in memory, linted and shown, and nothing is written.
    #[arg(long, conflicts_with = "root_passphrase_file")]
    check: bool,
}

pub(crate) fn run(data: &Path, options: &Options) -> Result<(), Refused> {
    let text = std::fs::read_to_string(&options.file).map_err(|error| Refused::file(&options.file, &error))?;
    let plan: Plan = toml::from_str(&text)
        .map_err(|error| Refused::new("ceremony-plan", format!("{}: {error}", options.file.display())))?;
    if options.check {
        return rehearse(&plan);
    }
    folder::make_private(data)?;
    let folder = Folder::any(data);
    if folder.path("ca/issuing.pem").exists() {
        return Err(Refused::new(
            "ceremony-held",
            "в этой папке церемония уже была; ключи не перезаписываются",
        ));
    }
    conduct(&folder, &plan, options.root_passphrase_file.as_deref())
}

/// Shows those who review the plan what will come of it.
fn rehearse(plan: &Plan) -> Result<(), Refused> {
    let mut rng = open::system_rng()?;
    let mut thrown_away = || Passphrase::new(secret::fresh(&mut rng));
    let passphrases = Passphrases {
        root: plan.root.shares.is_none().then(&mut thrown_away),
        issuing: thrown_away(),
        journal: thrown_away(),
    };
    let now = SystemClock::default().now().as_second();
    let outcome =
        hold(plan, &passphrases, now, &mut rng).map_err(|error| Refused::new(error.code(), error.to_string()))?;
    println!("{}", outcome.transcript);
    eprintln!("План годится. Это проба: ничего не записано, номера и отпечатки на церемонии будут другие.");
    Ok(())
}

/// Holds the ceremony and writes what it made; prints the fingerprints.
pub(crate) fn conduct(folder: &Folder, plan: &Plan, root_passphrase: Option<&Path>) -> Result<(), Refused> {
    let mut rng = open::system_rng()?;
    let mut made = |name: &str| {
        let passphrase = secret::fresh(&mut rng);
        folder.write_new(name, passphrase.as_bytes(), true)?;
        secret::read(&folder.path(name))
    };
    let passphrases = Passphrases {
        root: match (root_passphrase, &plan.root.shares) {
            (Some(file), _) => Some(secret::read(file)?),
            (None, Some(_)) => None,
            (None, None) => Some(made(ROOT_PASSPHRASE)?),
        },
        issuing: made(secret::ISSUING)?,
        journal: made(secret::JOURNAL)?,
    };
    let now = SystemClock::default().now().as_second();
    let outcome =
        hold(plan, &passphrases, now, &mut rng).map_err(|error| Refused::new(error.code(), error.to_string()))?;
    for file in &outcome.files {
        folder.write_new(&file.path, &file.bytes, file.secret)?;
    }
    eprintln!("Церемония проведена. Отпечатки SHA-256:");
    let prints = [
        ("корневой УЦ", outcome.fingerprints.root),
        ("издающий УЦ", outcome.fingerprints.issuing),
        ("ключ журнала", outcome.fingerprints.journal),
    ];
    for (name, fingerprint) in prints {
        eprintln!("  {name}: {}", format_fingerprint(&fingerprint));
    }
    match &plan.root.shares {
        None => eprintln!("Унесите папку root/ на отдельный носитель, а файл {ROOT_PASSPHRASE} — в другой сейф."),
        Some(shares) => {
            eprintln!(
                "Унесите папку root/ на отдельный носитель. Откроют корень вместе {} держателя:",
                shares.needed
            );
            for (holder, number) in shares.holders.iter().zip(1..) {
                eprintln!("  {SHARE_FILES}/{number}.txt — {holder}");
            }
            eprintln!("Отдайте каждому его файл, потом удалите папку {SHARE_FILES}/ отсюда.");
        }
    }
    Ok(())
}
