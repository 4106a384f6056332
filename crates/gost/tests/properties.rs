//! What holds for any key and any message.

use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use signature::hazmat::RandomizedPrehashSigner;
use zaver_gost::{ParameterSet, PreparedKey, SignatureError, SigningKey, VerifyingKey, pkcs8_file};

fn any_set() -> impl Strategy<Value = ParameterSet> {
    proptest::sample::select(ParameterSet::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_prepared_key_says_what_its_key_says(
        set in any_set(),
        seed: u64,
        digest in proptest::collection::vec(any::<u8>(), 64),
        noise in proptest::collection::vec(any::<u8>(), 128),
        at: prop::sample::Index,
    ) {
        let mut rng = StdRng::seed_from_u64(seed);
        let key = SigningKey::generate(set, &mut rng);
        let (digest, noise) = (&digest[..set.size()], &noise[..2 * set.size()]);
        let signature: zaver_gost::Signature = key.sign_prehash_with_rng(&mut rng, digest).unwrap();
        let prepared = PreparedKey::new(key.verifying_key());
        prop_assert_eq!(prepared.verify_digest(digest, signature.as_ref()), Ok(()));
        let mut changed = signature.as_ref().to_vec();
        let bit = at.index(8 * changed.len());
        changed[bit / 8] ^= 1 << (bit % 8);
        let nothing = vec![0; 2 * set.size()];
        for wrong in [&changed[..], noise, &nothing, &noise[1..]] {
            let said = prepared.verify_digest(digest, wrong);
            prop_assert!(said.is_err());
            prop_assert_eq!(said, key.verifying_key().verify_digest(digest, wrong));
        }
    }

    #[test]
    fn a_signature_verifies_and_no_changed_bit_does(
        set in any_set(),
        seed: u64,
        message in proptest::collection::vec(any::<u8>(), 1..200),
        at: prop::sample::Index,
    ) {
        let mut rng = StdRng::seed_from_u64(seed);
        let key = SigningKey::generate(set, &mut rng);
        let public = key.verifying_key();
        let signature = key.sign(&message, &mut rng);
        prop_assert_eq!(public.verify(&message, &signature), Ok(()));

        let flip = |bytes: &[u8]| {
            let mut changed = bytes.to_vec();
            let bit = at.index(8 * bytes.len());
            changed[bit / 8] ^= 1 << (bit % 8);
            changed
        };
        prop_assert_eq!(public.verify(&flip(&message), &signature), Err(SignatureError::Mismatch));
        prop_assert_eq!(public.verify(&message, &flip(&signature)), Err(SignatureError::Mismatch));

        let other = SigningKey::generate(set, &mut rng);
        prop_assert_eq!(other.verifying_key().verify(&message, &signature), Err(SignatureError::Mismatch));
    }

    /// K ‖ M₁ ‖ M₂ stands for K·M₁·M₂: the order of the factors does not matter, and a mask of one changes nothing.
    #[test]
    fn masks_multiply(set in any_set(), seed: u64) {
        use der::{Decode, Encode};
        let mut rng = StdRng::seed_from_u64(seed);
        let mut factor = || SigningKey::generate(set, &mut rng);
        let (k, m1, m2) = (factor(), factor(), factor());
        let mut one = vec![0; set.size()];
        one[0] = 1;
        let read = |factors: &[&[u8]]| {
            let (plain, content) = (k.to_pkcs8_der(), factors.concat());
            let mut info = pkcs8::PrivateKeyInfoRef::from_der(&plain).unwrap();
            info.private_key = der::asn1::OctetStringRef::new(&content).unwrap();
            SigningKey::from_pkcs8_der(&info.to_der().unwrap()).unwrap().to_bytes()
        };
        let (k, m1, m2) = (k.to_bytes(), m1.to_bytes(), m2.to_bytes());
        prop_assert_eq!(read(&[&k, &m1, &m2]), read(&[&m2, &k, &m1]));
        prop_assert_eq!(read(&[&k, &one]), k);
    }

    #[test]
    fn noise_is_refused_without_panic(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(VerifyingKey::from_spki_der(&noise).is_err());
        prop_assert!(SigningKey::from_pkcs8_der(&noise).is_err());
        prop_assert!(pkcs8_file::decrypt(&noise, b"password").is_err());
    }

    /// Noise behind valid headers reaches the deeper parsers.
    #[test]
    fn changed_keys_are_refused_or_consistent(set in any_set(), seed: u64, at: prop::sample::Index, byte: u8) {
        let key = SigningKey::generate(set, &mut StdRng::seed_from_u64(seed));
        let mut changed = key.to_pkcs8_der().to_vec();
        let index = at.index(changed.len());
        changed[index] = byte;
        if let Ok(read) = SigningKey::from_pkcs8_der(&changed) {
            let again = SigningKey::from_pkcs8_der(&read.to_pkcs8_der()).unwrap();
            prop_assert_eq!(again.verifying_key(), read.verifying_key());
        }
    }
}
