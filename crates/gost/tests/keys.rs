//! Keys and signatures from outside, on every parameter set.

use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_gost::{ParameterSet, SignatureError, SigningKey, VerifyingKey};

#[test]
fn every_set_signs_verifies_and_round_trips() {
    let mut rng = StdRng::seed_from_u64(1);
    for set in ParameterSet::ALL {
        let key = SigningKey::generate(set, &mut rng);
        let public = key.verifying_key();
        let signature = key.sign(b"message", &mut rng);
        assert_eq!(signature.len(), 2 * set.size());
        assert_eq!(public.verify(b"message", &signature), Ok(()), "{set:?}");
        assert_eq!(
            public.verify(b"massage", &signature),
            Err(SignatureError::Mismatch),
            "{set:?}"
        );

        let read = VerifyingKey::from_spki_der(&public.to_spki_der()).unwrap();
        assert_eq!(read, public, "{set:?}");
        let read = SigningKey::from_pkcs8_der(&key.to_pkcs8_der()).unwrap();
        assert_eq!(read.to_bytes(), key.to_bytes(), "{set:?}");
        assert_eq!(read.verifying_key(), public, "{set:?}");
    }
}
