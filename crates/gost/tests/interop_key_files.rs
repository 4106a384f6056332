//! Key files to and from OpenSSL with its GOST engine and GnuTLS.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

mod engine;

use engine::{OpenSsl, certtool};
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_gost::gost89::SBox;
use zaver_gost::pbes2::{Aes256Cbc, Gost89, Scheme};
use zaver_gost::pkcs8_file::{self, LEAST_ITERATIONS};
use zaver_gost::{KeyFileError, ParameterSet, SigningKey, VerifyingKey};

fn file(scheme: &impl Scheme, key: &SigningKey) -> String {
    let mut rng = StdRng::seed_from_u64(7);
    let der = pkcs8_file::encrypt_with(scheme, key, b"password", LEAST_ITERATIONS, &mut rng).unwrap();
    pkcs8_file::to_pem(&der)
}

#[test]
fn openssl_opens_ours() {
    let openssl = OpenSsl::with_engine();
    let opens = |set, scheme: fn(&SigningKey) -> String| {
        let key = SigningKey::generate(set, &mut StdRng::seed_from_u64(8));
        let pem = scheme(&key);
        let plain = openssl.decrypt_key(pem.as_bytes(), "password").unwrap();
        assert_eq!(*SigningKey::from_pkcs8_der(&plain).unwrap().to_bytes(), *key.to_bytes());
        assert_eq!(openssl.decrypt_key(pem.as_bytes(), "passw0rd"), None);
    };
    opens(ParameterSet::Tc26A256, |key| file(&Aes256Cbc, key));
    opens(ParameterSet::CryptoProA, |key| file(&Gost89(SBox::CryptoProA), key));
    opens(ParameterSet::Tc26A512, |key| file(&Gost89(SBox::Tc26Z), key));
}

#[test]
fn those_of_openssl_open() {
    let openssl = OpenSsl::with_engine();
    let streebog = "id-tc26-hmac-gost-3411-2012-512";
    for (set, name) in [(ParameterSet::CryptoProA, "A"), (ParameterSet::Tc26C512, "C")] {
        let theirs = openssl.generate(set, name);
        let expected = SigningKey::from_pkcs8_der(&theirs).unwrap();
        for (cipher, prf) in [
            ("aes-256-cbc", "hmacWithSHA256"),
            ("aes-256-cbc", streebog),
            ("gost89", streebog),
        ] {
            let der = openssl.encrypt_key(&theirs, "password", cipher, prf);
            let opened = pkcs8_file::decrypt(&der, b"password").unwrap();
            assert_eq!(*opened.to_bytes(), *expected.to_bytes(), "{cipher} {prf}");
            assert!(pkcs8_file::decrypt(&der, b"passw0rd").is_err());
        }
    }
}

/// GnuTLS knows two sets of numbers.
#[test]
fn gnutls_opens_ours() {
    for (set, sbox) in [
        (ParameterSet::CryptoProA, SBox::Tc26Z),
        (ParameterSet::Tc26A512, SBox::CryptoProA),
    ] {
        let key = SigningKey::generate(set, &mut StdRng::seed_from_u64(9));
        let pem = file(&Gost89(sbox), &key);
        let reading = ["--pubkey-info", "--pkcs8", "--load-privkey", "/dev/stdin", "--password"];
        let said = certtool(&[&reading[..], &["password"]].concat(), &pem).unwrap();
        let public = &said.as_bytes()[said.find("-----BEGIN PUBLIC KEY").unwrap()..];
        let (_, spki) = der::pem::decode_vec(public).unwrap();
        let public = VerifyingKey::from_spki_der(&spki).unwrap();
        assert_eq!(public.identity(), key.verifying_key().identity());
        assert_eq!(certtool(&[&reading[..], &["passw0rd"]].concat(), &pem), None);
    }
}

#[test]
fn those_of_gnutls_open() {
    let key = SigningKey::generate(ParameterSet::CryptoProA, &mut StdRng::seed_from_u64(10));
    let plain = der::pem::encode_string("PRIVATE KEY", der::pem::LineEnding::LF, &key.to_pkcs8_der()).unwrap();
    let reading = ["--to-p8", "--load-privkey", "/dev/stdin", "--password", "password"];
    let made = |cipher| {
        let pem = certtool(&[&reading[..], &["--pkcs-cipher", cipher]].concat(), &plain).unwrap();
        pkcs8_file::from_pem(&pem[pem.find("-----BEGIN ENCRYPTED").unwrap()..]).unwrap()
    };
    let der = made("gost28147-tc26z");
    let opened = pkcs8_file::decrypt(&der, b"password").unwrap();
    assert_eq!(*opened.to_bytes(), *key.to_bytes());
    assert!(pkcs8_file::decrypt(&der, b"passw0rd").is_err());

    // With the older S-boxes GnuTLS takes the hash function of 1994: refused by its name before any work.
    let old = const_oid::ObjectIdentifier::new_unwrap("1.2.643.2.2.10");
    let refusal = pkcs8_file::decrypt(&made("gost28147-cpa"), b"password").map(|_| ());
    assert_eq!(refusal, Err(KeyFileError::Scheme(old)));
}
