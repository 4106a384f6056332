//! Delta and partial lists, and how much an entry weighs.

use gost::ParameterSet;
use pki::{
    SerialNumber,
    certificate::Issuer,
    crl::{self, Crl, CrlBuilder, CrlInput, Part, Reason, RevokedEntry},
    extension::point_urls,
    lint::lint_crl,
};

use crate::NOW;
use crate::kit::{Authority, DAY};

const SHARD: &str = "http://uc.example.invalid/crl/issuing-7.crl";

#[test]
fn a_delta_list_of_a_part_says_what_it_is() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let urls = [SHARD.to_owned()];
    let input = CrlInput {
        base: Some(0x8000),
        part: Some(Part {
            urls: &urls,
            only_users: true,
        }),
        ..CrlInput::complete(&issuer, 0x8001, NOW, NOW + DAY)
    };
    let entries = [
        RevokedEntry::new(&[1, 2, 3], NOW - 7, Reason::RemoveFromCrl),
        RevokedEntry {
            invalid_since: Some(NOW - DAY),
            ..RevokedEntry::new(&[1, 2, 4], NOW, Reason::KeyCompromise)
        },
    ];
    let list = authority.special_crl(&input, &entries);
    assert_eq!(lint_crl(list.der()), []);
    assert_eq!(
        (list.number(), list.base(), list.is_delta()),
        (Some(0x8001), Some(0x8000), true)
    );
    let point = list.issuing_distribution_point().unwrap();
    assert_eq!(point_urls(&point.distribution_point.unwrap()), [SHARD]);
    assert!(point.only_contains_user_certs && !point.only_contains_ca_certs && !point.indirect_crl);
    assert!(list.entries().eq(entries));

    let whole = authority.crl(&entries[1..]);
    assert_eq!((whole.base(), whole.is_delta(), whole.part_der()), (None, false, None));
}

#[test]
fn an_entry_weighs_35_bytes_and_49_with_a_reason() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let input = CrlInput::complete(&issuer, 1, NOW, NOW + DAY);
    for (reason, weight) in [(Reason::Unspecified, 35), (Reason::KeyCompromise, 49)] {
        let serials: Vec<_> = (0..=200).map(|byte| SerialNumber::from_random([byte; 16])).collect();
        let entries: Vec<_> = serials
            .iter()
            .map(|serial| RevokedEntry::new(serial.as_bytes(), NOW, reason))
            .collect();
        // Between two lengths of which both take three bytes.
        let length = |count: usize| crl::build_tbs(&input, &entries[..count]).unwrap().len();
        assert_eq!(length(200) - length(100), 100 * weight);
    }
}

#[test]
fn a_serial_number_that_is_no_integer_of_der_is_not_written() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let mut builder = CrlBuilder::new(&CrlInput::complete(&issuer, 1, NOW, NOW + DAY), 0).unwrap();
    for (serial, accepted) in [
        (&[][..], false),
        (&[0, 1], false),
        (&[1; 21], false),
        (&[0x41; 20], true),
        (&[0, 0x80], true),
    ] {
        let entry = RevokedEntry::new(serial, NOW, Reason::Superseded);
        assert_eq!(builder.push(&entry).is_ok(), accepted, "{serial:?}");
    }
    assert_eq!(builder.count(), 2);
    let list = Crl::from_der(crl::assemble(builder.finish(), &[0; 64]).unwrap()).unwrap();
    assert_eq!(list.count(), 2, "a refused entry leaves nothing behind");
}
