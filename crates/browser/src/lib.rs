//! What the page does with the user's key: makes it ([`make`]), and joins the issued certificate to it ([`install`]).
//!
//! Both are plain Rust and are tested on any machine; `abi` hands them to the Web Worker (`web/src/key-worker.js`).

#![cfg_attr(target_arch = "wasm32", no_std)]
extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod abi;
mod install;
mod make;

use gost::ParameterSet;

pub use install::{InstallError, install};
pub use make::{Made, make};

/// The parameter set of practically every certificate in Russia, and the only one all verifiers know.
const SET: ParameterSet = ParameterSet::CryptoProA;

/// What is about to be done; the page says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Step {
    /// Take random bytes and compute the key pair.
    Key = 1,
    /// Put the key under the password: the longest step.
    File = 2,
    /// Write and sign the request.
    Request = 3,
    /// Open the key file.
    Open = 4,
    /// Put key and certificates under the password: the longest step.
    Join = 5,
}
