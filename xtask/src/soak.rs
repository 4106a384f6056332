//! `soak NAME`: the same tests as always, many more times; or the parsers under a fuzzer.

mod fuzz;

use crate::command::{self, Failure};
use crate::workspace;

/// Tests that take their number of rounds from the environment.
struct Soak {
    name: &'static str,
    /// Package, file of tests, and the beginning of the tests' names.
    tests: &'static [(&'static str, &'static str, &'static str)],
    rounds: (&'static str, &'static str),
}

const SOAKS: &[Soak] = &[
    Soak {
        name: "crash",
        tests: &[("zaver", "crash", "kills_"), ("zaver-office", "office", "crash::")],
        rounds: ("ZAVER_RANDOM_KILLS", "200"),
    },
    Soak {
        name: "ocsp",
        tests: &[("zaver-api", "ocsp_soak", "")],
        rounds: ("ZAVER_OCSP_REQUESTS", "1000000"),
    },
    Soak {
        name: "gost",
        tests: &[("zaver-gost", "interop_openssl", ""), ("zaver-gost", "timing", "")],
        rounds: ("ZAVER_GOST_CASES", "100000"),
    },
    Soak {
        name: "status",
        tests: &[("zaver-office", "office", "faces::")],
        rounds: ("ZAVER_HISTORIES", "300"),
    },
];

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    if let [name, rest @ ..] = arguments
        && name == "fuzz"
    {
        return fuzz::run(rest);
    }
    let known = || SOAKS.iter().map(|soak| soak.name).collect::<Vec<_>>().join(", ") + ", fuzz";
    let [name] = arguments else {
        return Err(Failure::new(format!(
            "usage: cargo xtask soak NAME, one of: {}",
            known()
        )));
    };
    let soak = SOAKS.iter().find(|soak| soak.name == name);
    let soak = soak.ok_or_else(|| Failure::new(format!("there is no soak `{name}`, only: {}", known())))?;
    let (variable, rounds) = soak.rounds;
    for (package, test, names) in soak.tests {
        let mut cargo = workspace::cargo();
        cargo.args(["test", "--locked", "--package", package, "--test", test, names]);
        command::run(cargo.env(variable, rounds))?;
    }
    Ok(())
}
