//! `soak fuzz [--seconds N] [--target T]...`: libFuzzer on every target of `fuzz/`, one after another.
//!
//! A row of `target/soak/fuzz.json` stays until its target runs again. What a run found interesting lies beside it, and the
//! next run begins there.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use toml::Table;

use crate::command::{self, Failure};
use crate::{setup, workspace};

const USAGE: &str = "usage: cargo xtask soak fuzz [--seconds N] [--target T]...";
const SECONDS: u32 = 600;
/// What reads bytes from outside answers at once; what takes this many seconds hangs.
const TIMEOUT: u32 = 10;
const MEGABYTES: u32 = 1024;
const COLUMNS: [&str; 6] = ["target", "executions", "cov", "ft", "corpus", "seconds"];

struct Plan {
    seconds: u32,
    targets: Vec<String>,
}

pub(super) fn run(arguments: &[String]) -> Result<(), Failure> {
    let plan = Plan::read(arguments)?;
    ensure()?;
    let mut commit = Command::new("git");
    commit.args(["describe", "--always", "--dirty", "--abbrev=12"]);
    let commit = command::capture(commit.current_dir(workspace::root()))?;
    // Shows what does not compile; the runs themselves are quiet.
    command::run(&mut cargo_fuzz("build"))?;
    println!("{}", COLUMNS.map(|column| format!("{column:>16}")).concat());
    let mut crashes = Vec::new();
    for target in &plan.targets {
        let outcome = fuzz(target, plan.seconds)?;
        match outcome {
            Ok(mut row) => {
                row["commit"] = commit.trim().into();
                let cells = COLUMNS.map(|column| row[column].to_string().replace('"', ""));
                println!("{}", cells.map(|cell| format!("{cell:>16}")).concat());
                keep(row)?;
            }
            Err(crash) => {
                println!("{target:>16}  {crash}");
                crashes.push(format!("{target}: {crash}"));
            }
        }
    }
    println!("{}", report().display());
    match crashes.as_slice() {
        [] => Ok(()),
        crashes => Err(Failure::new(crashes.join("\n"))),
    }
}

impl Plan {
    fn read(arguments: &[String]) -> Result<Self, Failure> {
        let all = targets()?;
        let mut plan = Self {
            seconds: SECONDS,
            targets: Vec::new(),
        };
        let usage = || Failure::new(format!("{USAGE}, T of: {}", all.join(", ")));
        for pair in arguments.chunks(2) {
            match pair {
                [flag, number] if flag == "--seconds" => plan.seconds = number.parse().map_err(|_| usage())?,
                [flag, name] if flag == "--target" && all.contains(name) => plan.targets.push(name.clone()),
                _ => return Err(usage()),
            }
        }
        if plan.targets.is_empty() {
            plan.targets = all;
        }
        Ok(plan)
    }
}

/// The binaries of `fuzz/Cargo.toml`.
fn targets() -> Result<Vec<String>, Failure> {
    let text = fs::read_to_string(workspace::root().join("fuzz/Cargo.toml"))?;
    let manifest: Table = text
        .parse()
        .map_err(|error| Failure::new(format!("fuzz/Cargo.toml: {error}")))?;
    let bins = manifest
        .get("bin")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    let names = bins.filter_map(|bin| bin.get("name").and_then(toml::Value::as_str));
    Ok(names.map(str::to_owned).collect())
}

/// A C++ compiler for libFuzzer, and cargo-fuzz from crates.io.
fn ensure() -> Result<(), Failure> {
    setup::ensure(&[setup::FUZZER])?;
    if command::succeeds(Command::new("cargo").args(["fuzz", "--version"])) {
        return Ok(());
    }
    command::run(Command::new("cargo").args(["install", "--locked", "cargo-fuzz"]))
}

/// No sanitizer: there is no unsafe code of ours to watch, and a stable compiler has all the rest.
fn cargo_fuzz(verb: &str) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace::root());
    cargo.args([
        "fuzz",
        verb,
        "--fuzz-dir",
        "fuzz",
        "--sanitizer",
        "none",
        "--target-dir",
    ]);
    cargo.arg(folder().join("build"));
    cargo
}

