//! The old standard: a certificate signature in the wild form, and what is refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use der::asn1::{BitString, OctetString};
use der::{Any, Encode};
use hex_literal::hex;
use zaver_gost::{KeyError, ParametersError, PublicKeyError, SignatureError, SigningKey, gost2001, oid};

type Oid = const_oid::ObjectIdentifier;

/// A signature that OpenSSL's GOST engine made over `message` (fixed here, so that this test needs no engine).
const SPKI: &[u8] = &hex!(
    "3063301c06062a8503020213301206072a85030202230106072a850302021e010343000440c63d71b93514c72054975d5160ea012ad2b49126dc4b2098b176f953065bbc5d7962c16b2f0b5a6dfa037a50efc73aae13f296a718de8f714f04d57d7c3722bf"
);
const SIGNATURE: &[u8] = &hex!(
    "be8048ec232ada2a64e8c724784df1b79b8b873a084046388697248f8d97bdd44d8138fa54132b3e6e6140c2590530d01452703be8875bbb55887d393c08fbcb"
);

fn spki(algorithm: Oid, parameters: &[Oid], point: &[u8]) -> Vec<u8> {
    let point = OctetString::new(point).unwrap().to_der().unwrap();
    spki::SubjectPublicKeyInfoOwned {
        algorithm: spki::AlgorithmIdentifierOwned {
            oid: algorithm,
            parameters: Some(Any::encode_from(&parameters.to_vec()).unwrap()),
        },
        subject_public_key: BitString::from_bytes(&point).unwrap(),
    }
    .to_der()
    .unwrap()
}

#[test]
fn a_signature_verifies_and_no_other_does() {
    let key = gost2001::VerifyingKey::from_spki_der(SPKI).unwrap();
    assert_eq!(key.verify(b"message", SIGNATURE), Ok(()));
    assert_eq!(key.verify(b"massage", SIGNATURE), Err(SignatureError::Mismatch));
    assert_eq!(key.verify(b"message", &SIGNATURE[1..]), Err(SignatureError::Length));
    for bit in 0..8 * SIGNATURE.len() {
        let mut changed = SIGNATURE.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(key.verify(b"message", &changed), Err(SignatureError::Mismatch), "{bit}");
    }
}

/// The point is one and the same key, whichever standard names it; a 2012 signature is none of 2001.
#[test]
fn the_same_point_has_one_identity_but_other_signatures() {
    let private = SigningKey::from_bytes(zaver_gost::ParameterSet::CryptoProA, &[3; 32]).unwrap();
    let public = private.verifying_key();
    let parameters = [oid::CRYPTO_PRO_A, gost2001::DIGEST_PARAMETERS];
    let old = spki(gost2001::KEY, &parameters, &public.to_bytes());
    let old = gost2001::VerifyingKey::from_spki_der(&old).unwrap();
    assert_eq!(old.identity(), public.identity());
    assert_eq!((old.set(), old.to_bytes()), (public.set(), public.to_bytes()));
    let mut rng = <rand::rngs::StdRng as rand::SeedableRng>::seed_from_u64(1);
    let signature = private.sign(b"message", &mut rng);
    assert_eq!(old.verify(b"message", &signature), Err(SignatureError::Mismatch));
}

#[test]
fn what_is_refused() {
    let private = SigningKey::from_bytes(zaver_gost::ParameterSet::CryptoProA, &[3; 32]).unwrap();
    let point = private.verifying_key().to_bytes();
    let test_s_box = Oid::new_unwrap("1.2.643.2.2.30.0");
    let cipher = Oid::new_unwrap("1.2.643.2.2.31.1");
    let refusal = |spki: &[u8]| gost2001::VerifyingKey::from_spki_der(spki).map(|_| ()).unwrap_err();
    let cases = [
        (
            spki(oid::KEY_256, &[oid::CRYPTO_PRO_A], &point),
            KeyError::Algorithm(oid::KEY_256),
        ),
        (
            spki(gost2001::KEY, &[oid::TC26_B_256], &point),
            ParametersError::UnknownSet(oid::TC26_B_256).into(),
        ),
        (
            spki(gost2001::KEY, &[oid::TC26_A_512], &point),
            ParametersError::UnknownSet(oid::TC26_A_512).into(),
        ),
        (
            spki(gost2001::KEY, &[oid::CRYPTO_PRO_A, test_s_box], &point),
            ParametersError::Digest(test_s_box).into(),
        ),
        (spki(gost2001::KEY, &[], &point), ParametersError::Encoding.into()),
        (
            spki(gost2001::KEY, &[oid::CRYPTO_PRO_A], &point[1..]),
            PublicKeyError::Length.into(),
        ),
        (
            spki(gost2001::KEY, &[oid::CRYPTO_PRO_B], &point),
            PublicKeyError::NotOnCurve.into(),
        ),
    ];
    for (spki, expected) in cases {
        assert_eq!(refusal(&spki), expected);
    }
    let full = [oid::CRYPTO_PRO_A, gost2001::DIGEST_PARAMETERS, cipher];
    for taken in [&full[..1], &full[..2], &full] {
        let spki = spki(gost2001::KEY, taken, &point);
        assert!(gost2001::VerifyingKey::from_spki_der(&spki).is_ok());
    }
}
