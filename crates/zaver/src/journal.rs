//! `journal`: verify the chain, in the data folder or in an export.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use authority::journal::{self as chain, BadRecord, Expectation, Report};
use clap::Subcommand;
use office::journal;
use storage::Db;

use crate::folder::Folder;
use crate::open;
use crate::outcome::Refused;
use crate::settings::Settings;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Verify the journal of the data folder, or an export of it.
    Verify {
        /// An export; the data folder is not needed then, but the root's certificate is.
        #[arg(long, requires = "root")]
        file: Option<PathBuf>,
        /// Certificate of the root the auditor trusts, PEM or DER.
        #[arg(long)]
        root: Option<PathBuf>,
    },
    /// Write the journal as lines of JSON that prove themselves.
    Export {
        /// File to write.
        #[arg(long)]
        out: PathBuf,
    },
}

pub(crate) async fn run(data: &Path, command: &Command) -> Result<(), Refused> {
    match command {
        Command::Verify {
            file: Some(file),
            root: Some(root),
        } => verify_export(file, root),
        Command::Verify { .. } => {
            let folder = Folder::existing(data)?;
            let db = open::database(&folder, &Settings::read(&folder)?).await?;
            let files = open::ca_files(&folder)?;
            tell(journal::verify(&db, &files.journal_der, &files.root_der).await?)
        }
        Command::Export { out } => {
            let folder = Folder::existing(data)?;
            let db = open::database(&folder, &Settings::read(&folder)?).await?;
            export(&db, &open::ca_files(&folder)?.journal_der, out).await
        }
    }
}

/// Line by line into the file: a journal of years does not fit into memory.
async fn export(db: &Db, journal_certificate: &[u8], out: &Path) -> Result<(), Refused> {
    let told = |error: std::io::Error| Refused::file(out, &error);
    let mut file = BufWriter::new(File::create(out).map_err(told)?);
    let mut written = Ok(());
    let write = async |line: String| {
        written = writeln!(file, "{line}");
        written.is_ok()
    };
    journal::export(db, journal_certificate, write).await?;
    written.and_then(|()| file.flush()).map_err(told)
}

fn verify_export(file: &Path, root: &Path) -> Result<(), Refused> {
    let told = |error: std::io::Error| Refused::file(file, &error);
    let mut unread = Ok(());
    let lines = BufReader::new(File::open(file).map_err(told)?)
        .lines()
        .map_while(|line| line.map_err(|error| unread = Err(error)).ok());
    let root_bytes = std::fs::read(root).map_err(|error| Refused::file(root, &error))?;
    let root = pki::certificate::Certificate::parse(&root_bytes)
        .map_err(|error| Refused::new(error.code(), error.to_string()))?;
    let verdict = chain::verify(lines, &[root.der()], &Expectation::default());
    unread.map_err(told)?;
    tell(verdict)
}

fn tell(verdict: Result<Report, BadRecord>) -> Result<(), Refused> {
    match verdict {
        Ok(report) => {
            println!(
                "Журнал цел: записей {}, из них под подписью {}",
                report.records,
                report.records - report.uncovered
            );
            Ok(())
        }
        Err(bad) => Err(Refused::new(
            bad.reason.code(),
            format!("строка {}: {}", bad.line, bad.reason),
        )),
    }
}
