//! `test [--only NAME]...`: everything that must hold, in parts.

mod pkits;
mod tally;

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Instant;

use crate::build::{self, Profile};
use crate::command::Failure;
use crate::metadata::Metadata;
use crate::{setup, tidy, web, workspace};
use tally::Tally;

/// A part: its name and how it is run.
type Part = (&'static str, fn() -> Result<Tally, Failure>);

/// Quick ones first.
const PARTS: &[Part] = &[
    ("fmt", formatting),
    ("tidy", tidiness),
    ("clippy", lints),
    ("unit", unit_tests),
    ("pkits", pkits::run),
    ("interop", interoperability),
    ("road", browser_road),
];

/// Test files against other implementations begin so; the `interop` part runs them, `unit` does not.
const INTEROP: &str = "interop_";
/// The browser's crate is a workspace of its own (it is built for wasm32); its tests run here, on the host.
const BROWSER: &str = "crates/browser/Cargo.toml";

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let mut all = Tally::default();
    for (name, part) in chosen(arguments)? {
        println!("== {name}");
        let start = Instant::now();
        let tally = part().unwrap_or_else(|failure| {
            eprintln!("{name}: {failure}");
            Tally::of(false)
        });
        println!("== {name}: {tally} ({:.1} s)", start.elapsed().as_secs_f32());
        all += tally;
    }
    println!("{all}");
    if all.failed == 0 {
        Ok(())
    } else {
        Err(Failure::new("not everything passed"))
    }
}

fn chosen(arguments: &[String]) -> Result<Vec<Part>, Failure> {
    let known = PARTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let mut only = BTreeSet::new();
    for pair in arguments.chunks(2) {
        match pair {
            [flag, name] if flag == "--only" && PARTS.iter().any(|(part, _)| part == name) => {
                only.insert(name.as_str())
            }
            _ => {
                return Err(Failure::new(format!(
                    "usage: cargo xtask test [--only NAME]..., of: {known}"
                )));
            }
        };
    }
    Ok(PARTS
        .iter()
        .filter(|(name, _)| only.is_empty() || only.contains(name))
        .copied()
        .collect())
}

fn formatting() -> Result<Tally, Failure> {
    // `-l`: the names of the files are enough.
    let check = ["--", "--check", "-l"];
    let ours = tally::exit_code(workspace::cargo().args(["fmt", "--all"]).args(check))?;
    let mut cargo = workspace::cargo();
    cargo.args(["fmt", "--manifest-path", BROWSER]).args(check);
    Ok(ours + tally::exit_code(&mut cargo)?)
}

fn tidiness() -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    for (rule, check) in tidy::RULES {
        let findings = check().unwrap_or_else(|failure| vec![failure.to_string()]);
        for finding in &findings {
            println!("{rule}: {finding}");
        }
        tally += Tally::of(findings.is_empty());
    }
    Ok(tally)
}

fn lints() -> Result<Tally, Failure> {
    web::build()?;
    let clippy = ["clippy", "--locked", "--all-targets"];
    let ours = tally::exit_code(
        workspace::cargo()
            .args(clippy)
            .args(["--workspace", "--", "-D", "warnings"]),
    )?;
    let mut cargo = workspace::cargo();
    cargo
        .args(clippy)
        .args(["--manifest-path", BROWSER, "--", "-D", "warnings"]);
    Ok(ours + tally::exit_code(&mut cargo)?)
}

fn unit_tests() -> Result<Tally, Failure> {
    setup::ensure(&[setup::UNIT_TESTS, setup::CONSTANT_TIME, setup::OPENSSL])?;
    web::build()?;
    let mut ours = cargo_test();
    ours.args(["--workspace", "--lib", "--bins"]);
    for name in Metadata::read()?
        .test_files()
        .iter()
        .filter(|name| !name.starts_with(INTEROP))
    {
        ours.args(["--test", name]);
    }
    let mut tally = tally::cargo_test(&mut ours)?;
    tally += tally::cargo_test(cargo_test().args(["--workspace", "--doc"]))?;
    tally += tally::cargo_test(cargo_test().args(["--manifest-path", BROWSER]))?;
    Ok(tally)
}

fn interoperability() -> Result<Tally, Failure> {
    setup::ensure(&[setup::OPENSSL, setup::OPENSSL_HEADERS, setup::VERIFIERS])?;
    web::build()?;
    tally::cargo_test(cargo_test().args(["--workspace", "--test", &format!("{INTEROP}*")]))
}

fn browser_road() -> Result<Tally, Failure> {
    setup::ensure(&[setup::NODE, setup::ROAD, setup::OPENSSL])?;
    let binary = build::server(Profile::Dev)?;
    web::install_packages("e2e")?;
    let mut playwright = Command::new("npx");
    playwright
        .args(["--no-install", "playwright", "test"])
        .current_dir(workspace::root().join("e2e"));
    tally::playwright(playwright.env("ZAVER_BINARY", binary))
}

fn cargo_test() -> Command {
    let mut cargo = workspace::cargo();
    cargo.args(["test", "--locked", "--no-fail-fast"]);
    // A snapshot that differs is a failure, not a new file.
    cargo.env("INSTA_UPDATE", "no");
    cargo
}