/// The row of a run, or what it fell over and where that lies.
fn fuzz(target: &str, seconds: u32) -> Result<Result<Value, String>, Failure> {
    let corpus = folder().join("corpus").join(target);
    let found = folder().join("found").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&found)?;
    let mut fuzzer = cargo_fuzz("run");
    fuzzer.arg(target).arg(&corpus);
    fuzzer.arg(workspace::root().join("crates/fuzzkit/seeds").join(target));
    fuzzer.arg("--");
    fuzzer.arg(format!("-max_total_time={seconds}"));
    fuzzer.args([format!("-timeout={TIMEOUT}"), format!("-rss_limit_mb={MEGABYTES}")]);
    fuzzer.arg(format!("-artifact_prefix={}/", found.display()));
    let mut child = fuzzer.stderr(Stdio::piped()).spawn()?;
    let (mut done, mut crash) = (None, None);
    for line in BufReader::new(child.stderr.take().expect("it is piped above")).lines() {
        let line = line?;
        done = Done::read(&line).or(done);
        let written = line.split_once("Test unit written to ");
        crash = written.map(|(_, path)| path.to_owned()).or(crash);
    }
    let succeeded = child.wait()?.success();
    Ok(match (succeeded, done) {
        (true, Some(done)) => Ok(done.row(target, seconds)),
        _ => Err(format!("fell over {}", crash.as_deref().unwrap_or("at the start"))),
    })
}

/// What libFuzzer says at the end: `#18134 DONE cov: 1571 ft: 5102 corp: 512/117Kb …`.
#[derive(Debug, PartialEq, Eq)]
struct Done {
    executions: u64,
    cov: u64,
    ft: u64,
    corpus: u64,
}

impl Done {
    fn read(line: &str) -> Option<Self> {
        let (executions, rest) = line.strip_prefix('#')?.split_once('\t')?;
        let words: Vec<&str> = rest.strip_prefix("DONE")?.split_whitespace().collect();
        let after = |name: &str| {
            let at = words.iter().position(|word| *word == name)?;
            words.get(at + 1)?.split('/').next()?.parse().ok()
        };
        Some(Self {
            executions: executions.parse().ok()?,
            cov: after("cov:")?,
            ft: after("ft:")?,
            corpus: after("corp:")?,
        })
    }

    fn row(self, target: &str, seconds: u32) -> Value {
        json!({
            "target": target,
            "executions": self.executions,
            "cov": self.cov,
            "ft": self.ft,
            "corpus": self.corpus,
            "seconds": seconds,
        })
    }
}

/// Puts the row in the place of the last one of its target.
fn keep(row: Value) -> Result<(), Failure> {
    let text = fs::read_to_string(report()).unwrap_or_else(|_| "[]".to_owned());
    let broken = |error| Failure::new(format!("{}: {error}", report().display()));
    let mut rows: Vec<Value> = serde_json::from_str(&text).map_err(broken)?;
    rows.retain(|kept| kept["target"] != row["target"]);
    rows.push(row);
    rows.sort_by_key(|row| row["target"].to_string());
    fs::create_dir_all(workspace::root().join("target/soak"))?;
    // Whole or not at all: another run may read it now.
    let written = report().with_extension("json.tmp");
    fs::write(&written, format!("{:#}\n", Value::Array(rows)))?;
    fs::rename(written, report())?;
    Ok(())
}

fn report() -> PathBuf {
    workspace::root().join("target/soak/fuzz.json")
}

fn folder() -> PathBuf {
    workspace::target().join("soak/fuzz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_run() {
        let line = "#18134\tDONE   cov: 1571 ft: 5102 corp: 512/117Kb lim: 4096 exec/s: 302 rss: 61Mb";
        let done = Done {
            executions: 18134,
            cov: 1571,
            ft: 5102,
            corpus: 512,
        };
        assert_eq!(Done::read(line), Some(done));
        assert_eq!(Done::read("#18134\tNEW    cov: 1571 ft: 5102 corp: 512/117Kb"), None);
    }
}
