//! `demo`: from a clone to a portal one can click through.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::build::{self, Profile};
use crate::command::{self, Failure};
use crate::workspace;

const USAGE: &str = "usage: cargo xtask demo [--port N] [--data DIR] [--fresh]";
/// Only `zaver init` writes this file.
const MARK: &str = "zaver.toml";
/// Only `zaver init --demo` writes this one: a folder without it may hold somebody's real keys and is never removed.
const PEOPLE: &str = "demo-people.json";

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
    let address = format!("127.0.0.1:{}", options.port);
    if !options.data.join(MARK).exists() {
        let base_url = format!("http://{address}");
        command::run(zaver(&binary, &options.data).args(["init", "--yes", "--demo", "--base-url", &base_url]))?;
    }
    print_people(&options.data)?;
    println!(
        "http://{address}/   (Ctrl-C stops the portal; data: {})\n",
        options.data.display()
    );

    // The server takes our place, so that signals meant for the demo reach it.
    let error = zaver(&binary, &options.data)
        .args(["serve", "--listen", &address])
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

fn remove(data: &Path) -> Result<(), Failure> {
    if !data.exists() {
        return Ok(());
    }
    if !data.join(PEOPLE).exists() && fs::read_dir(data)?.next().is_some() {
        let sentence = format!(
            "{} is not the data folder of a demo (no {PEOPLE} in it): it stays as it is",
            data.display()
        );
        return Err(Failure::new(sentence));
    }
    Ok(fs::remove_dir_all(data)?)
}

/// Who can sign in, as `init` has left it.
fn print_people(data: &Path) -> Result<(), Failure> {
    let text = fs::read(data.join(PEOPLE))?;
    let people: Value = serde_json::from_slice(&text).map_err(|error| Failure::new(format!("{PEOPLE}: {error}")))?;
    println!();
    for person in people.as_array().into_iter().flatten() {
        let field = |name: &str| person[name].as_str().unwrap_or_default();
        println!(
            "{:<18}{:<28}{:<18}{}",
            field("role"),
            field("name"),
            field("login"),
            field("password")
        );
    }
    println!();
    Ok(())
}

fn zaver(binary: &Path, data: &Path) -> Command {
    let mut command = Command::new(binary);
    command.arg("--data").arg(data);
    command
}
