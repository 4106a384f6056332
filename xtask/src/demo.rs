//! `demo`: from a clone to a portal one can click through.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build::{self, Profile};
use crate::command::{self, Failure};
use crate::workspace;

const USAGE: &str = "usage: cargo xtask demo [--port N] [--data DIR] [--fresh]";
/// Only `zaver init` writes this file: a folder without it is not ours to remove.
const MARK: &str = "zaver.toml";
/// What `init` printed is kept for the next start.
const SIGN_IN: &str = "demo-sign-in.txt";

struct Options {
    port: u16,
    data: PathBuf,
    fresh: bool,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let options = parse(arguments)?;
    let binary = build::server(Profile::Demo)?;
    if options.fresh {
        remove(&options.data)?;
    }
    if !options.data.join(SIGN_IN).exists() {
        initialise(&binary, &options.data)?;
    }
    println!(
        "\n{}",
        fs::read_to_string(options.data.join(SIGN_IN))?.trim_end()
    );
    println!(
        "\nhttp://127.0.0.1:{}/   (Ctrl-C stops the portal; data: {})\n",
        options.port,
        options.data.display()
    );

    // The server takes our place, so that signals meant for the demo reach it.
    let error = zaver(&binary, &options.data)
        .args(["serve", "--listen", &format!("127.0.0.1:{}", options.port)])
        .exec();
    Err(error.into())
}

fn parse(arguments: &[String]) -> Result<Options, Failure> {
    let mut options = Options {
        port: 8080,
        data: workspace::root().join("demo-data"),
        fresh: false,
    };
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| Failure::new(USAGE));
        match flag.as_str() {
            "--port" => {
                options.port = value()?
                    .parse()
                    .map_err(|_| Failure::new("--port takes a number up to 65535"))?
            }
            "--data" => options.data = PathBuf::from(value()?),
            "--fresh" => options.fresh = true,
            _ => return Err(Failure::new(USAGE)),
        }
    }
    Ok(options)
}

fn initialise(binary: &Path, data: &Path) -> Result<(), Failure> {
    let printed = command::capture(zaver(binary, data).args(["init", "--yes", "--demo"]))?;
    fs::write(data.join(SIGN_IN), printed)?;
    Ok(())
}

fn remove(data: &Path) -> Result<(), Failure> {
    if !data.exists() {
        return Ok(());
    }
    if !data.join(MARK).exists() && fs::read_dir(data)?.next().is_some() {
        let sentence = format!(
            "{} is not a data folder of zaver (no {MARK} in it): it stays as it is",
            data.display()
        );
        return Err(Failure::new(sentence));
    }
    Ok(fs::remove_dir_all(data)?)
}

fn zaver(binary: &Path, data: &Path) -> Command {
    let mut command = Command::new(binary);
    command.arg("--data").arg(data);
    command
}
