//! Public keys that check many signatures.

use crate::arithmetic::comb::Prepared;
use crate::scheme::PublicKey;
use crate::verifying::AnyPublicKey;
use crate::{SignatureError, VerifyingKey};
use alloc::boxed::Box;
use core::fmt;

/// A public key with tables of its multiples: they take some 90 KB (350 KB for 512 bits) and as long to make as dozens of
/// checks; every check after that is cheaper. A signer that looks at each of its own signatures wants it.
pub struct PreparedKey {
    key: VerifyingKey,
    tables: AnyTables,
}

enum AnyTables {
    Bits256(PublicKey<4>, Box<Prepared<4>>),
    Bits512(PublicKey<8>, Box<Prepared<8>>),
}

impl PreparedKey {
    /// Makes the tables.
    #[must_use]
    pub fn new(key: VerifyingKey) -> Self {
        let tables = match *key.key() {
            AnyPublicKey::Bits256(point) => AnyTables::Bits256(point, Box::new(point.prepare())),
            AnyPublicKey::Bits512(point) => AnyTables::Bits512(point, Box::new(point.prepare())),
        };
        Self { key, tables }
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// What [`VerifyingKey::verify_digest`] says.
    ///
    /// # Errors
    /// A wrong length of either, or no match.
    pub fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        let size = self.key.set().size();
        if signature.len() != 2 * size || digest.len() != size {
            return Err(SignatureError::Length);
        }
        let matches = match &self.tables {
            AnyTables::Bits256(point, tables) => point.verify_prepared(tables, digest, signature),
            AnyTables::Bits512(point, tables) => point.verify_prepared(tables, digest, signature),
        };
        matches.then_some(()).ok_or(SignatureError::Mismatch)
    }
}

impl fmt::Debug for PreparedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PreparedKey").field(&self.key).finish()
    }
}
