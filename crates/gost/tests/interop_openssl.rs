//! Differential tests against OpenSSL with its GOST engine: the same keys and signatures, both ways.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

mod engine;

use engine::OpenSsl;
use engine::batch::{Answer, Batch};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use zaver_gost::{KeyError, ParameterSet, SignatureError, SigningKey, VerifyingKey, gost2001};

/// Cases under way to the peer at once: their answers fit into a pipe.
const AT_ONCE: usize = 50;

/// Signatures of the old standard, which the peer makes one a process.
const OLD_CASES: usize = 5;

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

/// Random keys and messages: each side derives the public key, takes the signature of the other, and refuses it changed.
fn signatures_agree(set: ParameterSet, name: &str) {
    let openssl = OpenSsl::with_engine();
    let mut batch = Batch::start(&openssl, &digest(set)[1..]);
    let mut rng = StdRng::seed_from_u64(6);
    let mut left = cases();
    while left > 0 {
        let cases: Vec<Case> = (0..left.min(AT_ONCE)).map(|_| Case::random(set, &mut rng)).collect();
        left -= cases.len();
        for case in &cases {
            batch.send([&case.key.to_pkcs8_der(), &case.message, &case.signature, &case.changed]);
        }
        for (case, answer) in cases.iter().zip(batch.answers(cases.len())) {
            case.agrees(answer, &mut rng);
        }
    }
    batch.finish();

    // A key of theirs, in their encoding.
    let theirs = openssl.generate(set, name);
    let ours = SigningKey::from_pkcs8_der(&theirs).unwrap();
    let public = ours.verifying_key();
    assert_eq!(public.set(), set);
    assert_eq!(openssl.public_key(&theirs), public.to_spki_der());
}

/// How many cases a set gets.
fn cases() -> usize {
    match std::env::var("ZAVER_GOST_CASES") {
        Ok(count) => count.parse().expect("ZAVER_GOST_CASES is a number"),
        Err(_) => 1_000,
    }
}

struct Case {
    key: SigningKey,
    message: Vec<u8>,
    signature: Vec<u8>,
    changed: Vec<u8>,
}

impl Case {
    fn random(set: ParameterSet, rng: &mut StdRng) -> Self {
        let key = SigningKey::generate(set, rng);
        let mut message = vec![0; (rng.next_u32() % 300) as usize];
        rng.fill_bytes(&mut message);
        let signature = key.sign(&message, rng);
        let changed = with_another_bit(&signature, rng);
        Self {
            key,
            message,
            signature,
            changed,
        }
    }

    fn agrees(&self, theirs: Answer, rng: &mut StdRng) {
        let public = self.key.verifying_key();
        assert_eq!(
            VerifyingKey::from_spki_der(&theirs.spki).unwrap().to_bytes(),
            public.to_bytes()
        );
        assert_eq!(theirs.takes, [true, false], "{:02x?}", *self.key.to_bytes());
        assert_eq!(public.verify(&self.message, &theirs.signature), Ok(()));
        let changed = with_another_bit(&theirs.signature, rng);
        assert_eq!(public.verify(&self.message, &changed), Err(SignatureError::Mismatch));
    }
}

fn with_another_bit(signature: &[u8], rng: &mut StdRng) -> Vec<u8> {
    let mut changed = signature.to_vec();
    let bit = rng.next_u32() as usize % (8 * signature.len());
    changed[bit / 8] ^= 1 << (bit % 8);
    changed
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
        for _ in 0..OLD_CASES {
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
