//! The lenient readers: each oddity by a certificate that has exactly it, and is read all the same.

use gost::ParameterSet;
use hex_literal::hex;
use pki::{certificate::Certificate, crl::RevocationList, lenient::Oddity};

use crate::NOW;
use crate::kit::Authority;

/// Tag, length in its shortest form, value.
fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = match length {
        0..0x80 => vec![tag, length as u8],
        0x80..0x100 => vec![tag, 0x81, length as u8],
        _ => vec![tag, 0x82, (length >> 8) as u8, length as u8],
    };
    [&head, content].concat()
}

/// A certificate in its parts, each of which a case may replace.
#[derive(Clone)]
struct Parts {
    version: Vec<u8>,
    serial: Vec<u8>,
    inner: Vec<u8>,
    issuer: Vec<u8>,
    validity: Vec<u8>,
    subject: Vec<u8>,
    key: Vec<u8>,
    unique: Vec<u8>,
    extensions: Vec<u8>,
    more: Vec<u8>,
    signature: Vec<u8>,
    after: Vec<u8>,
}

impl Parts {
    fn new() -> Self {
        let authority = Authority::new(ParameterSet::CryptoProA, NOW);
        Self {
            version: hex!("a003 020102").to_vec(),
            serial: hex!("0208 4142434445464748").to_vec(),
            inner: hex!("300a 0608 2a85030701010302").to_vec(),
            issuer: name(0x0c, "Удостоверяющий центр".as_bytes()),
            validity: times(0x17, b"261123100000Z", b"271123100000Z"),
            subject: name(0x13, b"Somebody"),
            key: authority.user.public_key_der().to_vec(),
            unique: Vec::new(),
            extensions: extensions(&[hex!("300c 0603551d13 0101ff 0402 3000").to_vec()]),
            more: Vec::new(),
            signature: tlv(0x03, &[0; 65]),
            after: Vec::new(),
        }
    }

    fn der(&self) -> Vec<u8> {
        let tbs = [
            &self.version,
            &self.serial,
            &self.inner,
            &self.issuer,
            &self.validity,
            &self.subject,
            &self.key,
            &self.unique,
            &self.extensions,
            &self.more,
        ];
        let tbs = tlv(0x30, &tbs.map(Vec::as_slice).concat());
        let outer = hex!("300a 0608 2a85030701010302");
        let whole = tlv(0x30, &[&tbs[..], &outer, &self.signature].concat());
        [whole, self.after.clone()].concat()
    }
}

fn name(string: u8, text: &[u8]) -> Vec<u8> {
    let pair = [&hex!("0603550403")[..], &tlv(string, text)].concat();
    tlv(0x30, &tlv(0x31, &tlv(0x30, &pair)))
}

fn times(tag: u8, from: &[u8], to: &[u8]) -> Vec<u8> {
    tlv(0x30, &[tlv(tag, from), tlv(tag, to)].concat())
}

fn extensions(all: &[Vec<u8>]) -> Vec<u8> {
    tlv(0xa3, &tlv(0x30, &all.concat()))
}

/// SubjectPublicKeyInfo of an RSA key.
fn rsa(bytes: usize, exponent: &[u8]) -> Vec<u8> {
    let modulus = [&[0][..], &vec![0xff; bytes]].concat();
    let numbers = tlv(0x30, &[tlv(0x02, &modulus), tlv(0x02, exponent)].concat());
    let bits = tlv(0x03, &[&[0][..], &numbers].concat());
    let algorithm = hex!("300d 0609 2a864886f70d010101 0500");
    tlv(0x30, &[&algorithm[..], &bits].concat())
}

/// One way of breaking a certificate.
type Change = fn(&mut Parts);

const BASIC: [u8; 14] = hex!("300c 0603551d13 0101ff 0402 3000");

