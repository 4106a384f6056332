//! For all inputs: what is built is read back, and nothing from outside makes the room panic.

use std::sync::LazyLock;

use gost::ParameterSet;
use pki::{
    SerialNumber,
    certificate::{self, Certificate, Issuer, TbsInput},
    crl::{self, Crl, CrlInput, Reason, RevokedEntry},
    describe::describe,
    lint::{lint_certificate, lint_crl, lint_profile},
    name::{Attribute, DistinguishedName},
    ocsp::{OcspRequest, OcspResponse},
    pem,
    profile::{Profile, Settings},
    request::CertificationRequest,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::NOW;
use crate::kit::{Authority, settings, shipped_profile, tbs_input, user_name};

proptest! {
    #[test]
    fn a_name_is_read_back(name in names()) {
        let der = name.to_der();
        prop_assert_eq!(DistinguishedName::from_der(&der).unwrap(), name.clone());
        prop_assert_eq!(name.differences(&name), []);
    }

    #[test]
    fn names_differ_exactly_where_their_texts_do(one in names(), other in names()) {
        let forward = one.differences(&other);
        let backward = other.differences(&one);
        prop_assert_eq!(forward.len(), backward.len());
        prop_assert!(forward.iter().all(|difference| difference.expected != difference.found));
    }

    #[test]
    fn a_certificate_is_read_back(
        name in names(),
        serial: [u8; 16],
        not_before in 0..4_000_000_000_i64,
        seconds in 0..4_000_000_000_i64,
        kept in any::<Index>(),
    ) {
        let mut input = USER.clone();
        input.serial = SerialNumber::from_random(serial);
        input.subject = name;
        (input.not_before, input.not_after) = (not_before, not_before + seconds);
        input.extensions.truncate(kept.index(input.extensions.len() + 1));
        let tbs = certificate::build_tbs(&input).unwrap();
        let parsed = Certificate::parse(&certificate::assemble(&tbs, &[7; 64]).unwrap()).unwrap();
        prop_assert_eq!(parsed.tbs(), tbs);
        prop_assert_eq!(parsed.serial(), input.serial.as_bytes());
        prop_assert_eq!(parsed.subject().unwrap(), input.subject);
        prop_assert_eq!((parsed.not_before(), parsed.not_after()), (input.not_before, input.not_after));
        prop_assert_eq!(parsed.extensions(), input.extensions);
        prop_assert_eq!(parsed.public_key_der(), input.public_key_der);
        prop_assert_eq!((parsed.issuer_der(), parsed.signature()), (input.issuer_der.as_slice(), &[7; 64][..]));
    }

    #[test]
    fn a_list_is_read_back(number: u64, this_update in 0..4_000_000_000_i64, entries in vec(entries(), 0..20)) {
        let entries: Vec<_> = entries.iter().map(Revoked::entry).collect();
        let input = CrlInput::complete(&ISSUER, number, this_update, this_update + 1);
        let tbs = crl::build_tbs(&input, &entries).unwrap();
        let parsed = Crl::parse(&crl::assemble(tbs.clone(), &[7; 64]).unwrap()).unwrap();
        prop_assert_eq!(parsed.tbs(), tbs);
        prop_assert_eq!(parsed.count(), entries.len());
        prop_assert!(parsed.entries().eq(entries));
        prop_assert_eq!((parsed.number(), parsed.this_update()), (Some(number), this_update));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
        read_everything(&[&[0x30, 0x82, 1, 0x2c], bytes.as_slice()].concat());
    }

    #[test]
    fn changed_der_never_panics(at: Index, byte: u8, cut: Index, which in 0..3_usize) {
        let mut samples = SAMPLES.clone();
        let der = &mut samples[which];
        let position = at.index(der.len());
        der[position] = byte;
        read_everything(der);
        let kept = cut.index(der.len());
        read_everything(&der[..kept]);
        der.insert(position, byte);
        read_everything(der);
        der.drain(position.min(kept)..position.max(kept));
        read_everything(der);
    }

    #[test]
    fn a_certificate_of_one_kind_is_none_of_another(which in 0..3_usize) {
        let der = &SAMPLES[which];
        let read = [Certificate::parse(der).is_ok(), Crl::parse(der).is_ok(), CertificationRequest::parse(der).is_ok()];
        let mut expected = [false; 3];
        expected[which] = true;
        prop_assert_eq!(read, expected);
    }
}

#[test]
fn each_changed_bit_of_a_request_or_certificate_or_list_is_noticed() {
    let authority = authority();
    let issuing = authority.issuing_key.verifying_key();
    let accepted: [fn(&[u8], &gost::VerifyingKey) -> bool; 3] = [
        |der, key| Certificate::parse(der).is_ok_and(|certificate| certificate.verify(key).is_ok()),
        |der, key| Crl::parse(der).is_ok_and(|list| list.verify(key).is_ok()),
        |der, _| CertificationRequest::parse(der).is_ok(),
    ];
    for (mut der, accepted) in SAMPLES.clone().into_iter().zip(accepted) {
        assert!(accepted(&der, &issuing));
        // One bit of each byte in turn: together they cover every field.
        for at in 0..der.len() {
            let bit = 1 << (at % 8);
            der[at] ^= bit;
            assert!(!accepted(&der, &issuing), "bit {bit:#x} of byte {at}");
            der[at] ^= bit;
        }
    }
}

/// Every reader and everything that looks into what was read.
fn read_everything(bytes: &[u8]) {
    if let Ok(certificate) = Certificate::parse(bytes) {
        describe(&certificate, 3);
        let _ = Issuer::try_from(&certificate);
    }
    if let Ok(list) = Crl::parse(bytes) {
        assert_eq!(list.entries().count(), list.count());
        let _ = (list.number(), list.base(), list.issuing_distribution_point());
    }
    let _ = CertificationRequest::parse(bytes);
    let _ = (OcspRequest::parse(bytes), OcspResponse::parse(bytes));
    let _ = DistinguishedName::from_der(bytes).map(|name| name.to_der());
    let _ = pem::decode(bytes, pem::REQUEST);
    lint_certificate(bytes);
    lint_crl(bytes);
    lint_profile(bytes, &PROFILE, &SETTINGS);
}

fn authority() -> Authority {
    Authority::new(ParameterSet::CryptoProA, NOW)
}

static PROFILE: LazyLock<Profile> = LazyLock::new(|| shipped_profile("user"));
static SETTINGS: LazyLock<Settings> = LazyLock::new(settings);
static ISSUER: LazyLock<Issuer> = LazyLock::new(|| Issuer::try_from(&authority().issuing).unwrap());

static USER: LazyLock<TbsInput> = LazyLock::new(|| {
    let authority = authority();
    tbs_input(
        "user",
        authority.set,
        Some(&ISSUER),
        &user_name(),
        &authority.user_key,
        NOW,
    )
});

/// A certificate, a list and a request.
static SAMPLES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let mut authority = authority();
    let entry = RevokedEntry {
        invalid_since: Some(NOW - 1),
        ..RevokedEntry::new(&[1, 2, 3], NOW, Reason::Superseded)
    };
    [
        authority.user.der().to_vec(),
        authority.crl(&[entry]).der().to_vec(),
        authority.request(),
    ]
});

