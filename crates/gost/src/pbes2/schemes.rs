//! What PBES2 is written with.

use super::cipher::{
    AES256_CBC, GOST89, Gost89Parameters, KUZNYECHIK, KUZNYECHIK_OMAC, MAGMA, MAGMA_OMAC, UkmParameters,
};
use crate::gost89::{SBox, encrypt_cfb};
use crate::gost3412::{BlockCipher, encrypt_acpkm, encrypt_acpkm_omac};
use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use der::asn1::{Any, OctetStringRef};
use rand_core::CryptoRng;
use spki::AlgorithmIdentifierOwned;

/// The pseudo-random function of PBKDF2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prf {
    /// hmacWithSHA256 (RFC 8018 §B.1.2).
    HmacSha256,
    /// id-tc26-hmac-gost-3411-12-512 (R 50.1.111-2016 §4, RFC 9337 §3).
    HmacStreebog512,
}

/// What to encrypt with: one type a scheme, so that a program holds the ciphers it writes and no others.
pub trait Scheme: sealed::Sealed {
    /// The pseudo-random function that goes with the cipher.
    const PRF: Prf;

    /// Encrypts under a derived key; the algorithm identifier has the random IV or UKM.
    #[doc(hidden)]
    fn seal<R: CryptoRng + ?Sized>(
        &self,
        key: &[u8; 32],
        plain: &[u8],
        rng: &mut R,
    ) -> (AlgorithmIdentifierOwned, Vec<u8>);
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Aes256Cbc {}
    impl Sealed for super::Gost89 {}
    impl Sealed for super::CtrAcpkm {}
    impl Sealed for super::CtrAcpkmOmac {}
}

/// AES-256-CBC (RFC 8018 §B.2.5), which OpenSSL opens without its GOST engine.
#[derive(Clone, Copy, Debug)]
pub struct Aes256Cbc;

/// ГОСТ 28147-89 in CFB (R 50.1.112-2016), which OpenSSL with the engine and GnuTLS open.
#[derive(Clone, Copy, Debug)]
pub struct Gost89(pub SBox);

/// CTR-ACPKM (RFC 9337 §4), without a MAC.
#[derive(Clone, Copy, Debug)]
pub struct CtrAcpkm(pub BlockCipher);

/// CTR-ACPKM-OMAC (RFC 9337 §4): what RFC 9548 prefers.
#[derive(Clone, Copy, Debug)]
pub struct CtrAcpkmOmac(pub BlockCipher);

impl Scheme for Aes256Cbc {
    const PRF: Prf = Prf::HmacSha256;

    fn seal<R: CryptoRng + ?Sized>(
        &self,
        key: &[u8; 32],
        plain: &[u8],
        rng: &mut R,
    ) -> (AlgorithmIdentifierOwned, Vec<u8>) {
        let iv: [u8; 16] = random(rng);
        let encrypted = cbc::Encryptor::<Aes256>::new(key.into(), (&iv).into()).encrypt_padded_vec::<Pkcs7>(plain);
        let parameters = OctetStringRef::new(&iv).and_then(|iv| Any::encode_from(&iv));
        (identifier(AES256_CBC, parameters), encrypted)
    }
}

impl Scheme for Gost89 {
    const PRF: Prf = Prf::HmacStreebog512;

    fn seal<R: CryptoRng + ?Sized>(
        &self,
        key: &[u8; 32],
        plain: &[u8],
        rng: &mut R,
    ) -> (AlgorithmIdentifierOwned, Vec<u8>) {
        let iv: [u8; 8] = random(rng);
        let mut data = plain.to_vec();
        encrypt_cfb(self.0, key, &iv, &mut data);
        let parameters = OctetStringRef::new(&iv).and_then(|iv| {
            Any::encode_from(&Gost89Parameters {
                iv,
                encryption_param_set: self.0.oid(),
            })
        });
        (identifier(GOST89, parameters), data)
    }
}

impl Scheme for CtrAcpkm {
    const PRF: Prf = Prf::HmacStreebog512;

    fn seal<R: CryptoRng + ?Sized>(
        &self,
        key: &[u8; 32],
        plain: &[u8],
        rng: &mut R,
    ) -> (AlgorithmIdentifierOwned, Vec<u8>) {
        let (ukm, parameters) = random_ukm(self.0, rng);
        let mut data = plain.to_vec();
        encrypt_acpkm(self.0, key, &ukm, &mut data).expect("the UKM has the length of its cipher");
        let oid = match self.0 {
            BlockCipher::Magma => MAGMA,
            BlockCipher::Kuznyechik => KUZNYECHIK,
        };
        (identifier(oid, parameters), data)
    }
}

impl Scheme for CtrAcpkmOmac {
    const PRF: Prf = Prf::HmacStreebog512;

    fn seal<R: CryptoRng + ?Sized>(
        &self,
        key: &[u8; 32],
        plain: &[u8],
        rng: &mut R,
    ) -> (AlgorithmIdentifierOwned, Vec<u8>) {
        let (ukm, parameters) = random_ukm(self.0, rng);
        let sealed = encrypt_acpkm_omac(self.0, key, &ukm, plain).expect("the UKM has the length of its cipher");
        let oid = match self.0 {
            BlockCipher::Magma => MAGMA_OMAC,
            BlockCipher::Kuznyechik => KUZNYECHIK_OMAC,
        };
        (identifier(oid, parameters), sealed)
    }
}

fn random<const LENGTH: usize, R: CryptoRng + ?Sized>(rng: &mut R) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    rng.fill_bytes(&mut bytes);
    bytes
}

fn random_ukm<R: CryptoRng + ?Sized>(cipher: BlockCipher, rng: &mut R) -> (Vec<u8>, der::Result<Any>) {
    let ukm = random::<16, R>(rng)[..cipher.ukm_size()].to_vec();
    let parameters = OctetStringRef::new(&ukm).and_then(|ukm| Any::encode_from(&UkmParameters { ukm }));
    (ukm, parameters)
}

fn identifier(oid: ObjectIdentifier, parameters: der::Result<Any>) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: Some(parameters.expect("parameters of fixed length have an encoding")),
    }
}
