//! `verify`: certificates, lists and signatures from files, whoever made them.

mod collect;
mod verdict;

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use office::clock::{Clock, SystemClock};
use pki::certificate::Certificate;
use pki::path::{Evidence, Revocation, Settings, Store};

use crate::outcome::Refused;
use collect::Collection;

/// What to look at, and what to trust.
#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// One JSON object a line: file, parsed, valid, reason, subject, issuer; and kind, code, remarks.
    #[arg(long)]
    json: bool,
    /// Folder with the certificates to trust.
    #[arg(long)]
    roots: Option<PathBuf>,
    /// Trust every certificate among PATHS that signed itself.
    #[arg(long, conflicts_with = "roots")]
    trust_self_signed: bool,
    /// The moment in question: 2026-11-23T10:00:00Z. Now, if it is not said.
    #[arg(long)]
    at: Option<Timestamp>,
    /// Do not look at dates.
    #[arg(long)]
    no_time: bool,
    /// Do not ask whether certificates are revoked.
    #[arg(long)]
    no_revocation: bool,
    /// Files and folders: PEM or DER; the document beside `X.sig` or `X.p7s` is `X`.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// The certificates of a folder, to be trusted.
pub(crate) fn trusted(folder: &Path) -> Result<Vec<Certificate>, Refused> {
    Ok(Collection::read(&[folder.to_owned()])?.certificates())
}

/// Says of every file whether it holds; a refusal when one does not.
pub(crate) fn run(options: &Options) -> Result<(), Refused> {
    let shown = Collection::read(&options.paths)?;
    let anchors = match &options.roots {
        Some(folder) => trusted(folder)?,
        None if options.trust_self_signed => shown.self_signed(),
        None => Vec::new(),
    };
    let (certificates, lists) = (shown.certificates(), shown.lists());
    let evidence = Evidence {
        certificates: &certificates,
        lists: &lists,
        answers: &[],
    };
    let time = options.at.unwrap_or_else(|| SystemClock::default().now());
    let settings = Settings {
        ignore_time: options.no_time,
        revocation: if options.no_revocation {
            Revocation::Ignored
        } else {
            Revocation::Required
        },
        ..Settings::at(time.as_second())
    };
    let store = Store::new(&anchors, &evidence);
    let mut refused = 0;
    for verdict in shown.verdicts(&store, &certificates, &lists, &settings) {
        refused += usize::from(!verdict.valid);
        println!("{}", if options.json { verdict.json() } else { verdict.text() });
    }
    if refused == 0 {
        Ok(())
    } else {
        Err(Refused::new(
            "not-valid",
            format!("Не приняты: {refused}. Причины названы выше."),
        ))
    }
}
