#![doc = include_str!("../README.md")]
#![no_std]
#![warn(missing_docs)]

extern crate alloc;

mod arithmetic;
mod digest;
mod error;
pub mod gost2001;
pub mod gost3412;
pub mod gost89;
mod groups;
pub mod hmac;
pub mod kdf;
mod nonce;
mod numbers;
pub mod oid;
mod parameters;
pub mod pbes2;
pub mod pkcs8_file;
mod prepared;
mod private_key;
mod scheme;
mod signature;
mod signing;
mod streebog;
mod verifying;
pub mod vko;

pub use digest::{streebog256, streebog512};
pub use error::{KeyError, ParametersError, PrivateKeyError, PublicKeyError, SignatureError};
pub use parameters::{KeyParameters, ParameterSet, signature_oid};
pub use pbes2::KeyFileError;
pub use prepared::PreparedKey;
pub use signature::Signature;
pub use signing::SigningKey;
pub use streebog::Streebog;
pub use verifying::VerifyingKey;
pub use vko::AgreementError;
