//! The user's side: makes a key and a PKCS#10 as the page in the browser does.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gost::{ParameterSet, SigningKey, signature_oid};
use pki::name::{Attribute, DistinguishedName};
use pki::request::{assemble, build_info};
use rand::rngs::StdRng;
use testkit::random::seeded;

/// A client with a generator of its own.
#[derive(Debug)]
pub struct Client(StdRng);

impl Client {
    /// A client whose keys repeat for the same seed, and for no other.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seeded(1_000_000 + seed))
    }

    /// A new key on CryptoPro-A.
    pub fn key(&mut self) -> SigningKey {
        self.key_on(ParameterSet::CryptoProA)
    }

    /// A new key on a set of parameters.
    pub fn key_on(&mut self, set: ParameterSet) -> SigningKey {
        SigningKey::generate(set, &mut self.0)
    }

    /// DER of a PKCS#10 with an exact subject.
    pub fn pkcs10(&mut self, key: &SigningKey, subject: &[u8]) -> Vec<u8> {
        self.pkcs10_of(key, subject, &key.verifying_key().to_spki_der())
    }

    /// The same with a SubjectPublicKeyInfo of the caller's, who may write another OID into it.
    pub fn pkcs10_of(&mut self, key: &SigningKey, subject: &[u8], public_key: &[u8]) -> Vec<u8> {
        let info = build_info(subject, public_key, &[]);
        let signature = key.sign(&info, &mut self.0);
        assemble(&info, signature_oid(key.verifying_key().set()), &signature)
    }

    /// What a system asks with: a new key and a name that the profile `system` takes.
    pub fn system_request(&mut self, common_name: &str) -> Vec<u8> {
        let key = self.key();
        self.pkcs10(&key, &system_name(common_name))
    }
}

/// DER of a name that the profile `system` takes.
///
/// # Panics
/// Never: two known attributes make a name.
#[must_use]
pub fn system_name(common_name: &str) -> Vec<u8> {
    let name = DistinguishedName::new([(Attribute::Country, "RU"), (Attribute::CommonName, common_name)]);
    name.expect("two attributes of a name").to_der()
}

/// As the form of the page sends it.
#[must_use]
pub fn base64(der: &[u8]) -> String {
    STANDARD.encode(der)
}

/// From the page of the key.
///
/// # Panics
/// When it is not base64.
#[must_use]
pub fn from_base64(text: &str) -> Vec<u8> {
    STANDARD.decode(text).expect("the page gives base64")
}
