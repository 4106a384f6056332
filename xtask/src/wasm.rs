//! `crates/browser` as WebAssembly: by rustup's target where it is there or can be added, else by Debian's toolchain.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{self, Failure};
use crate::{setup, workspace};

const TARGET: &str = "wasm32-unknown-unknown";
/// rustup waits long for a server that does not answer.
const RUSTUP_SECONDS: &str = "120";
/// What the target's default features let rustc emit; wasm-opt 108 must be told.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
    "--enable-reference-types",
];

/// Builds the key maker of the page and returns the file.
pub(crate) fn build() -> Result<PathBuf, Failure> {
    compiled(&[], "zaver_browser.wasm")
}

/// Builds the example that signs in a loop.
pub(crate) fn signing() -> Result<PathBuf, Failure> {
    compiled(&["--example", "sign"], "examples/sign.wasm")
}

fn compiled(arguments: &[&str], made: &str) -> Result<PathBuf, Failure> {
    let target_folder = workspace::target().join("wasm");
    let mut cargo = if rustup_has_target() {
        workspace::cargo()
    } else {
        debian_toolchain()?
    };
    cargo.current_dir(workspace::root().join("crates/browser"));
    cargo
        .args(["build", "--release", "--target", TARGET, "--target-dir"])
        .arg(&target_folder)
        .args(arguments);
    command::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", without_machine_paths()))?;
    optimised(target_folder.join(TARGET).join("release").join(made))
}

/// Passes the file through wasm-opt: a tenth smaller. Without the tool the page works all the same.
fn optimised(built: PathBuf) -> Result<PathBuf, Failure> {
    if let Err(missing) = setup::ensure(&[setup::WASM_OPT]) {
        eprintln!("{} is not optimised: {missing}", built.display());
        return Ok(built);
    }
    let optimised = built.with_extension("optimised.wasm");
    command::run(
        Command::new("wasm-opt")
            .args(WASM_FEATURES)
            .args(["-O3", "-o"])
            .arg(&optimised)
            .arg(&built),
    )?;
    Ok(optimised)
}

/// Panic messages carry names of source files: they are to be the same wherever they were built.
fn without_machine_paths() -> String {
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cargo_home = env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let hidden = [(workspace::root(), "zaver"), (&cargo_home, "cargo")];
    let flags = hidden.map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
    flags.join("\x1f")
}

fn rustup_has_target() -> bool {
    installed_by_rustup()
        || command::succeeds(Command::new("timeout").args([RUSTUP_SECONDS, "rustup", "target", "add", TARGET]))
            && installed_by_rustup()
}

fn installed_by_rustup() -> bool {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let folder =
        command::capture(
            rustc
                .current_dir(workspace::root())
                .args(["--print", "target-libdir", "--target", TARGET]),
        );
    folder.is_ok_and(|folder| Path::new(folder.trim()).exists())
}

/// Debian brings the sources of the standard library instead of a built one: the bootstrap switch lets its stable compiler build them.
fn debian_toolchain() -> Result<Command, Failure> {
    setup::ensure(&[setup::WASM_TOOLCHAIN])?;
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .env("PATH", "/usr/bin:/bin")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "core,alloc")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "/usr/bin/wasm-ld-22")
        .env_remove("RUSTUP_TOOLCHAIN");
    Ok(cargo)
}
