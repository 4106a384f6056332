//! Keys in every encoding that people bring.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use hex_literal::hex;
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_gost::{KeyParameters, ParameterSet, SigningKey, VerifyingKey, oid, signature_oid};

#[test]
fn every_set_signs_verifies_and_round_trips() {
    let mut rng = StdRng::seed_from_u64(1);
    for set in ParameterSet::ALL {
        let key = SigningKey::generate(set, &mut rng);
        let public = key.verifying_key();
        let signature = key.sign(b"message", &mut rng);
        assert_eq!(signature.len(), 2 * set.size());
        assert_eq!(public.verify(b"message", &signature), Ok(()), "{set:?}");

        let read = VerifyingKey::from_spki_der(&public.to_spki_der()).unwrap();
        assert_eq!(read, public, "{set:?}");
        let read = SigningKey::from_pkcs8_der(&key.to_pkcs8_der()).unwrap();
        assert_eq!(read.to_bytes(), key.to_bytes(), "{set:?}");
        assert_eq!(read.verifying_key(), public, "{set:?}");
    }
}

/// The table of RFC 9215 §4.2: who carries digestParamSet.
#[test]
fn parameters_are_written_as_the_rfc_says() {
    let with_digest = [
        (ParameterSet::Test256, oid::TEST_256),
        (ParameterSet::CryptoProA, oid::CRYPTO_PRO_A),
        (ParameterSet::CryptoProB, oid::CRYPTO_PRO_B),
        (ParameterSet::CryptoProC, oid::CRYPTO_PRO_C),
    ];
    for (set, oid) in with_digest {
        let expected = KeyParameters {
            oid,
            digest_oid: Some(oid::STREEBOG_256),
        };
        assert_eq!(KeyParameters::new(set), expected);
    }
    let without_digest = [
        (ParameterSet::Tc26A256, oid::TC26_A_256),
        (ParameterSet::Test512, oid::TEST_512),
        (ParameterSet::Tc26A512, oid::TC26_A_512),
        (ParameterSet::Tc26B512, oid::TC26_B_512),
        (ParameterSet::Tc26C512, oid::TC26_C_512),
    ];
    for (set, oid) in without_digest {
        assert_eq!(KeyParameters::new(set), KeyParameters { oid, digest_oid: None });
    }
}

#[test]
fn signature_algorithms_follow_the_width() {
    for set in ParameterSet::ALL {
        let expected = match set.size() {
            32 => "1.2.643.7.1.1.3.2",
            _ => "1.2.643.7.1.1.3.3",
        };
        assert_eq!(signature_oid(set).to_string(), expected);
        assert_eq!(ParameterSet::from_oid(set.oid()), Some(set));
    }
}

/// Every identifier of a set, with and without digestParamSet: the encoding differs, the key is one.
#[test]
fn a_key_is_the_same_key_under_every_name() {
    let mut rng = StdRng::seed_from_u64(2);
    let names = [
        (
            ParameterSet::CryptoProA,
            vec![oid::CRYPTO_PRO_A, oid::CRYPTO_PRO_XCH_A, oid::TC26_B_256],
        ),
        (ParameterSet::CryptoProB, vec![oid::CRYPTO_PRO_B, oid::TC26_C_256]),
        (
            ParameterSet::CryptoProC,
            vec![oid::CRYPTO_PRO_C, oid::CRYPTO_PRO_XCH_B, oid::TC26_D_256],
        ),
        (ParameterSet::Tc26A256, vec![oid::TC26_A_256]),
        (ParameterSet::Tc26A512, vec![oid::TC26_A_512]),
    ];
    for (set, names) in names {
        let key = SigningKey::generate(set, &mut rng);
        let (public, other) = (key.verifying_key(), SigningKey::generate(set, &mut rng));
        assert_ne!(public.identity(), other.verifying_key().identity());
        let signature = key.sign(b"message", &mut rng);
        for oid in names {
            for digest_oid in [None, Some(set.digest_oid())] {
                let spki = spki(set, KeyParameters { oid, digest_oid }, &public.to_bytes());
                let read = VerifyingKey::from_spki_der(&spki).unwrap();
                assert_eq!(read.parameters(), &KeyParameters { oid, digest_oid });
                assert_eq!(read.set(), set);
                assert_eq!(read.identity(), public.identity(), "{oid}");
                assert_eq!(read.to_spki_der(), spki, "{oid}");
                assert_eq!(read.verify(b"message", &signature), Ok(()), "{oid}");
            }
        }
    }
}

#[test]
fn the_same_bytes_on_another_curve_are_another_key() {
    let scalar = [7; 32];
    let on = |set| SigningKey::from_bytes(set, &scalar).unwrap().verifying_key().identity();
    assert_ne!(on(ParameterSet::CryptoProA), on(ParameterSet::CryptoProB));
}

