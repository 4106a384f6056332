//! What must not be accepted, and by which name it is refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use der::asn1::{BitString, OctetString, OctetStringRef};
use der::{Any, Encode};
use hex_literal::hex;
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_gost::{
    KeyError, KeyParameters, ParameterSet, ParametersError, PrivateKeyError, PublicKeyError, SignatureError,
    SigningKey, VerifyingKey, oid,
};

type Oid = const_oid::ObjectIdentifier;
const RSA: Oid = Oid::new_unwrap("1.2.840.113549.1.1.1");
const OLD_GOST: Oid = Oid::new_unwrap("1.2.643.2.2.19");

fn spki(algorithm: Oid, parameters: Option<Any>, point: &[u8]) -> Vec<u8> {
    let point = OctetString::new(point).unwrap().to_der().unwrap();
    spki::SubjectPublicKeyInfoOwned {
        algorithm: spki::AlgorithmIdentifierOwned {
            oid: algorithm,
            parameters,
        },
        subject_public_key: BitString::from_bytes(&point).unwrap(),
    }
    .to_der()
    .unwrap()
}

fn parameters(oid: Oid, digest_oid: Option<Oid>) -> Option<Any> {
    Some(Any::encode_from(&KeyParameters { oid, digest_oid }).unwrap())
}

fn refusal(spki: &[u8]) -> KeyError {
    VerifyingKey::from_spki_der(spki).unwrap_err()
}

#[test]
fn foreign_or_broken_parameters() {
    let point = SigningKey::from_bytes(ParameterSet::CryptoProA, &[1; 32])
        .unwrap()
        .verifying_key()
        .to_bytes();
    let cases = [
        (spki(RSA, None, &point), KeyError::Algorithm(RSA)),
        (
            spki(OLD_GOST, parameters(oid::CRYPTO_PRO_A, None), &point),
            KeyError::Algorithm(OLD_GOST),
        ),
        (spki(oid::KEY_256, None, &point), ParametersError::Encoding.into()),
        (
            spki(oid::KEY_256, Some(Any::null()), &point),
            ParametersError::Encoding.into(),
        ),
        (
            spki(oid::KEY_256, parameters(RSA, None), &point),
            ParametersError::UnknownSet(RSA).into(),
        ),
        (
            spki(oid::KEY_512, parameters(oid::CRYPTO_PRO_A, None), &point),
            ParametersError::SetOfOtherWidth(oid::CRYPTO_PRO_A).into(),
        ),
        (
            spki(oid::KEY_256, parameters(oid::TC26_A_512, None), &point),
            ParametersError::SetOfOtherWidth(oid::TC26_A_512).into(),
        ),
        (
            spki(
                oid::KEY_256,
                parameters(oid::CRYPTO_PRO_A, Some(oid::STREEBOG_512)),
                &point,
            ),
            ParametersError::Digest(oid::STREEBOG_512).into(),
        ),
        (
            spki(oid::KEY_256, parameters(oid::CRYPTO_PRO_A, None), &point[1..]),
            PublicKeyError::Length.into(),
        ),
        (
            spki(
                oid::KEY_256,
                parameters(oid::CRYPTO_PRO_A, None),
                &[point.as_slice(), &[0]].concat(),
            ),
            PublicKeyError::Length.into(),
        ),
        (
            spki(oid::KEY_256, parameters(oid::CRYPTO_PRO_A, None), &[]),
            PublicKeyError::Length.into(),
        ),
    ];
    for (spki, expected) in cases {
        assert_eq!(refusal(&spki), expected);
    }
}

#[test]
fn broken_encodings_of_a_public_key() {
    let good = SigningKey::from_bytes(ParameterSet::CryptoProA, &[1; 32])
        .unwrap()
        .verifying_key()
        .to_spki_der();
    for length in 0..good.len() {
        assert!(VerifyingKey::from_spki_der(&good[..length]).is_err(), "{length}");
    }
    assert_eq!(refusal(&[good.as_slice(), &[0]].concat()), KeyError::Encoding);
    assert_eq!(refusal(&[0x30; 10_000]), KeyError::Encoding);
    for bit in 0..8 * good.len() {
        let mut changed = good.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        // Some changes only rename the parameter set to one of the same numbers; no change gives another point.
        if let Ok(key) = VerifyingKey::from_spki_der(&changed) {
            assert_eq!(
                key.to_bytes(),
                VerifyingKey::from_spki_der(&good).unwrap().to_bytes(),
                "bit {bit}"
            );
        }
    }
}

