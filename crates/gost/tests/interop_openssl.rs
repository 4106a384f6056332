//! Differential tests against OpenSSL with its GOST engine: the same keys and signatures, both ways.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

mod engine;

use engine::OpenSsl;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use zaver_gost::{KeyError, ParameterSet, SignatureError, SigningKey, VerifyingKey, gost2001};

/// Signatures each way and set. Every case starts a process, so the plain run stays small.
const CASES: usize = 25;

/// Keys that the cases of a set share.
const KEYS: usize = 5;

#[test]
fn crypto_pro_a() {
    signatures_agree(ParameterSet::CryptoProA, "A");
}

#[test]
fn crypto_pro_b() {
    signatures_agree(ParameterSet::CryptoProB, "B");
}

#[test]
fn crypto_pro_c() {
    signatures_agree(ParameterSet::CryptoProC, "C");
}

#[test]
fn tc26_256_a() {
    signatures_agree(ParameterSet::Tc26A256, "TCA");
}

#[test]
fn test_256() {
    signatures_agree(ParameterSet::Test256, "0");
}

#[test]
fn tc26_512_a() {
    signatures_agree(ParameterSet::Tc26A512, "A");
}

#[test]
fn tc26_512_b() {
    signatures_agree(ParameterSet::Tc26B512, "B");
}

#[test]
fn tc26_512_c() {
    signatures_agree(ParameterSet::Tc26C512, "C");
}

fn signatures_agree(set: ParameterSet, name: &str) {
    let openssl = OpenSsl::with_engine();
    let mut rng = StdRng::seed_from_u64(6);
    for _ in 0..KEYS {
        let theirs = openssl.generate(set, name);
        let ours = SigningKey::from_pkcs8_der(&theirs).unwrap();
        let public = ours.verifying_key();
        assert_eq!(public.set(), set);
        assert_eq!(openssl.public_key(&theirs), public.to_spki_der());
        assert_eq!(openssl.public_key(&ours.to_pkcs8_der()), public.to_spki_der());

        for _ in 0..CASES / KEYS {
            let mut message = vec![0; (rng.next_u32() % 300) as usize];
            rng.fill_bytes(&mut message);
            let signature = openssl.sign(digest(set), &theirs, &message);
            assert_eq!(public.verify(&message, &signature), Ok(()));
            let mut changed = signature.clone();
            changed[rng.next_u32() as usize % signature.len()] ^= 1;
            assert_eq!(public.verify(&message, &changed), Err(SignatureError::Mismatch));

            let signature = ours.sign(&message, &mut rng);
            assert!(openssl.verify(digest(set), &public.to_spki_der(), &message, &signature));
            message.push(0);
            assert!(!openssl.verify(digest(set), &public.to_spki_der(), &message, &signature));
        }
    }
}

/// The other names of the engine for the same numbers.
#[test]
fn every_name_of_a_set_is_read() {
    let openssl = OpenSsl::with_engine();
    let names = [
        ("XA", ParameterSet::CryptoProA),
        ("XB", ParameterSet::CryptoProC),
        ("TCB", ParameterSet::CryptoProA),
        ("TCC", ParameterSet::CryptoProB),
        ("TCD", ParameterSet::CryptoProC),
    ];
    for (name, set) in names {
        let theirs = openssl.generate(set, name);
        let spki = openssl.public_key(&theirs);
        let public = VerifyingKey::from_spki_der(&spki).unwrap();
        assert_eq!(public.set(), set, "{name}");
        assert_eq!(public.to_spki_der(), spki, "{name}");
        let signature = openssl.sign(digest(set), &theirs, b"message");
        assert_eq!(public.verify(b"message", &signature), Ok(()), "{name}");
    }
}

/// The old standard: theirs verify with ours, and a key of the old standard is no key of the new one.
#[test]
fn signatures_of_2001_verify() {
    let openssl = OpenSsl::with_engine();
    let mut rng = StdRng::seed_from_u64(8);
    for name in ["0", "A", "B", "C", "XA", "XB"] {
        let theirs = openssl.generate_2001(name);
        let spki = openssl.public_key(&theirs);
        let public = gost2001::VerifyingKey::from_spki_der(&spki).unwrap();
        assert_eq!(
            VerifyingKey::from_spki_der(&spki),
            Err(KeyError::Algorithm(gost2001::KEY))
        );
        assert!(SigningKey::from_pkcs8_der(&theirs).is_err());
        for _ in 0..CASES / KEYS {
            let mut message = vec![0; (rng.next_u32() % 300) as usize];
            rng.fill_bytes(&mut message);
            let signature = openssl.sign("-md_gost94", &theirs, &message);
            assert_eq!(public.verify(&message, &signature), Ok(()), "{name}");
            message.push(0);
            assert_eq!(public.verify(&message, &signature), Err(SignatureError::Mismatch));
        }
    }
}

/// The engine's option for the hash function of a set.
fn digest(set: ParameterSet) -> &'static str {
    if set.size() == 32 {
        "-md_gost12_256"
    } else {
        "-md_gost12_512"
    }
}
