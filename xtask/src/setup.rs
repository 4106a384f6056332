//! What a command needs beside Rust: found, or installed on Debian when we are root, or named in one line.

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use crate::command::{self, Failure};

/// One thing that must be on the machine.
pub(crate) struct Need {
    /// Any of these files shows that it is there; a bare name is looked for in PATH.
    found_by: &'static [&'static str],
    /// Debian packages that bring it.
    packages: &'static [&'static str],
}

const fn need(found_by: &'static [&'static str], packages: &'static [&'static str]) -> Need {
    Need { found_by, packages }
}

/// Style sheets, fonts and scripts come from npm.
pub(crate) const NODE: &[Need] = &[need(&["node"], &["nodejs"]), need(&["npm"], &["npm"])];

/// A toolchain for the browser's key maker where rustup has none.
pub(crate) const WASM_TOOLCHAIN: &[Need] = &[
    need(&["/usr/bin/cargo"], &["cargo-web", "rustc-web"]),
    need(
        &["/usr/lib/rustlib/src/rust/library/core/Cargo.toml"],
        &["rust-web-src"],
    ),
    need(&["/usr/bin/wasm-ld-22"], &["lld-22"]),
];

/// Makes the key maker smaller.
pub(crate) const WASM_OPT: &[Need] = &[need(&["wasm-opt"], &["binaryen"])];

/// Storage tests run on a PostgreSQL of their own; printed forms are read back.
pub(crate) const UNIT_TESTS: &[Need] = &[
    need(&["/usr/lib/postgresql/15/bin/postgres"], &["postgresql-15"]),
    need(&["pdftoppm"], &["poppler-utils"]),
];

/// The browser road; the sealed sheet is read back.
pub(crate) const ROAD: &[Need] = &[
    need(&["/usr/bin/chromium"], &["chromium"]),
    need(&["pdftoppm"], &["poppler-utils"]),
];

/// The verifier of every day: it opens key files and checks signatures.
pub(crate) const OPENSSL: &[Need] = &[
    need(&["openssl"], &["openssl"]),
    need(
        &[
            "/usr/lib/x86_64-linux-gnu/engines-3/gost.so",
            "/usr/lib/aarch64-linux-gnu/engines-3/gost.so",
        ],
        &["libengine-gost-openssl"],
    ),
];

/// Private keys are followed through memory by valgrind; a shim marks them.
pub(crate) const CONSTANT_TIME: &[Need] = &[
    need(&["cc"], &["gcc"]),
    need(&["valgrind"], &["valgrind"]),
    need(&["/usr/include/valgrind/memcheck.h"], &["valgrind"]),
];

/// The peers of the bench `gost` and of its differential test are compiled against OpenSSL.
pub(crate) const OPENSSL_HEADERS: &[Need] = &[
    need(&["cc"], &["gcc"]),
    need(&["/usr/include/openssl/evp.h"], &["libssl-dev"]),
];

/// libFuzzer is compiled from its sources in crates.io.
pub(crate) const FUZZER: &[Need] = &[need(&["c++"], &["g++"])];

/// The peer and the load of the bench `trust`.
pub(crate) const LOAD: &[Need] = &[
    need(&["wrk"], &["wrk"]),
    need(&["/usr/bin/time"], &["time"]),
    need(&["go"], &["golang-go"]),
    need(
        &["/usr/share/gocode/src/github.com/smallstep/certificates/ca/ca.go"],
        &["golang-github-smallstep-certificates-dev"],
    ),
];

/// The other verifiers that we did not write; pkilint comes from PyPI into an environment of its own.
pub(crate) const VERIFIERS: &[Need] = &[
    need(&["certtool"], &["gnutls-bin"]),
    need(&["/usr/share/java/bcprov.jar"], &["libbcprov-java"]),
    need(&["/usr/share/java/bcpkix.jar"], &["libbcpkix-java"]),
    need(&["/usr/share/java/bcutil.jar"], &["libbcutil-java"]),
    need(&["javac"], &["default-jdk-headless"]),
    need(
        &[
            "/usr/lib/python3.11/ensurepip",
            "/usr/lib/python3.12/ensurepip",
            "/usr/lib/python3.13/ensurepip",
        ],
        &["python3-venv"],
    ),
];

/// Data of tests come from PyPI.
pub(crate) const PYTHON: &[Need] = &[need(&["pip3", "pip"], &["python3-pip"])];

/// Makes sure that everything named is there.
pub(crate) fn ensure(needs: &[&[Need]]) -> Result<(), Failure> {
    let packages = missing(needs);
    if packages.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    if !is_root() || !Path::new("/etc/debian_version").exists() {
        return Err(Failure::new(format!(
            "this needs some Debian packages (or the like elsewhere): {install}"
        )));
    }
    eprintln!("installing: {}", packages.join(" "));
    command::run(Command::new("apt-get").args(["-qq", "update"]))?;
    command::run(
        Command::new("apt-get")
            .args(["-qq", "--yes", "--no-install-recommends", "install"])
            .args(&packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    match missing(needs) {
        still if still.is_empty() => Ok(()),
        still => Err(Failure::new(format!(
            "installed, but still not found: what {} bring",
            still.join(" ")
        ))),
    }
}

fn missing(needs: &[&[Need]]) -> Vec<&'static str> {
    needs
        .iter()
        .copied()
        .flatten()
        .filter(|need| !need.is_met())
        .flat_map(|need| need.packages)
        .copied()
        .collect()
}

impl Need {
    fn is_met(&self) -> bool {
        self.found_by.iter().any(|file| {
            let path = env::var_os("PATH").unwrap_or_default();
            // Joining an absolute path to a folder of PATH gives the absolute path.
            env::split_paths(&path).any(|folder| folder.join(file).exists())
        })
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
