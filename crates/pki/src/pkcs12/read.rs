//! The reader. The MAC comes first: it tells a wrong password from everything else.

use alloc::vec::Vec;

use gost::{KeyFileError, SigningKey, pbes2::MOST_ITERATIONS, pkcs8_file};

use super::{
    Pkcs12Error,
    mac_data::Mac,
    oid,
    safe::{Bag, Safe, data, normal, read_bags, read_safes},
};
use crate::{
    certificate::Certificate,
    elements::{Elements, context},
};

/// The largest file that is looked at, in bytes: a real one has some thousands.
const MAX_SIZE: usize = 1024 * 1024;

/// What a file holds.
#[derive(Clone, Debug)]
pub struct Opened {
    pub key: SigningKey,
    /// In the order of the file.
    pub certificates: Vec<Certificate>,
}

impl Opened {
    /// The certificate of the key, if the file has it.
    pub fn certificate(&self) -> Option<&Certificate> {
        let identity = self.key.verifying_key().identity();
        let is_of_key =
            |certificate: &&Certificate| certificate.public_key().is_ok_and(|key| key.identity() == identity);
        self.certificates.iter().find(is_of_key)
    }
}

/// Opens a PKCS#12 file of TC26, in DER or BER, with any of the ciphers of [`gost::pbes2`].
///
/// # Errors
/// [`Pkcs12Error`], a wrong password among them.
pub fn open(bytes: &[u8], password: &[u8]) -> Result<Opened, Pkcs12Error> {
    if bytes.len() > MAX_SIZE {
        return Err(Pkcs12Error::TooLarge);
    }
    if let Some(named) = pkcs8_file::container_of_vendor(bytes) {
        return Err(named.into());
    }
    let der = normal(bytes)?;
    let mut pfx = Elements::sequence(&der)?;
    if pfx.read::<u8>()? != 3 {
        return Err(Pkcs12Error::NotPkcs12);
    }
    let content = data(pfx.any()?)?;
    let mac = Mac::read(pfx.any()?)?;
    pfx.end()?;

    let safes = read_safes(content)?;
    let iterations = safes.iter().filter_map(Safe::iterations).fold(0, u64::saturating_add);
    // Two blocks of PBKDF2 for the key of the MAC.
    if iterations.saturating_add(2 * u64::from(mac.iterations)) > u64::from(MOST_ITERATIONS) {
        return Err(Pkcs12Error::Iterations);
    }
    mac.check(content, password)?;
    let mut bags = Vec::new();
    for safe in &safes {
        bags.extend(read_bags(&safe.open(password)?)?);
    }
    unpack(bags, password)
}

fn unpack(bags: Vec<Bag>, password: &[u8]) -> Result<Opened, Pkcs12Error> {
    let (keys, others): (Vec<_>, Vec<_>) = bags.into_iter().partition(Bag::is_key);
    let [key] = keys.as_slice() else {
        return Err(Pkcs12Error::NoKey);
    };
    let key = match key.kind {
        oid::SHROUDED_KEY_BAG => pkcs8_file::decrypt(&key.value, password)?,
        _ => SigningKey::from_pkcs8_der(&key.value).map_err(KeyFileError::Key)?,
    };
    let mut certificates = Vec::new();
    for bag in others.iter().filter(|bag| bag.kind == oid::CERT_BAG) {
        certificates.extend(certificate(&bag.value)?);
    }
    Ok(Opened { key, certificates })
}

/// `CertBag ::= SEQUENCE { certId OBJECT IDENTIFIER, certValue [0] EXPLICIT OCTET STRING }`
fn certificate(bag: &[u8]) -> Result<Option<Certificate>, Pkcs12Error> {
    let mut parts = Elements::sequence(bag)?;
    if parts.oid()? != oid::X509_CERTIFICATE {
        return Ok(None);
    }
    let value = Elements::of(parts.any()?, context(0))?.octets()?;
    Ok(Certificate::parse(value).ok())
}