#[test]
fn points_that_are_no_public_keys() {
    let mut rng = StdRng::seed_from_u64(1);
    for set in ParameterSet::ALL {
        let refusal_of = |point: &[u8]| refusal(&spki(set.key_oid(), parameters(set.oid(), None), point));
        let good = SigningKey::generate(set, &mut rng).verifying_key().to_bytes();
        for index in [0, set.size() - 1, set.size(), 2 * set.size() - 1] {
            let mut moved = good.clone();
            moved[index] ^= 1;
            let expected = [PublicKeyError::NotOnCurve.into(), PublicKeyError::Range.into()];
            assert!(expected.contains(&refusal_of(&moved)), "{set:?} {index}");
        }
        assert_eq!(
            refusal_of(&vec![0; 2 * set.size()]),
            PublicKeyError::NotOnCurve.into(),
            "{set:?}"
        );
        assert_eq!(
            refusal_of(&vec![0xff; 2 * set.size()]),
            PublicKeyError::Range.into(),
            "{set:?}"
        );
    }
}

/// Points of order 2 and 4, and points of order 4q and 2q, of both curves that have a cofactor.
#[test]
fn points_outside_the_subgroup() {
    fn check(set: ParameterSet, x: &[u8], y: &[u8]) {
        let point: Vec<u8> = x.iter().rev().chain(y.iter().rev()).copied().collect();
        let refusal = refusal(&spki(set.key_oid(), parameters(set.oid(), None), &point));
        assert_eq!(refusal, PublicKeyError::WrongOrder.into(), "{x:x?}");
    }
    let short = ParameterSet::Tc26A256;
    check(
        short,
        &hex!("0100fe73f595ff158e974b44d478d9588744fe5c192ac47ea63075dce7a14aaa"),
        &[0; 32],
    );
    check(
        short,
        &hex!("7f7f80c60535007538b45a5d95c39353bc5d80d1f36a9dc0ace7c5118c2f5977"),
        &hex!("7e7e82520f9f015faa1d0f18c14ab9fb35188275da3fd94206b74f34a48e0ecd"),
    );
    check(
        short,
        &hex!("0000000000000000000000000000000000000000000000000000000000000008"),
        &hex!("ed3581bec3a800b4e42f823268b76d5802ff206853353b55a2b91452f2adfd07"),
    );
    let long = ParameterSet::Tc26C512;
    check(
        long,
        &hex!(
            "9a628f975594ecefd89ba28a2539ffb79c8ab238aeed0851fa5c1abb02b80b44"
            "c6734501b83a011dd625cd0b5145091a6d9acd4b1f5c5b1e21b2b249ddfd1271"
        ),
        &[0; 64],
    );
    check(
        long,
        &hex!(
            "b2ceb8345535898813b22ebaed63002431baa6e3a8897bd702d1f2a27ea3fa5d"
            "9cc65d7f23e2ff7114ed197a575d7b72c932995a7051d270ef26a6db1101748f"
        ),
        &hex!(
            "186c289cffa09c983b168c30c829006c952ff4aaf99c73850875d7e77bebef18"
            "d653187d6ba8fe533ec74c6f061872585b97cc0f50f57752cd73f4913304621e"
        ),
    );
    check(
        long,
        &[&[0; 63][..], &[9]].concat(),
        &hex!(
            "29ea0a2a2224a1ed2225970616477913c52cb34148c60eda68cefe511f2d206c"
            "f19f3da94fd8a3ce0a2dab77ad63c1168dbbc6398aeebbf94831d7cbcc56a14b"
        ),
    );
}