const CASES: &[(Oddity, Change)] = &[
    (Oddity::Trailing, |parts| parts.after = vec![0, 10]),
    (Oddity::Trailing, |parts| parts.more = hex!("a500").to_vec()),
    (Oddity::Version, |parts| parts.version = Vec::new()),
    (Oddity::SerialForm, |parts| parts.serial = hex!("0203 000041").to_vec()),
    (Oddity::SerialNotPositive, |parts| {
        parts.serial = hex!("0202 ff01").to_vec()
    }),
    (Oddity::SerialNotPositive, |parts| {
        parts.serial = hex!("0201 00").to_vec()
    }),
    (Oddity::SerialLong, |parts| parts.serial = tlv(0x02, &[0x41; 24])),
    (Oddity::AlgorithmMismatch, |parts| {
        parts.inner = hex!("300a 0608 2a85030701010303").to_vec();
    }),
    (Oddity::TimeForm, |parts| {
        parts.validity = times(0x17, b"2611231000Z", b"2711231000Z")
    }),
    (Oddity::TimeType, |parts| {
        parts.validity = times(0x18, b"20261123100000Z", b"20271123100000Z");
    }),
    (Oddity::ValidityInverted, |parts| {
        parts.validity = times(0x17, b"271123100000Z", b"261123100000Z");
    }),
    (Oddity::NameEmpty, |parts| parts.issuer = hex!("3000").to_vec()),
    (Oddity::NameUnreadable, |parts| {
        parts.subject = hex!("3002 3100").to_vec()
    }),
    (Oddity::StringCharacters, |parts| {
        parts.subject = name(0x13, b"a@b.example")
    }),
    (Oddity::StringCharacters, |parts| parts.subject = name(0x0c, b"\xd0")),
    (Oddity::StringType, |parts| {
        parts.subject = name(0x1e, b"\x04\x10\x04\x11")
    }),
    (Oddity::StringType, |parts| parts.subject = name(0x14, b"\xc0\xc1")),
    (Oddity::UniqueIdentifier, |parts| {
        parts.unique = hex!("8102 0001").to_vec()
    }),
    (Oddity::CriticalForm, |parts| {
        parts.extensions = extensions(&[hex!("300c 0603551d13 010101 0402 3000").to_vec()]);
    }),
    (Oddity::ExtensionRepeated, |parts| {
        parts.extensions = extensions(&[BASIC.to_vec(), BASIC.to_vec()]);
    }),
    (Oddity::ExtensionUnreadable, |parts| {
        parts.extensions = extensions(&[hex!("3007 0601ff 0402 3000").to_vec()]);
    }),
    (Oddity::SignatureForm, |parts| {
        parts.signature = tlv(0x03, &[&[3][..], &[0; 64]].concat())
    }),
    (Oddity::KeyUnknown, |parts| {
        parts.key = hex!("300d 3006 0604 2a030405 0303 000102").to_vec();
    }),
    (Oddity::KeyShort, |parts| parts.key = rsa(128, &hex!("010001"))),
    (Oddity::KeyExponent, |parts| parts.key = rsa(256, &[3])),
    (Oddity::KeyOld, |parts| {
        let bits = parts.key.split_off(parts.key.len() - 69);
        let algorithm = hex!("301c 0606 2a8503020213 3012 0607 2a850302022301 0607 2a850302021e01");
        parts.key = tlv(0x30, &[&algorithm[..], &bits].concat());
    }),
];

#[test]
fn what_is_well_made_has_no_oddities() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    for certificate in [&authority.user, &authority.issuing, &authority.root] {
        let reading = Certificate::read(certificate.der()).unwrap();
        assert_eq!(reading.remarks, []);
        assert_eq!(&reading.value, certificate, "both readers see the same");
    }
    assert_eq!(Certificate::read(&Parts::new().der()).unwrap().remarks, []);
}

#[test]
fn each_oddity_is_read_and_named() {
    for (oddity, change) in CASES {
        let mut parts = Parts::new();
        change(&mut parts);
        let reading = Certificate::read(&parts.der()).unwrap_or_else(|error| panic!("{}: {error}", oddity.code()));
        let codes: Vec<_> = reading.remarks.iter().map(|remark| remark.oddity.code()).collect();
        assert_eq!(codes, [oddity.code()]);
    }
    // A length of four bytes where two are enough.
    let der = Parts::new().der();
    let long = [&[0x30, 0x84, 0, 0][..], &der[2..]].concat();
    let reading = Certificate::read(&long).unwrap();
    assert_eq!(reading.remarks[0].oddity, Oddity::Length);
    // An indefinite length, as old programs of CryptoPro wrote it.
    let ber = [&[0x30, 0x80][..], &der[4..], &[0, 0]].concat();
    let reading = Certificate::read(&ber).unwrap();
    assert_eq!(reading.remarks[0].oddity, Oddity::Indefinite);
    assert_eq!(reading.value.der(), der);
}

#[test]
fn every_oddity_has_a_case() {
    let elsewhere = [Oddity::Indefinite, Oddity::Length];
    for oddity in Oddity::ALL {
        let tested = CASES.iter().any(|(known, _)| known == oddity) || elsewhere.contains(oddity);
        assert!(tested, "{}", oddity.code());
    }
}

#[test]
fn what_is_no_certificate_and_no_list_is_refused() {
    let der = Parts::new().der();
    let cut: Vec<&[u8]> = (0..der.len()).map(|length| &der[..length]).collect();
    for bytes in cut.into_iter().chain([&b"noise"[..], &hex!("3003 020101")]) {
        assert!(Certificate::read(bytes).is_err() && RevocationList::read(bytes).is_err());
    }
    assert!(RevocationList::read(&der).is_err());
}
