//! The server binary and its commands.

mod backup;
mod ceremony;
mod check;
mod cli;
mod client;
mod corner;
mod database;
mod demo;
mod doctor;
mod export;
mod folder;
mod gate;
mod init;
mod issue;
mod journal;
mod keys;
mod observe;
mod open;
mod outcome;
mod publish;
mod restore;
mod root;
mod secret;
mod serve;
mod services;
mod settings;
mod shipped;
mod signer;
mod sums;
mod verify;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // The scan reader confines itself before it is given a byte: nothing else may have started by then.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|argument| argument == scans::SUBCOMMAND)
    {
        return scans::worker_main();
    }
    let arguments = cli::Arguments::parse();
    outcome::tell(cli::run(&arguments))
}
