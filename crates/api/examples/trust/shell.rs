//! Other programs, and files for them.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program to its end; its standard output. Anything but success ends the bench.
pub(crate) fn run(command: &mut Command) -> String {
    let done = command.stderr(Stdio::piped()).output();
    let done = done.unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}: {told}");
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// `openssl` with arguments as one would type them, in a folder.
pub(crate) fn openssl(folder: &Path, arguments: &str) {
    run(Command::new("openssl").args(arguments.split(' ')).current_dir(folder));
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
