//! GOST R 34.11-2012, the hash function of the scheme.

use crate::ParameterSet;
use alloc::vec::Vec;

/// Streebog with 256 bits of output, in the byte order of RFC 6986 output octets.
pub fn streebog256(message: &[u8]) -> [u8; 32] {
    whole::streebog256(message)
}

/// Streebog with 512 bits of output.
pub fn streebog512(message: &[u8]) -> [u8; 64] {
    whole::streebog512(message)
}

/// The hash value that signatures on `set` are made over.
pub(crate) fn of(set: ParameterSet, message: &[u8]) -> Vec<u8> {
    if set.size() == 32 {
        streebog256(message).to_vec()
    } else {
        streebog512(message).to_vec()
    }
}

#[cfg(not(target_family = "wasm"))]
mod whole {
    use crate::Streebog;

    pub(super) fn streebog256(message: &[u8]) -> [u8; 32] {
        let mut hash = Streebog::new_256();
        hash.update(message);
        hash.finish_256()
    }

    pub(super) fn streebog512(message: &[u8]) -> [u8; 64] {
        let mut hash = Streebog::new_512();
        hash.update(message);
        hash.finish_512()
    }
}

/// A page loads one set of tables: HMAC brings those of the crate in any case.
#[cfg(target_family = "wasm")]
mod whole {
    use streebog::{Digest, Streebog256, Streebog512};

    pub(super) fn streebog256(message: &[u8]) -> [u8; 32] {
        Streebog256::digest(message).into()
    }

    pub(super) fn streebog512(message: &[u8]) -> [u8; 64] {
        Streebog512::digest(message).into()
    }
}
