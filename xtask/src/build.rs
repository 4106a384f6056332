//! `build [--release]`: the server with its pages inside.

use std::path::PathBuf;

use crate::command::{self, Failure};
use crate::{web, workspace};

/// How the binary is compiled.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    /// Quick to compile, slow to run.
    Dev,
    /// Optimised, and quick to compile.
    Demo,
    /// What is shipped.
    Release,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), Failure> {
    let profile = match arguments {
        [] => Profile::Dev,
        [flag] if flag == "--release" => Profile::Release,
        _ => return Err(Failure::new("usage: cargo xtask build [--release]")),
    };
    let binary = server(profile)?;
    println!("{}", binary.display());
    Ok(())
}

/// Builds the server and returns the path of the binary.
pub(crate) fn server(profile: Profile) -> Result<PathBuf, Failure> {
    web::build()?;
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Demo => ("demo", "demo"),
        Profile::Release => ("release", "release"),
    };
    command::run(workspace::cargo().args(["build", "--package", "zaver", "--profile", name]))?;
    Ok(workspace::target().join(folder).join("zaver"))
}
