//! ГОСТ Р 34.10-2001 with ГОСТ Р 34.11-94, for reading archives: certificates issued up to 2018 carry such signatures.
//!
//! The equation and the curves are those of the 2012 standard; the hash function and the identifiers differ (RFC 4491).
//! There is no signing key in this module, so such signatures can't be made.

use crate::error::{KeyError, ParametersError, SignatureError};
use crate::groups::AnyGroup;
use crate::scheme::PublicKey;
use crate::verifying::{identity, read_point};
use crate::{ParameterSet, oid};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::fmt;
use der::asn1::AnyRef;
use der::{Decode, Sequence};
use gost94::{Digest, Gost94CryptoPro};
use spki::SubjectPublicKeyInfoRef;

/// id-GostR3410-2001: the algorithm of the keys.
pub const KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.2.2.19");
/// id-GostR3411-94-with-GostR3410-2001: the algorithm of the signatures.
pub const SIGNATURE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.2.2.3");
/// id-GostR3411-94-CryptoProParamSet: the S-box of the hash function.
pub const DIGEST_PARAMETERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.2.2.30.1");

/// ```text
/// GostR3410-2001-PublicKeyParameters ::= SEQUENCE {
///     publicKeyParamSet   OBJECT IDENTIFIER,
///     digestParamSet      OBJECT IDENTIFIER,
///     encryptionParamSet  OBJECT IDENTIFIER OPTIONAL }
/// ```
///
/// RFC 4491 §2.3.2. Keys without digestParamSet occur and mean the same S-box.
#[derive(Clone, Copy, Debug, Sequence)]
struct Parameters {
    public_key_param_set: ObjectIdentifier,
    digest_param_set: Option<ObjectIdentifier>,
    encryption_param_set: Option<ObjectIdentifier>,
}

/// A public key of the old standard that passed the checks of the new one. It verifies and does nothing else.
#[derive(Clone, Copy)]
pub struct VerifyingKey {
    set: ParameterSet,
    key: PublicKey<4>,
}

impl VerifyingKey {
    /// Reads a `SubjectPublicKeyInfo` (RFC 4491 §2.3.2).
    ///
    /// # Errors
    /// Broken DER, another algorithm, an unknown parameter set or S-box, or a point that is not a public key.
    pub fn from_spki_der(der: &[u8]) -> Result<Self, KeyError> {
        let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| KeyError::Encoding)?;
        if info.algorithm.oid != KEY {
            return Err(KeyError::Algorithm(info.algorithm.oid));
        }
        let (set, group) = read_parameters(info.algorithm.parameters)?;
        Ok(Self {
            set,
            key: PublicKey::from_bytes(group, read_point(&info)?)?,
        })
    }

    /// The set of numbers behind the parameters.
    pub fn set(&self) -> ParameterSet {
        self.set
    }

    /// x ‖ y, each little-endian: 64 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.key.to_bytes()
    }

    /// The same value that [`crate::VerifyingKey::identity`] gives for this point on this curve.
    pub fn identity(&self) -> [u8; 32] {
        identity(&self.key.identity_bytes())
    }

    /// Checks s ‖ r (big-endian, RFC 4491 §2.2.2) of a message.
    ///
    /// # Errors
    /// A wrong length, or no match.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        self.verify_digest(&Gost94CryptoPro::digest(message), signature)
    }

    /// Checks s ‖ r of a message of which only the value of ГОСТ Р 34.11-94 is at hand: 32 bytes.
    ///
    /// # Errors
    /// A wrong length of either, or no match.
    pub fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        if signature.len() != 64 || digest.len() != 32 {
            return Err(SignatureError::Length);
        }
        self.key
            .verify(digest, signature)
            .then_some(())
            .ok_or(SignatureError::Mismatch)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("gost2001::VerifyingKey")
            .field("set", &self.set)
            .finish_non_exhaustive()
    }
}

type Group = &'static dyn crate::arithmetic::curve::Group<4>;

fn read_parameters(parameters: Option<AnyRef<'_>>) -> Result<(ParameterSet, Group), ParametersError> {
    let parameters = parameters.ok_or(ParametersError::Encoding)?;
    let parameters: Parameters = parameters.decode_as().map_err(|_| ParametersError::Encoding)?;
    let name = parameters.public_key_param_set;
    match parameters.digest_param_set {
        None | Some(DIGEST_PARAMETERS) => {}
        Some(other) => return Err(ParametersError::Digest(other)),
    }
    // The old standard knows the sets of RFC 4357 under their old names only.
    let old_names = [
        oid::TEST_256,
        oid::CRYPTO_PRO_A,
        oid::CRYPTO_PRO_B,
        oid::CRYPTO_PRO_C,
        oid::CRYPTO_PRO_XCH_A,
        oid::CRYPTO_PRO_XCH_B,
    ];
    let set = ParameterSet::from_oid(name).filter(|_| old_names.contains(&name));
    let set = set.ok_or(ParametersError::UnknownSet(name))?;
    match AnyGroup::of(set) {
        AnyGroup::Bits256(group) => Ok((set, group)),
        AnyGroup::Bits512(_) => Err(ParametersError::SetOfOtherWidth(name)),
    }
}