fn names() -> impl Strategy<Value = DistinguishedName> {
    let attributes: Vec<Attribute> = Attribute::known().collect();
    let field = (proptest::sample::select(attributes), "[а-яёA-Z ]{1,20}", "[0-9]{1,15}");
    vec(field, 0..8).prop_map(|fields| {
        let text = |(attribute, text, digits): (Attribute, String, String)| match attribute {
            Attribute::Country => (attribute, "RU".to_string()),
            Attribute::Email => (attribute, format!("{digits}@example.invalid")),
            _ if attribute.digits().is_some() => (attribute, digits),
            _ => (attribute, text),
        };
        DistinguishedName::new(fields.into_iter().map(text)).unwrap()
    })
}

/// An entry that owns its serial number.
#[derive(Debug)]
struct Revoked {
    serial: SerialNumber,
    date: i64,
    reason: Reason,
    invalid_since: Option<i64>,
}

impl Revoked {
    fn entry(&self) -> RevokedEntry<'_> {
        RevokedEntry {
            invalid_since: self.invalid_since,
            ..RevokedEntry::new(self.serial.as_bytes(), self.date, self.reason)
        }
    }
}

fn entries() -> impl Strategy<Value = Revoked> {
    use Reason::{AffiliationChanged, CertificateHold, CessationOfOperation, KeyCompromise, Superseded, Unspecified};
    let reasons = vec![
        Unspecified,
        KeyCompromise,
        AffiliationChanged,
        Superseded,
        CessationOfOperation,
        CertificateHold,
    ];
    (
        any::<[u8; 16]>(),
        0..4_000_000_000_i64,
        proptest::sample::select(reasons),
        proptest::option::of(0..4_000_000_000_i64),
    )
        .prop_map(|(serial, date, reason, invalid_since)| Revoked {
            serial: SerialNumber::from_random(serial),
            date,
            reason,
            invalid_since,
        })
}