#[test]
fn private_keys_that_are_none() {
    const Q_OF_CRYPTO_PRO_A: [u8; 32] = hex!("93b861b7091b844500d15a997010616cffffffffffffffffffffffffffffffff");
    let set = ParameterSet::CryptoProA;
    let pkcs8 = |content: &[u8]| {
        let parameters = parameters(set.oid(), None).unwrap();
        let algorithm = spki::AlgorithmIdentifierRef {
            oid: set.key_oid(),
            parameters: Some((&parameters).into()),
        };
        pkcs8::PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(content).unwrap())
            .to_der()
            .unwrap()
    };
    let refusal = |content: &[u8]| SigningKey::from_pkcs8_der(&pkcs8(content)).unwrap_err();
    let one = [[1].as_slice(), &[0; 31]].concat();
    assert!(SigningKey::from_pkcs8_der(&pkcs8(&one)).is_ok());

    let zero = KeyError::from(PrivateKeyError::Zero);
    assert_eq!(refusal(&[0; 32]), zero);
    assert_eq!(refusal(&Q_OF_CRYPTO_PRO_A), zero);
    assert_eq!(refusal(&[one.as_slice(), &[0; 32]].concat()), zero);
    assert_eq!(refusal(&[&[0; 32], one.as_slice()].concat()), zero);
    assert_eq!(refusal(&[0x02, 0x01, 0x00]), zero);

    let length = KeyError::from(PrivateKeyError::Length);
    for content in [
        &[][..],
        &[1],
        &[1; 31],
        &[1; 33],
        &[1; 63],
        &[1; 32 * 18],
        &[4, 1, 1],
        &[4, 0],
    ] {
        assert_eq!(refusal(content), length, "{}", content.len());
    }
    let too_wide = [&[0x02, 0x21, 0x01][..], &[0; 32]].concat();
    assert_eq!(refusal(&too_wide), length);

    assert_eq!(SigningKey::from_pkcs8_der(&[]).unwrap_err(), KeyError::Encoding);
    assert_eq!(
        SigningKey::from_bytes(set, &[1; 64]).unwrap_err(),
        PrivateKeyError::Length
    );
}

#[test]
fn a_public_key_beside_the_private_key_must_match() {
    let set = ParameterSet::CryptoProA;
    let key = SigningKey::from_bytes(set, &[1; 32]).unwrap();
    let with_public = |point: &[u8]| {
        let plain = key.to_pkcs8_der();
        let mut info = pkcs8::PrivateKeyInfoRef::try_from(plain.as_slice()).unwrap();
        info.public_key = Some(der::asn1::BitStringRef::from_bytes(point).unwrap());
        SigningKey::from_pkcs8_der(&info.to_der().unwrap())
    };
    let public = key.verifying_key().to_bytes();
    assert!(with_public(&public).is_ok());
    let other = SigningKey::from_bytes(set, &[2; 32])
        .unwrap()
        .verifying_key()
        .to_bytes();
    assert_eq!(with_public(&other).unwrap_err(), PrivateKeyError::OtherPublicKey.into());
}

/// r and s outside 1 … q − 1 (GOST R 34.10-2012 §6.2 step 1), and other encodings of a good signature.
#[test]
fn malleated_signatures() {
    let mut rng = StdRng::seed_from_u64(5);
    let set = ParameterSet::Tc26A256;
    let q = hex!("400000000000000000000000000000000fd8cddfc87b6635c115af556c360c67");
    let key = SigningKey::generate(set, &mut rng);
    let public = key.verifying_key();
    let good = key.sign(b"message", &mut rng);
    let (s, r) = good.split_at(32);
    assert_eq!(public.verify(b"message", &good), Ok(()));

    let plus_q = |value: &[u8]| {
        let mut sum = [0; 32];
        let mut carry = 0;
        for i in (0..32).rev() {
            let total = u16::from(value[i]) + u16::from(q[i]) + carry;
            (sum[i], carry) = (total as u8, total >> 8);
        }
        sum.to_vec()
    };
    let mismatches = [
        [r, s].concat(),
        [s, plus_q(r).as_slice()].concat(),
        [plus_q(s).as_slice(), r].concat(),
        [&[0; 32], r].concat(),
        [s, &[0; 32]].concat(),
        [&q, r].concat(),
        [s, &q].concat(),
        [0; 64].to_vec(),
        [0xff; 64].to_vec(),
        good.iter().rev().copied().collect(),
    ];
    for signature in mismatches {
        assert_eq!(public.verify(b"message", &signature), Err(SignatureError::Mismatch));
    }
    for length in (0..64).chain([65, 66, 128]) {
        let mut signature = good.clone();
        signature.resize(length, 0);
        assert_eq!(public.verify(b"message", &signature), Err(SignatureError::Length));
    }
}
