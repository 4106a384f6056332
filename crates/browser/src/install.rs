//! «Установить»: the issued certificate is joined to the key of its file. What comes out is a PKCS#12 in the form of TC26,
//! which key stores take.

use alloc::vec::Vec;

use gost::{KeyFileError, gost89::SBox, pbes2::Gost89, pkcs8_file};
use pki::pkcs12::{self, Contents, Pkcs12Error};
use rand_core::CryptoRng;

use crate::{SET, Step};

/// Why the certificate was not joined; the number is what the page hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum InstallError {
    /// The file is not the key file that this page gave.
    NotKeyFile = 1,
    WrongPassword = 2,
    /// The certificate is of another key.
    OtherKey = 3,
    /// Nothing the user could do better.
    Other = 4,
}

/// Opens `key_file` (PEM) and writes key and certificates under the same password. `certificates` are DER one after the
/// other: first that of the key, then its chain.
///
/// # Errors
/// [`InstallError`].
pub fn install(
    key_file: &[u8],
    password: &[u8],
    certificates: &[u8],
    friendly_name: &str,
    rng: &mut impl CryptoRng,
    mut about_to: impl FnMut(Step),
) -> Result<Vec<u8>, InstallError> {
    about_to(Step::Open);
    let text = str::from_utf8(key_file).map_err(|_| InstallError::NotKeyFile)?;
    let key = pkcs8_file::from_pem(text).and_then(|der| pkcs8_file::decrypt_own(&der, password, SET))?;

    about_to(Step::Join);
    let contents = Contents {
        key: &key,
        certificates: &split(certificates).ok_or(InstallError::Other)?,
        friendly_name,
    };
    let scheme = Gost89(SBox::Tc26Z);
    Ok(pkcs12::seal(
        &scheme,
        &contents,
        password,
        pkcs12::DEFAULT_ITERATIONS,
        rng,
    )?)
}

/// The certificates one by one: each is a SEQUENCE with a length of two or three bytes.
fn split(mut rest: &[u8]) -> Option<Vec<&[u8]>> {
    let mut certificates = Vec::new();
    while let [0x30, long, ..] = rest {
        let size = usize::from(long.checked_sub(0x80).filter(|size| (1..=3).contains(size))?);
        let length = rest
            .get(2..2 + size)?
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let (certificate, tail) = rest.split_at_checked(2 + size + length)?;
        certificates.push(certificate);
        rest = tail;
    }
    rest.is_empty().then_some(certificates)
}

impl From<KeyFileError> for InstallError {
    fn from(error: KeyFileError) -> Self {
        match error {
            KeyFileError::WrongPassword => Self::WrongPassword,
            _ => Self::NotKeyFile,
        }
    }
}

impl From<Pkcs12Error> for InstallError {
    fn from(error: Pkcs12Error) -> Self {
        match error {
            Pkcs12Error::OtherKey => Self::OtherKey,
            _ => Self::Other,
        }
    }
}
