//! Tools that we did not write. A missing one fails its test with the name of the Debian package.

use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

const BOUNCY_CASTLE: &str = "/usr/share/java/bcprov.jar:/usr/share/java/bcpkix.jar:/usr/share/java/bcutil.jar";

/// Runs OpenSSL with the ГОСТ engine and returns what it wrote; it must succeed.
pub(crate) fn openssl(folder: &Path, arguments: &[&str]) -> String {
    let configuration = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop_issue/openssl.cnf");
    run(
        Command::new("openssl").env("OPENSSL_CONF", configuration),
        folder,
        arguments,
        "libengine-gost-openssl",
    )
}

pub(crate) fn certtool(folder: &Path, arguments: &[&str]) -> String {
    run(&mut Command::new("certtool"), folder, arguments, "gnutls-bin")
}

/// Validates the path of `user` with both lists, and the request.
pub(crate) fn bouncy_castle(folder: &Path, user: &str, list: &str) -> String {
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/../pki/tests/java/PathCheck.java");
    let arguments = ["-cp", BOUNCY_CASTLE, checker, user, list];
    run(
        &mut Command::new("java"),
        folder,
        &arguments,
        "default-jdk-headless libbcpkix-java",
    )
}

/// Bytes that are nothing, the same in every run (xorshift64).
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(state)
    };
    std::iter::from_fn(next)
        .flat_map(u64::to_le_bytes)
        .take(length)
        .collect()
}

fn run(command: &mut Command, folder: &Path, arguments: &[&str], packages: &str) -> String {
    let output = match command.current_dir(folder).args(arguments).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => panic!("apt-get install {packages}"),
        output => output.expect("the tool runs"),
    };
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}
