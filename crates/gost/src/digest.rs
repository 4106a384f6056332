//! GOST R 34.11-2012, the hash function of the scheme.

use crate::ParameterSet;
use alloc::vec::Vec;
use streebog::{Digest, Streebog256, Streebog512};

/// Streebog with 256 bits of output, in the byte order of RFC 6986 output octets.
pub fn streebog256(message: &[u8]) -> [u8; 32] {
    Streebog256::digest(message).into()
}

/// Streebog with 512 bits of output.
pub fn streebog512(message: &[u8]) -> [u8; 64] {
    Streebog512::digest(message).into()
}

/// The hash value that signatures on `set` are made over.
pub(crate) fn of(set: ParameterSet, message: &[u8]) -> Vec<u8> {
    if set.size() == 32 {
        streebog256(message).to_vec()
    } else {
        streebog512(message).to_vec()
    }
}
