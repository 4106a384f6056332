//! `bench NAME`: runs an example that measures and keeps its rows.
//!
//! Such an example takes `--json` and prints one object `{"id","unit","ours","peer","runs"}` per line.

use std::fs;

use serde_json::Value;

use crate::build::{self, Profile};
use crate::command::{self, Failure};
use crate::setup::{self, Need};
use crate::{wasm, workspace};

/// What is measured, by which example, and what its peer needs.
struct Bench {
    name: &'static str,
    package: &'static str,
    example: &'static str,
    needs: &'static [&'static [Need]],
    /// It drives the server: the example finds the binary's path in `ZAVER_BINARY`.
    server: bool,
    /// It has a row of our WebAssembly in Node: the example finds the file's path in `ZAVER_WASM`.
    wasm: bool,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "forms",
        package: "zaver-forms",
        example: "warm",
        needs: &[],
        server: false,
        wasm: false,
    },
    Bench {
        name: "gost",
        package: "zaver-gost",
        example: "rates",
        needs: &[setup::OPENSSL, setup::OPENSSL_HEADERS, setup::NODE],
        server: false,
        wasm: true,
    },
    Bench {
        name: "trust",
        package: "zaver-api",
        example: "trust",
        needs: &[setup::OPENSSL, setup::LOAD],
        server: true,
        wasm: false,
    },
];
const COLUMNS: [&str; 5] = ["id", "unit", "ours", "peer", "runs"];

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let known = || BENCHES.iter().map(|bench| bench.name).collect::<Vec<_>>().join(", ");
    let [name] = arguments else {
        return Err(Failure::new(format!(
            "usage: cargo xtask bench NAME, one of: {}",
            known()
        )));
    };
    let Some(bench) = BENCHES.iter().find(|bench| bench.name == name) else {
        return Err(Failure::new(format!("there is no bench `{name}`, only: {}", known())));
    };
    setup::ensure(bench.needs)?;

    let mut rows = Vec::new();
    let mut cargo = workspace::cargo();
    cargo.args([
        "run",
        "--locked",
        "--release",
        "--package",
        bench.package,
        "--example",
        bench.example,
        "--",
        "--json",
    ]);
    if bench.server {
        cargo.env("ZAVER_BINARY", build::server(Profile::Release)?);
    }
    if bench.wasm {
        cargo.env("ZAVER_WASM", wasm::signing()?);
    }
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
