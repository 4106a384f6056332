//! The pages' style sheets, fonts and scripts: third-party parts come from npm by the lock file, none is committed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::command::{self, Failure};
use crate::stamp::Stamp;
use crate::{setup, wasm, workspace};

const PAGES: Stamp = Stamp::new(
    "web",
    &[
        "web",
        "crates/portal/templates",
        "crates/portal/src",
        "crates/browser",
        "crates/gost",
        "crates/pki",
        "Cargo.toml",
    ],
    &["web/dist"],
);

/// Everything under /static/ of the portal, the key maker included, in `web/dist`.
pub(crate) fn build() -> Result<(), Failure> {
    PAGES.unless_fresh(|| {
        setup::ensure(&[setup::NODE])?;
        install_packages("web")?;
        command::run(Command::new("node").arg("build.mjs").current_dir(folder("web")))?;
        let placed = folder("web/dist/browser.wasm");
        fs::copy(wasm::build()?, &placed)?;
        // The portal sends the packed twin to browsers that take it.
        command::run(
            Command::new("gzip")
                .args(["-9", "--force", "--keep", "--no-name"])
                .arg(&placed),
        )
    })
}

/// Installs exactly what the lock file of a folder names.
pub(crate) fn install_packages(name: &str) -> Result<(), Failure> {
    command::run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(folder(name)),
    )
}

fn folder(name: &str) -> PathBuf {
    workspace::root().join(name)
}
