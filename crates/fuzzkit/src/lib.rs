//! What every parser of outside bytes promises. Each target is a plain function: it panics when the promise is broken and
//! says whether the bytes were read. `fuzz/` drives them with libFuzzer (`cargo xtask soak fuzz`), `tests/replay.rs` with
//! the seeds committed here.
//!
//! A fuzzer builds with `--cfg fuzzing`: the bounds on the iterations of PBKDF2 are then a few, so that it spends its time
//! on parsers and not on derivations.

mod certificates;
mod documents;
mod foreign;
mod keys;
mod path;
mod pkcs12;
mod status;

use std::sync::LazyLock;

/// A parser with its promise.
pub type Target = fn(&[u8]) -> bool;

/// Every target by the name that its file in `fuzz/` and its folder of seeds have.
pub const TARGETS: &[(&str, Target)] = &[
    ("certificate", certificates::certificate),
    ("crl", status::crl),
    ("enveloped_data", documents::enveloped_data),
    ("extensions", certificates::extensions),
    ("foreign_certificate", foreign::foreign_certificate),
    ("foreign_list", foreign::foreign_list),
    ("key_file", keys::key_file),
    ("name", certificates::name),
    ("ocsp", status::ocsp),
    ("path", path::path),
    ("pkcs12", pkcs12::file),
    ("pkcs12_bags", pkcs12::bags),
    ("private_key", keys::private_key),
    ("public_key", keys::public_key),
    ("request", certificates::request),
    ("shown_file", foreign::shown_file),
    ("signature", keys::signature),
    ("signed_data", documents::signed_data),
    ("time_stamp", documents::time_stamp),
];

/// What opens the seeds under a password.
pub const PASSWORD: &[u8] = b"password";

/// The key that encrypted seeds are for.
pub static KEY: LazyLock<gost::SigningKey> =
    LazyLock::new(|| gost::SigningKey::from_bytes(gost::ParameterSet::CryptoProA, &[7; 32]).expect("a number below q"));

/// Runs the target of that name.
///
/// # Panics
/// When there is none, or its promise is broken.
pub fn run(name: &str, bytes: &[u8]) -> bool {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    target.unwrap_or_else(|| panic!("there is no target `{name}`")).1(bytes)
}
