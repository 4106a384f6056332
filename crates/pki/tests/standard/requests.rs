//! Requests from outside: each way of being wrong has its own code.

use gost::{ParameterSet, SigningKey, signature_oid};
use hex_literal::hex;
use pki::{
    name::{Attribute, DistinguishedName},
    oid, pem,
    request::{CertificationRequest, MAX_SIZE, assemble, build_info},
};
use rand::{SeedableRng, rngs::StdRng};

use crate::NOW;
use crate::kit::{Authority, user_name};
use crate::tlv::{Elements, sequence};

#[test]
fn a_request_is_read_on_every_parameter_set() {
    for set in ParameterSet::ALL {
        let mut authority = Authority::new(set, NOW);
        let der = authority.request();
        let request = CertificationRequest::parse(&der).unwrap();
        assert_eq!(request.subject().differences(&user_name()), []);
        assert_eq!(request.subject_der(), user_name().to_der());
        assert_eq!(
            request.public_key().identity(),
            authority.user_key.verifying_key().identity()
        );
        assert_eq!(request.der(), der);
        let pem = pem::encode(pem::REQUEST, &der);
        assert_eq!(CertificationRequest::parse(pem.as_bytes()).unwrap().der(), der);
    }
}

#[test]
fn extensions_that_are_asked_for_are_seen() {
    // Extensions ::= { keyUsage critical digitalSignature }
    let extensions = hex!("3010 300e 0603551d0f 0101ff 0404 03020780");
    let request = CertificationRequest::parse(&signed(&user_name().to_der(), &extensions)).unwrap();
    let [extension] = request.extensions() else {
        panic!("one extension")
    };
    assert_eq!((extension.extn_id, extension.critical), (oid::KEY_USAGE, true));
}

/// An attribute that says nothing to us: unstructuredName, empty.
const OTHER: [u8; 15] = hex!("300d 06092a864886f70d010902 3100");
/// extensionRequest with keyUsage digitalSignature, in the words of PKCS#9 and of Windows.
const OF_PKCS_9: [u8; 33] = hex!("301f 06092a864886f70d01090e 3112 3010 300e 0603551d0f 0101ff 0404 03020780");
const OF_WINDOWS: [u8; 34] = hex!("3020 060a2b0601040182370201 0e 3112 3010 300e 0603551d0f 0101ff 0404 03020780");

#[test]
fn attributes_of_other_writers_are_read() {
    let extensions = |attributes: Option<&[u8]>| {
        let request = CertificationRequest::parse(&with_attributes(attributes));
        request
            .map(|request| request.extensions().len())
            .map_err(|error| error.code())
    };
    let wrapped = |attributes: &[&[u8]]| context_0(&attributes.concat());
    assert_eq!(extensions(None), Ok(0), "left out");
    assert_eq!(extensions(Some(&wrapped(&[]))), Ok(0));
    assert_eq!(extensions(Some(&wrapped(&[&OF_PKCS_9, &OTHER]))), Ok(1), "not sorted");
    assert_eq!(extensions(Some(&wrapped(&[&OF_WINDOWS]))), Ok(1));
    assert_eq!(
        extensions(Some(&wrapped(&[&OF_WINDOWS, &OF_PKCS_9]))),
        Err("bad-extensions"),
        "twice"
    );
    assert_eq!(extensions(Some(&wrapped(&[OTHER.as_slice(); 16]))), Ok(0));
    assert_eq!(extensions(Some(&wrapped(&[OTHER.as_slice(); 17]))), Err("too-many"));
    assert_eq!(extensions(Some(&wrapped(&[&[0x30]]))), Err("not-der"));
    assert_eq!(extensions(Some(&hex!("a100"))), Err("not-der"));
    let no_set = hex!("300f 06092a864886f70d01090e 3002 3000");
    assert_eq!(extensions(Some(&wrapped(&[&no_set]))), Err("bad-extensions"));
}

#[test]
fn parameters_of_the_signature_algorithm_are_absent_or_null() {
    let request = Elements::of(&signed(&user_name().to_der(), &[]));
    for (algorithm, refusal) in [
        (&hex!("300a 06082a85030701010302")[..], None),
        (&hex!("300c 06082a85030701010302 0500"), None),
        (&hex!("300c 06082a85030701010302 3000"), Some("unsupported-algorithm")),
    ] {
        let parsed = CertificationRequest::parse(&request.clone().replace(1, algorithm));
        assert_eq!(parsed.err().map(|error| error.code()), refusal);
    }
}

