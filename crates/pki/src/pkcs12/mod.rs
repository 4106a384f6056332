//! PKCS#12 (RFC 7292) in the form of TC26 (R 50.1.112-2016, RFC 9548): a key with its certificate and chain under one
//! password, which OpenSSL with the ГОСТ engine, GnuTLS and current Russian tools read.
//!
//! The password is taken as UTF-8 bytes. What protects is the count of PBKDF2 iterations; it has a floor when writing and a
//! ceiling when reading.

mod error;
mod mac;
#[cfg(feature = "authority")]
mod mac_data;
#[cfg(feature = "authority")]
mod read;
#[cfg(feature = "authority")]
mod safe;
mod write;

pub use error::Pkcs12Error;
#[cfg(feature = "authority")]
pub use read::{Opened, open};
pub use write::{Contents, seal};

/// The count of iterations to write: the least that is allowed. A file takes four derivations of Streebog, each as costly
/// as ten of SHA-256, and a browser works on it for seconds.
pub const DEFAULT_ITERATIONS: u32 = gost::pbes2::LEAST_ITERATIONS;

/// The greatest count of iterations to write. A file that is read may cost [`gost::pbes2::MOST_ITERATIONS`] in all, and each
/// of the four derivations takes the count once: key, certificates, the MAC twice.
pub const MOST_ITERATIONS: u32 = gost::pbes2::MOST_ITERATIONS / 4;

/// Object identifiers of PKCS#12, RFC 7292 §4.2 and §5.1, PKCS#9.
mod oid {
    use const_oid::ObjectIdentifier;

    const fn oid(text: &str) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(text)
    }

    #[cfg(feature = "authority")]
    pub(super) const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
    pub(super) const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
    pub(super) const CERT_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
    pub(super) const X509_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");
    pub(super) const FRIENDLY_NAME: ObjectIdentifier = oid("1.2.840.113549.1.9.20");
    pub(super) const LOCAL_KEY_ID: ObjectIdentifier = oid("1.2.840.113549.1.9.21");
    /// What CryptoPro CSP exports with: a derivation of its own.
    #[cfg(feature = "authority")]
    pub(super) const CRYPTO_PRO_PBE: ObjectIdentifier = oid("1.2.840.113549.1.12.1.80");
}
