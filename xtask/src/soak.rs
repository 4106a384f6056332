//! `soak NAME`: the same tests as always, many more times.

use crate::command::{self, Failure};
use crate::workspace;

/// A test that takes its number of rounds from the environment.
struct Soak {
    name: &'static str,
    package: &'static str,
    test: &'static str,
    rounds: (&'static str, &'static str),
}

const SOAKS: &[Soak] = &[Soak {
    name: "crash",
    package: "zaver",
    test: "crash",
    rounds: ("ZAVER_RANDOM_KILLS", "200"),
}];

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let known = || SOAKS.iter().map(|soak| soak.name).collect::<Vec<_>>().join(", ");
    let [name] = arguments else {
        return Err(Failure::new(format!(
            "usage: cargo xtask soak NAME, one of: {}",
            known()
        )));
    };
    let soak = SOAKS.iter().find(|soak| soak.name == name);
    let soak = soak.ok_or_else(|| Failure::new(format!("there is no soak `{name}`, only: {}", known())))?;
    let (variable, rounds) = soak.rounds;
    let mut cargo = workspace::cargo();
    cargo.args([
        "test",
        "--locked",
        "--package",
        soak.package,
        "--test",
        soak.test,
        "--",
        "--nocapture",
    ]);
    command::run(cargo.env(variable, rounds))
}
