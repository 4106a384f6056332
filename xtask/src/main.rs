//! Chores of the project: `cargo xtask COMMAND`. Each command is one file; needs nothing but a Rust toolchain to start.

mod bench;
mod build;
mod command;
mod demo;
mod metadata;
mod setup;
mod soak;
mod stamp;
mod test;
mod tidy;
mod wasm;
mod web;
mod workspace;

use std::process::ExitCode;

use command::Failure;

const USAGE: &str = "\
cargo xtask COMMAND

  demo [--port N] [--data DIR] [--fresh]   build, fill a data folder and serve the portal on loopback
  build [--release]                        build the server with its pages; the last line is the path of the binary
  test [--only NAME]...                    run the checks; the last line is `N passed, N failed`
  soak NAME                                run what takes long; `soak fuzz` writes target/soak/fuzz.json
  bench NAME                               measure; writes target/bench/NAME.json";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match name {
        "demo" => demo::run(rest),
        "build" => build::run(rest),
        "test" => test::run(rest),
        "soak" => soak::run(rest),
        "bench" => bench::run(rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => Err(Failure::new(format!("there is no command `{unknown}`\n\n{USAGE}"))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
