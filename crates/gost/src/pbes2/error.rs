//! Why bytes under a password were not made or not opened.

use crate::KeyError;
use crate::gost3412::OpenError;
use const_oid::ObjectIdentifier;
use core::ops::RangeInclusive;

/// Why a key file was not made or not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// Not an encrypted PKCS#8 file, or a damaged one.
    #[error("the file is not an encrypted PKCS#8 key or is damaged")]
    Encoding,
    /// The file is encrypted by an algorithm that is not supported.
    #[error("the file is encrypted with {0}, which is not supported")]
    Scheme(ObjectIdentifier),
    /// A container or an export of CryptoPro CSP in its own format.
    #[error(
        "the file is in a format of CryptoPro CSP; export the key with its certificate as PFX in the format of TC26 (RFC 9548)"
    )]
    CryptoPro,
    /// A container of ViPNet CSP.
    #[error("the file is a container of ViPNet CSP; export the key with its certificate to a PFX file")]
    VipNet,
    /// The count of PBKDF2 iterations is out of bounds.
    #[error("the count of PBKDF2 iterations {count} is not within {least} … {most}")]
    Iterations {
        /// The count asked for or written in the file.
        count: u32,
        /// The least count allowed here.
        least: u32,
        /// The greatest count allowed here.
        most: u32,
    },
    /// The password does not open the file.
    #[error("the password does not open the file")]
    WrongPassword,
    /// The password opened the file, but no usable key is inside.
    #[error("the key in the file is not usable: {0}")]
    Key(#[source] KeyError),
}

impl KeyFileError {
    /// A stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Encoding => "key-file-encoding",
            Self::Scheme(_) => "key-file-scheme",
            Self::CryptoPro => "key-file-crypto-pro",
            Self::VipNet => "key-file-vipnet",
            Self::Iterations { .. } => "key-file-iterations",
            Self::WrongPassword => "key-file-wrong-password",
            Self::Key(cause) => cause.code(),
        }
    }

    pub(super) fn check_iterations(count: u32, bounds: RangeInclusive<u32>) -> Result<(), Self> {
        match bounds.contains(&count) {
            true => Ok(()),
            false => Err(Self::Iterations {
                count,
                least: *bounds.start(),
                most: *bounds.end(),
            }),
        }
    }
}

impl From<OpenError> for KeyFileError {
    fn from(cause: OpenError) -> Self {
        match cause {
            OpenError::Length => Self::Encoding,
            OpenError::Mac => Self::WrongPassword,
        }
    }
}
