//! `bench NAME`: runs the bench target NAME of whichever crate has it and keeps its rows.
//!
//! A bench target prints one JSON object `{"id","unit","ours","peer","runs"}` per line; other lines are for the reader.

use std::fs;

use serde_json::Value;

use crate::command::{self, Failure};
use crate::metadata::Metadata;
use crate::workspace;

const COLUMNS: [&str; 5] = ["id", "unit", "ours", "peer", "runs"];

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let benches = Metadata::read()?.benches();
    let known = || {
        benches
            .iter()
            .map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let [name] = arguments else {
        return Err(Failure::new(format!(
            "usage: cargo xtask bench NAME, one of: {}",
            known()
        )));
    };
    let Some((package, _)) = benches.iter().find(|(_, bench)| bench == name) else {
        return Err(Failure::new(format!("there is no bench `{name}`, only: {}", known())));
    };

    let mut rows = Vec::new();
    let mut cargo = workspace::cargo();
    cargo.args(["bench", "--locked", "--package", package, "--bench", name]);
    let measured = command::run_lines(&mut cargo, |line| {
        if let Ok(row) = serde_json::from_str::<Value>(line)
            && COLUMNS.iter().all(|column| row.get(column).is_some())
        {
            rows.push(row);
        }
    })?;
    if !measured || rows.is_empty() {
        return Err(Failure::new(format!("the bench `{name}` measured nothing")));
    }

    let folder = workspace::root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{name}.json"));
    fs::write(&file, format!("{:#}\n", Value::Array(rows)))?;
    println!("{}", file.display());
    Ok(())
}
