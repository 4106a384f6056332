//! The command line. Its commands and flags are stable from the first release on.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::outcome::Refused;
use crate::{
    backup, ceremony, check, client, database, doctor, export, init, issue, journal, observe, publish, restore, root,
    serve, signer, verify,
};

/// Заверь: удостоверяющий центр и приём заявлений для системы ОМС. Не является сертифицированным СКЗИ.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(crate) struct Arguments {
    /// Data folder.
    #[arg(long, global = true, default_value = "zaver-data", env = "ZAVER_DATA")]
    pub(crate) data: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a data folder: settings, database, keys by a ceremony with defaults.
    Init(init::Options),
    /// Hold a key ceremony by an agreed plan.
    Ceremony(ceremony::Options),
    /// The root, brought back from the safe for a while.
    Root {
        #[command(subcommand)]
        command: root::Command,
    },
    /// Serve the portal.
    Serve {
        /// Address to listen on, instead of the one in the settings.
        #[arg(long)]
        listen: Option<SocketAddr>,
    },
    /// Hold the keys in a process of their own and sign for the server.
    Signer(signer::Options),
    /// Issue a certificate for an information system from a PKCS#10.
    Issue(issue::Options),
    /// Write the public files of the authority.
    Export {
        /// Folder to write to: `ca/*.pem`, `crl/*.crl`.
        #[arg(long)]
        out: PathBuf,
    },
    /// Publish the next list of revoked certificates now.
    Crl {
        /// The clock ran ahead and is right again: the new lists may be dated before the last ones.
        #[arg(long)]
        dated_back: bool,
    },
    /// The journal.
    Journal {
        #[command(subcommand)]
        command: journal::Command,
    },
    /// Information systems that may use the API.
    Client {
        #[command(subcommand)]
        command: client::Command,
    },
    /// Look after the installation's health.
    Doctor {
        /// One JSON object instead of lines.
        #[arg(long)]
        json: bool,
    },
    /// Take a copy of everything the installation needs to go on, while it works.
    Backup(backup::Options),
    /// Make a data folder from a backup.
    Restore(restore::Options),
    /// The database.
    Database {
        #[command(subcommand)]
        command: database::Command,
    },
    /// Look at an installation from outside: portal, lists, OCSP, time stamps.
    Observe(observe::Options),
    /// Check certificates, lists of revoked ones and signatures, whoever made them.
    Verify(verify::Options),
    /// The settings.
    Config {
        #[command(subcommand)]
        command: check::Command,
    },
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Refused> {
    let data = &arguments.data;
    // Nothing needs the runtime before this point, and the scan reader never gets here.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Refused::new("runtime", error.to_string()))?;
    runtime.block_on(async {
        match &arguments.command {
            Command::Init(options) => init::run(data, options).await,
            Command::Ceremony(options) => ceremony::run(data, options),
            Command::Root { command } => root::run(data, command),
            Command::Serve { listen } => serve::run(data, *listen).await,
            Command::Signer(options) => signer::run(data, options).await,
            Command::Issue(options) => issue::run(data, options).await,
            Command::Export { out } => export::run(data, out).await,
            Command::Crl { dated_back } => publish::run(data, *dated_back).await,
            Command::Journal { command } => journal::run(data, command).await,
            Command::Client { command } => client::run(data, command).await,
            Command::Doctor { json } => doctor::run(data, *json).await,
            Command::Backup(options) => backup::run(data, options).await,
            Command::Restore(options) => restore::run(data, options).await,
            Command::Database { command } => database::run(command).await,
            Command::Observe(options) => observe::run(options.clone()).await,
            Command::Verify(options) => verify::run(options),
            Command::Config { command } => check::run(data, command),
        }
    })
}
