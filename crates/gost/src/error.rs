//! Refusals: one variant per cause, each with a stable code for logs and interfaces.

use const_oid::ObjectIdentifier;

/// Why a key was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The DER of the key is broken, or something follows it.
    #[error("the encoding of the key is broken")]
    Encoding,
    /// The key is of another algorithm than GOST R 34.10-2012.
    #[error("the key is of algorithm {0}, not of GOST R 34.10-2012")]
    Algorithm(ObjectIdentifier),
    /// The parameters of the key are not usable.
    #[error(transparent)]
    Parameters(#[from] ParametersError),
    /// The point is not a public key.
    #[error(transparent)]
    PublicKey(#[from] PublicKeyError),
    /// The number is not a private key.
    #[error(transparent)]
    PrivateKey(#[from] PrivateKeyError),
}

impl KeyError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encoding => "key-encoding",
            Self::Algorithm(_) => "key-algorithm",
            Self::Parameters(cause) => cause.code(),
            Self::PublicKey(cause) => cause.code(),
            Self::PrivateKey(cause) => cause.code(),
        }
    }
}

/// Why the parameters beside the algorithm identifier were not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParametersError {
    /// No parameters, or not the SEQUENCE of RFC 9215 §4.2.
    #[error("the parameters of the key are broken")]
    Encoding,
    /// The parameter set is unknown.
    #[error("unknown parameter set {0}")]
    UnknownSet(ObjectIdentifier),
    /// The parameter set has another width than the algorithm says.
    #[error("parameter set {0} does not belong to the algorithm of the key")]
    SetOfOtherWidth(ObjectIdentifier),
    /// digestParamSet names another hash function than the one of the algorithm.
    #[error("hash function {0} does not belong to the algorithm of the key")]
    Digest(ObjectIdentifier),
}

impl ParametersError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encoding => "key-parameters-encoding",
            Self::UnknownSet(_) => "key-parameters-unknown-set",
            Self::SetOfOtherWidth(_) => "key-parameters-other-width",
            Self::Digest(_) => "key-parameters-digest",
        }
    }
}

/// Why a point is not a public key (GOST R 34.10-2012 §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublicKeyError {
    /// Not twice as many bytes as the parameter set is wide.
    #[error("the public key has a wrong length")]
    Length,
    /// A coordinate is not below p.
    #[error("a coordinate of the public key is out of range")]
    Range,
    /// The point does not satisfy the equation of the curve.
    #[error("the public key is not a point of the curve")]
    NotOnCurve,
    /// The point lies outside the subgroup of order q.
    #[error("the public key lies outside the subgroup of prime order")]
    WrongOrder,
}

impl PublicKeyError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length => "public-key-length",
            Self::Range => "public-key-range",
            Self::NotOnCurve => "public-key-not-on-curve",
            Self::WrongOrder => "public-key-wrong-order",
        }
    }
}

/// Why bytes are not a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// Neither the width of the parameter set nor a known wrapping of it.
    #[error("the private key has a wrong length")]
    Length,
    /// The key or one of its masks is 0 modulo q.
    #[error("the private key is zero modulo the order of the group")]
    Zero,
    /// The file also holds a public key, and it belongs to another private key.
    #[error("the private key does not belong to the public key beside it")]
    OtherPublicKey,
}

impl PrivateKeyError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length => "private-key-length",
            Self::Zero => "private-key-zero",
            Self::OtherPublicKey => "private-key-other-public-key",
        }
    }
}

/// Why a signature was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// Not twice as many bytes as the parameter set is wide.
    #[error("the signature has a wrong length")]
    Length,
    /// The signature does not belong to this message and key.
    #[error("the signature does not match the message and the key")]
    Mismatch,
}

impl SignatureError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length => "signature-length",
            Self::Mismatch => "signature-mismatch",
        }
    }
}
