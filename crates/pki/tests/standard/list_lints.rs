//! One broken revocation list per lint.

use gost::ParameterSet;
use hex_literal::hex;
use pki::{
    certificate::Issuer,
    crl::{CrlInput, Reason, RevokedEntry},
    lint::{Lint, lint_crl},
};

use crate::NOW;
use crate::kit::Authority;
use crate::lints::lints;
use crate::tlv::{Elements, sequence};

pub(crate) const BROKEN: [Lint; 14] = [
    Lint::NotDer,
    Lint::Version,
    Lint::NextUpdateMissing,
    Lint::UpdateOrder,
    Lint::RevokedEmpty,
    Lint::RevokedRepeated,
    Lint::RevokedLater,
    Lint::ReasonUnspecified,
    Lint::CrlNumberMissing,
    Lint::ExtensionUnknownCritical,
    Lint::RemovedFromFull,
    Lint::DeltaBase,
    Lint::DeltaFreshest,
    Lint::ListPart,
];

/// Breaks one element of TBSCertList: version, algorithm, issuer, thisUpdate, nextUpdate, revoked, [0] extensions.
fn break_list(lint: Lint, tbs: &[u8]) -> Vec<u8> {
    let elements = Elements::of(tbs);
    let entry = hex!("3014 0203010203 170d 3236313132333039303030305a");
    match lint {
        Lint::NotDer => tbs[..tbs.len() - 1].to_vec(),
        Lint::Version => elements.replace(0, &hex!("020100")),
        Lint::NextUpdateMissing => elements.remove(4),
        Lint::UpdateOrder => {
            let this_update = elements.get(3).to_vec();
            elements.replace(4, &this_update)
        }
        Lint::RevokedEmpty => elements.replace(5, &hex!("3000")),
        Lint::RevokedRepeated => elements.replace(5, &sequence(&[entry, entry].concat())),
        Lint::RevokedLater => elements.replace(5, &hex!("3016 3014 0203010203 170d 3236313132333130303030315a")),
        Lint::ReasonUnspecified => elements.replace(5, &with_reason(&entry, 0)),
        Lint::RemovedFromFull => elements.replace(5, &with_reason(&entry, 8)),
        Lint::CrlNumberMissing => change_extensions(&elements, |extensions| extensions.remove(1)),
        Lint::ExtensionUnknownCritical => add_extension(&elements, &hex!("300a 0603551d63 0101ff 0400")),
        // The list itself has number 1.
        Lint::DeltaBase => add_extension(&elements, &hex!("300d 0603551d1b 0101ff 0403 020101")),
        Lint::DeltaFreshest => change_extensions(&elements, |extensions| {
            let points = hex!("3013 0603551d2e 040c 300a 3008 a006 a004 8602 783a");
            let delta = hex!("300d 0603551d1b 0101ff 0403 020100");
            let extensions = extensions.insert(2, &delta);
            Elements::of(&extensions).insert(3, &points)
        }),
        Lint::ListPart => add_extension(&elements, &hex!("300c 0603551d1c 0101ff 0402 3000")),
        other => panic!("{other:?} is broken elsewhere"),
    }
}

fn with_reason(entry: &[u8], reason: u8) -> Vec<u8> {
    let mut extensions = hex!("300c 300a 0603551d15 0403 0a0100");
    *extensions.last_mut().unwrap() = reason;
    sequence(&sequence(&[&entry[2..], &extensions].concat()))
}

fn add_extension(elements: &Elements, extension: &[u8]) -> Vec<u8> {
    change_extensions(elements, |extensions| extensions.insert(2, extension))
}

fn change_extensions(elements: &Elements, change: impl FnOnce(Elements) -> Vec<u8>) -> Vec<u8> {
    let wrapper = Elements::of(elements.get(6));
    let mut wrapped = sequence(&change(Elements::of(wrapper.get(0))));
    wrapped[0] = 0xa0;
    elements.clone().replace(6, &wrapped)
}

#[test]
fn a_part_of_two_kinds_contradicts_itself() {
    let list = Authority::new(ParameterSet::CryptoProA, NOW).crl(&[RevokedEntry::new(&[1], NOW, Reason::Superseded)]);
    let elements = Elements::of(list.tbs());
    for (kinds, expected) in [
        (hex!("8101ff 8201ff"), [Lint::ListPart].as_slice()),
        (hex!("8101ff 8401ff"), &[]),
    ] {
        let extension = [&hex!("3012 0603551d1c 0101ff 0408 3006")[..], &kinds].concat();
        assert_eq!(lints(&lint_crl(&add_extension(&elements, &extension))), expected);
    }
}

#[test]
fn each_broken_list_has_its_lint() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let entry = RevokedEntry::new(&[1, 2, 3], NOW - 3600, Reason::Superseded);
    let list = authority.crl(&[entry]);
    assert_eq!(lint_crl(list.tbs()), []);
    for lint in BROKEN {
        assert_eq!(lints(&lint_crl(&break_list(lint, list.tbs()))), [lint]);
    }
}

/// 255 is one byte and 256 are two: what looks greater byte by byte is less.
#[test]
fn base_of_a_delta_list_is_compared_as_a_number() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    for (base, number, expected) in [(255, 256, &[][..]), (128, 255, &[]), (256, 255, &[Lint::DeltaBase])] {
        let input = CrlInput {
            base: Some(base),
            ..CrlInput::complete(&issuer, number, NOW, NOW + 3600)
        };
        let list = authority.special_crl(&input, &[]);
        assert_eq!(lints(&lint_crl(list.der())), expected, "{base} {number}");
    }
}