/// Keys published with GnuTLS, as it writes them: a big-endian INTEGER, the same on 512 bits, a masked key, and the
/// masked key again as an OCTET STRING inside the OCTET STRING.
#[test]
fn foreign_private_keys_open() {
    let integer = hex!(
        "3049020100301f06082a85030701010101301306072a85030202240006082a8503070101020204230221"
        "00bfcf1d623e5cdd3032a7c6eabb4a923c46e43d640ffeaaf2c3ed39a8fa399924"
    );
    let key = SigningKey::from_pkcs8_der(&integer).unwrap();
    assert_eq!(key.verifying_key().parameters().oid, oid::CRYPTO_PRO_XCH_A);
    assert_eq!(
        key.verifying_key().to_bytes(),
        point(
            &hex!("971566CEDA436EE7678F7E07E84EBB7217406C0B4747AA8FD2AB1453C3D0DFBA"),
            &hex!("AD58736965949F8E59830F8DE20FC6C0D177F6AB599874F1E2E24FF71F9CE643"),
        )
    );

    let long_integer = hex!(
        "306a020100302106082a85030701010102301506092a850307010201020206082a85030701010203044202"
        "403fc01cdcd4ec5f972eb482774c41e66db7f380528dfe9e67992ba05aee462435757530e641077ce587b9"
        "76c8eeb48c48fd33fd175f0c7de6a44e014e6bcb074b"
    );
    let key = SigningKey::from_pkcs8_der(&long_integer).unwrap();
    assert_eq!(key.verifying_key().set(), ParameterSet::Tc26B512);
    assert_eq!(
        key.verifying_key().to_bytes(),
        point(
            &hex!(
                "07134627CE7FC6770953ABA4714B38AF8DE764B8870A502C2F4CC2D05541459A"
                "18DA3B9D4EBC09BC06CB2EA1856A03747561CF04C34382111539230A550F1913"
            ),
            &hex!(
                "7E08A434CB2FA300F8974E3FF69A4BCDF36B6308E1D7A56144693A35E11CBD14"
                "D502916E680E35FE1E6ABBA85BD4DAE7065308B16B1CCABFE3D91CE0655B0FFD"
            ),
        )
    );

    let masked = hex!(
        "3066020100301f06082a85030701010101301306072a85030202230106082a850307010102020440461b46"
        "ef3acfed4914a0dc3c337d51b4c61b6922f5e9d3aa8b382a9514d23f480e997551789a035603230523940a"
        "7ef351a42e6cadf05c3a1adfd7e496724806"
    );
    let inner_string = hex!(
        "3048020100301f06082a85030701010101301306072a85030202230106082a850307010102020422042052"
        "22ef9c5522b453eba66b00fd0007230850996a24418f5b64195db0a334ea2b"
    );
    for form in [masked.as_slice(), &inner_string] {
        let key = SigningKey::from_pkcs8_der(form).unwrap();
        assert_eq!(
            **key.to_bytes(),
            hex!("5222ef9c5522b453eba66b00fd0007230850996a24418f5b64195db0a334ea2b")
        );
        assert_eq!(
            key.verifying_key().to_bytes(),
            point(
                &hex!("62227960912944b57273b146e8ff7adf0ef7e54c163f255867af6f4a9af21cd7"),
                &hex!("95c214be4107b080decc93071751e0d246c8d4f89157308544b8c0023dd8e24c"),
            )
        );
    }
}

#[test]
fn debug_output_hides_the_secret() {
    let key = SigningKey::from_bytes(ParameterSet::CryptoProA, &[0xa5; 32]).unwrap();
    let shown = format!("{key:?}");
    assert!(shown.starts_with("SigningKey"), "{shown}");
    assert!(!shown.contains("165, 165"), "{shown}");
    assert!(!shown.to_lowercase().contains("a5a5"), "{shown}");
}

/// A generator that is dead gives deterministic nonces, which still differ between messages, keys and sets.
#[test]
fn nonces_survive_a_dead_generator() {
    let dead = || StdRng::seed_from_u64(0);
    let key = |set, byte| SigningKey::from_bytes(set, &[byte; 32]).unwrap();
    let nonce_point = |key: &SigningKey, message: &[u8]| key.sign(message, &mut dead())[32..].to_vec();
    let a = key(ParameterSet::CryptoProA, 1);
    assert_eq!(nonce_point(&a, b"1"), nonce_point(&a, b"1"));
    assert_ne!(nonce_point(&a, b"1"), nonce_point(&a, b"2"));
    assert_ne!(
        nonce_point(&a, b"1"),
        nonce_point(&key(ParameterSet::CryptoProA, 2), b"1")
    );
    let mut living = dead();
    assert_ne!(a.sign(b"1", &mut living), a.sign(b"1", &mut living));
}

fn spki(set: ParameterSet, parameters: KeyParameters, point: &[u8]) -> Vec<u8> {
    use der::{Any, Encode, asn1::BitString, asn1::OctetString};
    let point = OctetString::new(point).unwrap().to_der().unwrap();
    spki::SubjectPublicKeyInfoOwned {
        algorithm: spki::AlgorithmIdentifierOwned {
            oid: set.key_oid(),
            parameters: Some(Any::encode_from(&parameters).unwrap()),
        },
        subject_public_key: BitString::from_bytes(&point).unwrap(),
    }
    .to_der()
    .unwrap()
}

/// Big-endian coordinates as printed → the bytes of a public key.
fn point(x: &[u8], y: &[u8]) -> Vec<u8> {
    x.iter().rev().chain(y.iter().rev()).copied().collect()
}
