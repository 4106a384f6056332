//! The writer.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::Encode;
use gost::{
    KeyFileError, SigningKey,
    pbes2::{self, LEAST_ITERATIONS, Scheme},
    pkcs8_file,
};
use rand_core::CryptoRng;

use super::{MOST_ITERATIONS, Pkcs12Error, mac, oid};
use crate::{
    oid::{DATA, ENCRYPTED_DATA, STREEBOG_512},
    tlv::{CONTEXT_0, INTEGER, OCTET_STRING, SEQUENCE, SET, algorithm, content_info, object_identifier, tlv},
};

const BMP_STRING: u8 = 0x1e;
/// `[0]`, primitive: encryptedContent under its implicit tag.
const ENCRYPTED: u8 = 0x80;
const SALT: usize = 16;

/// What goes into a file.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    pub key: &'a SigningKey,
    /// DER. First the certificate of the key, then its chain.
    pub certificates: &'a [&'a [u8]],
    /// What key and certificate are called in lists.
    pub friendly_name: &'a str,
}

/// Writes a PKCS#12 file, DER. Key and certificates are encrypted by `scheme`:
/// [`pbes2::Gost89`] for R 50.1.112-2016, [`pbes2::CtrAcpkmOmac`] for RFC 9548.
///
/// # Errors
/// [`Pkcs12Error::OtherKey`] when the first certificate is not that of the key, [`Pkcs12Error::Key`] for a count of
/// iterations out of bounds: what is above [`MOST_ITERATIONS`] could not be read again.
pub fn seal<S: Scheme, R: CryptoRng + ?Sized>(
    scheme: &S,
    contents: &Contents<'_>,
    password: &[u8],
    iterations: u32,
    rng: &mut R,
) -> Result<Vec<u8>, Pkcs12Error> {
    if iterations > MOST_ITERATIONS {
        return Err(Pkcs12Error::Key(KeyFileError::Iterations {
            count: iterations,
            least: LEAST_ITERATIONS,
            most: MOST_ITERATIONS,
        }));
    }
    if !contents.certificate_is_of_key() {
        return Err(Pkcs12Error::OtherKey);
    }
    let attributes = contents.attributes();
    let key = pkcs8_file::encrypt_with(scheme, contents.key, password, iterations, rng)?;
    let key = tlv(SEQUENCE, &[&bag(oid::SHROUDED_KEY_BAG, &key, &attributes)]);
    let certificates = pbes2::seal(
        scheme,
        &contents.certificate_bags(&attributes),
        password,
        iterations,
        rng,
    )?;
    let safe = tlv(SEQUENCE, &[&encrypted_data(&certificates), &data(&key)]);

    let mut salt = [0; SALT];
    rng.fill_bytes(&mut salt);
    let mac = mac::streebog512(&safe, password, &salt, iterations);
    Ok(pfx(&safe, &mac, &salt, iterations))
}

impl Contents<'_> {
    /// Whether the public point stands in the first certificate.
    fn certificate_is_of_key(&self) -> bool {
        let point = self.key.verifying_key().to_bytes();
        let certificate = self.certificates.first();
        certificate.is_some_and(|der| der.windows(point.len()).any(|part| part == point))
    }

    /// friendlyName and localKeyId; by the second one readers find the certificate of a key.
    fn attributes(&self) -> Vec<u8> {
        let name: Vec<u8> = self.friendly_name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let identity = self.key.verifying_key().identity();
        let id = attribute(oid::LOCAL_KEY_ID, &tlv(OCTET_STRING, &[&identity[..20]]));
        let name = attribute(oid::FRIENDLY_NAME, &tlv(BMP_STRING, &[&name]));
        // The order of DER: both begin alike up to the last byte of the identifier, but for their lengths.
        let mut both = [name, id];
        both.sort();
        tlv(SET, &[&both[0], &both[1]])
    }

    /// `SafeContents` of the certificates; the first one carries the attributes of the key.
    fn certificate_bags(&self, attributes: &[u8]) -> Vec<u8> {
        let mut bags = Vec::new();
        for (at, der) in self.certificates.iter().enumerate() {
            let value = tlv(CONTEXT_0, &[&tlv(OCTET_STRING, &[der])]);
            let certificate = tlv(SEQUENCE, &[&object_identifier(oid::X509_CERTIFICATE), &value]);
            let attributes = if at == 0 { attributes } else { &[] };
            bags.extend(bag(oid::CERT_BAG, &certificate, attributes));
        }
        tlv(SEQUENCE, &[&bags])
    }
}

/// `SafeBag ::= SEQUENCE { bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OF … OPTIONAL }`
fn bag(kind: ObjectIdentifier, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    tlv(
        SEQUENCE,
        &[&object_identifier(kind), &tlv(CONTEXT_0, &[value]), attributes],
    )
}

fn attribute(name: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[&object_identifier(name), &tlv(SET, &[value])])
}

fn data(content: &[u8]) -> Vec<u8> {
    content_info(DATA, &tlv(OCTET_STRING, &[content]))
}

/// `EncryptedData ::= SEQUENCE { version INTEGER, EncryptedContentInfo }` (RFC 5652 §8)
fn encrypted_data(sealed: &pbes2::Sealed) -> Vec<u8> {
    let algorithm = sealed
        .algorithm
        .to_der()
        .expect("parameters of a few bytes have an encoding");
    let content = tlv(ENCRYPTED, &[&sealed.encrypted]);
    let info = tlv(SEQUENCE, &[&object_identifier(DATA), &algorithm, &content]);
    content_info(ENCRYPTED_DATA, &tlv(SEQUENCE, &[&tlv(INTEGER, &[&[0]]), &info]))
}

/// ```text
/// PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData }
/// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
/// ```
fn pfx(safe: &[u8], mac: &[u8], salt: &[u8], iterations: u32) -> Vec<u8> {
    let digest = tlv(SEQUENCE, &[&algorithm(STREEBOG_512), &tlv(OCTET_STRING, &[mac])]);
    let count = iterations.to_der().expect("a number has an encoding");
    let mac = tlv(SEQUENCE, &[&digest, &tlv(OCTET_STRING, &[salt]), &count]);
    tlv(SEQUENCE, &[&tlv(INTEGER, &[&[3]]), &data(safe), &mac])
}
