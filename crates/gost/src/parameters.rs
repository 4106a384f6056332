//! Parameter sets and the parameters field of an algorithm identifier (RFC 9215 §4.2).

use crate::error::ParametersError;
use crate::oid;
use const_oid::ObjectIdentifier;
use der::asn1::{Any, AnyRef};
use der::{Decode, Encode, Sequence};

/// A set of domain parameters: one value per set of **numbers**, whatever the identifiers it goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ParameterSet {
    /// The 256-bit example of the standard. For tests only.
    Test256,
    /// id-tc26-gost-3410-2012-256-paramSetA, cofactor 4.
    Tc26A256,
    /// CryptoPro-A, also XchA and 256-paramSetB: the set of nearly every Russian certificate.
    CryptoProA,
    /// CryptoPro-B, also 256-paramSetC.
    CryptoProB,
    /// CryptoPro-C, also XchB and 256-paramSetD.
    CryptoProC,
    /// The 512-bit example of the standard. For tests only.
    Test512,
    /// id-tc26-gost-3410-12-512-paramSetA.
    Tc26A512,
    /// id-tc26-gost-3410-12-512-paramSetB.
    Tc26B512,
    /// id-tc26-gost-3410-2012-512-paramSetC, cofactor 4.
    Tc26C512,
}

impl ParameterSet {
    /// Every set.
    pub const ALL: [Self; 9] = [
        Self::Test256,
        Self::Tc26A256,
        Self::CryptoProA,
        Self::CryptoProB,
        Self::CryptoProC,
        Self::Test512,
        Self::Tc26A512,
        Self::Tc26B512,
        Self::Tc26C512,
    ];

    /// The set behind an identifier, among them the second and third names of the same numbers.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Some(match oid {
            oid::TEST_256 => Self::Test256,
            oid::TC26_A_256 => Self::Tc26A256,
            oid::CRYPTO_PRO_A | oid::CRYPTO_PRO_XCH_A | oid::TC26_B_256 => Self::CryptoProA,
            oid::CRYPTO_PRO_B | oid::TC26_C_256 => Self::CryptoProB,
            oid::CRYPTO_PRO_C | oid::CRYPTO_PRO_XCH_B | oid::TC26_D_256 => Self::CryptoProC,
            oid::TEST_512 => Self::Test512,
            oid::TC26_A_512 => Self::Tc26A512,
            oid::TC26_B_512 => Self::Tc26B512,
            oid::TC26_C_512 => Self::Tc26C512,
            _ => return None,
        })
    }

    /// The identifier to write.
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Test256 => oid::TEST_256,
            Self::Tc26A256 => oid::TC26_A_256,
            Self::CryptoProA => oid::CRYPTO_PRO_A,
            Self::CryptoProB => oid::CRYPTO_PRO_B,
            Self::CryptoProC => oid::CRYPTO_PRO_C,
            Self::Test512 => oid::TEST_512,
            Self::Tc26A512 => oid::TC26_A_512,
            Self::Tc26B512 => oid::TC26_B_512,
            Self::Tc26C512 => oid::TC26_C_512,
        }
    }

    /// Bytes of a coordinate, of a private key and of the hash value: 32 or 64.
    pub fn size(self) -> usize {
        match self {
            Self::Test256 | Self::Tc26A256 | Self::CryptoProA | Self::CryptoProB | Self::CryptoProC => 32,
            Self::Test512 | Self::Tc26A512 | Self::Tc26B512 | Self::Tc26C512 => 64,
        }
    }

    /// The algorithm identifier of keys on this set.
    pub fn key_oid(self) -> ObjectIdentifier {
        if self.size() == 32 { oid::KEY_256 } else { oid::KEY_512 }
    }

    /// The hash function that goes with this set.
    pub fn digest_oid(self) -> ObjectIdentifier {
        if self.size() == 32 {
            oid::STREEBOG_256
        } else {
            oid::STREEBOG_512
        }
    }
}

/// Algorithm identifier of signatures (parameters absent): id-tc26-signwithdigest-gost3410-12-256 or -512.
pub fn signature_oid(set: ParameterSet) -> ObjectIdentifier {
    if set.size() == 32 {
        oid::SIGNATURE_256
    } else {
        oid::SIGNATURE_512
    }
}

/// The parameters of a key as they stand in its encoding.
///
/// ```text
/// GostR3410-2012-PublicKeyParameters ::= SEQUENCE {
///     publicKeyParamSet  OBJECT IDENTIFIER,
///     digestParamSet     OBJECT IDENTIFIER OPTIONAL }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Sequence)]
pub struct KeyParameters {
    /// publicKeyParamSet: one of the names of the parameter set.
    pub oid: ObjectIdentifier,
    /// digestParamSet, which some sets carry and others omit.
    pub digest_oid: Option<ObjectIdentifier>,
}

impl KeyParameters {
    /// What RFC 9215 §4.2 has us write: digestParamSet for the 256-bit sets with identifiers under 1.2.643.2.2, none for
    /// all others. Peers refuse keys on CryptoPro-A without it.
    pub fn new(set: ParameterSet) -> Self {
        let digest_oid = match set {
            ParameterSet::Test256 | ParameterSet::CryptoProA | ParameterSet::CryptoProB | ParameterSet::CryptoProC => {
                Some(oid::STREEBOG_256)
            }
            _ => None,
        };
        Self {
            oid: set.oid(),
            digest_oid,
        }
    }

    /// Reads the parameters of a key of algorithm `algorithm` and finds their set.
    pub(crate) fn read(
        algorithm: ObjectIdentifier,
        parameters: Option<AnyRef<'_>>,
    ) -> Result<(Self, ParameterSet), ParametersError> {
        let parameters = parameters.ok_or(ParametersError::Encoding)?;
        let parameters: Self = parameters.decode_as().map_err(|_| ParametersError::Encoding)?;
        let set = ParameterSet::from_oid(parameters.oid).ok_or(ParametersError::UnknownSet(parameters.oid))?;
        if set.key_oid() != algorithm {
            return Err(ParametersError::SetOfOtherWidth(parameters.oid));
        }
        match parameters.digest_oid {
            Some(digest) if digest != set.digest_oid() => Err(ParametersError::Digest(digest)),
            _ => Ok((parameters, set)),
        }
    }

    /// The parameters field of an algorithm identifier.
    pub(crate) fn to_any(self) -> der::Result<Any> {
        Any::from_der(&self.to_der()?)
    }
}