#[test]
fn each_wrong_request_has_its_own_code() {
    let good = signed(&user_name().to_der(), &[]);
    let version = replace(&good, &[2, 1, 0, 0x30], &[2, 1, 1, 0x30]);
    let key_oid = oid::KEY_256.as_bytes();
    let other_key = replace(&good, key_oid, &[&key_oid[..7], &[9]].concat());
    let mut other_signature = good.clone();
    let at = other_signature
        .windows(8)
        .rposition(|w| w == oid::SIGNATURE_256.as_bytes())
        .unwrap();
    other_signature[at + 7] = 3;
    let mut changed_bit = good.clone();
    *changed_bit.last_mut().unwrap() ^= 1;
    let mut changed_subject = good.clone();
    let at = changed_subject.windows(8).position(|w| w == "Соко".as_bytes()).unwrap();
    changed_subject[at + 1] ^= 1;
    let key = key().verifying_key().to_spki_der();
    let mut off_curve = key.clone();
    *off_curve.last_mut().unwrap() ^= 1;
    let off_curve = replace(&good, &key, &off_curve);
    let twice = DistinguishedName::new([(Attribute::Title, "Врач"), (Attribute::Title, "Хирург")]).unwrap();
    let joined = hex!("3016 3114 300806035504030c0178 3008060355040a0c0178");
    let repeated_extension = hex!("3014 3008 0603551d0f 040100 3008 0603551d0f 040100");
    let no_extensions = hex!("0400");
    let many = DistinguishedName::new((0..70).map(|_| (Attribute::Title, "x"))).unwrap();
    let many_extensions = {
        let one = |n: u8| [&hex!("3008 0603551d")[..], &[n, 4, 1, 0]].concat();
        let content: Vec<u8> = (0..40).flat_map(one).collect();
        [
            &hex!("3082")[..],
            &u16::try_from(content.len()).unwrap().to_be_bytes(),
            &content,
        ]
        .concat()
    };

    for (bytes, code) in [
        (Vec::new(), "empty"),
        (vec![0x5a; 10 * 1024 * 1024], "too-large"),
        (vec![0x30; MAX_SIZE], "not-der"),
        (b"\n\n".to_vec(), "not-der"),
        (good[..good.len() - 1].to_vec(), "not-der"),
        ([good.as_slice(), &[0]].concat(), "not-der"),
        (pem::encode(pem::CERTIFICATE, &good).into_bytes(), "not-der"),
        (version, "wrong-version"),
        (other_key, "unsupported-algorithm"),
        (other_signature, "unsupported-algorithm"),
        (off_curve, "key-not-accepted"),
        (changed_bit, "bad-signature"),
        (changed_subject, "bad-signature"),
        (signed(&many.to_der(), &[]), "bad-subject"),
        (signed(&twice.to_der(), &[]), "repeated-attribute"),
        (signed(&joined, &[]), "multi-valued-rdn"),
        (signed(&user_name().to_der(), &repeated_extension), "bad-extensions"),
        (signed(&user_name().to_der(), &no_extensions), "bad-extensions"),
        (signed(&user_name().to_der(), &many_extensions), "too-many"),
    ] {
        let refusal = CertificationRequest::parse(&bytes).map_err(|error| error.code());
        assert_eq!(refusal.map(|_| "accepted"), Err(code));
    }
    assert!(CertificationRequest::parse(&good).is_ok());
}

fn key() -> SigningKey {
    SigningKey::generate(ParameterSet::CryptoProA, &mut StdRng::seed_from_u64(5))
}

/// A signed request with these bytes in the place of its attributes.
fn with_attributes(attributes: Option<&[u8]>) -> Vec<u8> {
    let info = Elements::of(&build_info(
        &user_name().to_der(),
        &key().verifying_key().to_spki_der(),
        &[],
    ));
    sign(&attributes.map_or_else(
        || info.clone().remove(3),
        |attributes| info.clone().replace(3, attributes),
    ))
}

fn context_0(content: &[u8]) -> Vec<u8> {
    let mut wrapped = sequence(content);
    wrapped[0] = 0xa0;
    wrapped
}

fn signed(subject: &[u8], extensions: &[u8]) -> Vec<u8> {
    sign(&build_info(subject, &key().verifying_key().to_spki_der(), extensions))
}

fn sign(info: &[u8]) -> Vec<u8> {
    assemble(
        info,
        signature_oid(ParameterSet::CryptoProA),
        &key().sign(info, &mut StdRng::seed_from_u64(6)),
    )
}

/// Replaces the only place where `from` stands by as many other bytes.
fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    [&bytes[..at], to, &bytes[at + to.len()..]].concat()
}
