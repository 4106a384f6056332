//! One broken revocation list per lint.

use gost::ParameterSet;
use hex_literal::hex;
use pki::{
    crl::{Reason, RevokedEntry},
    lint::{Lint, lint_crl},
};

use crate::NOW;
use crate::kit::Authority;
use crate::lints::lints;
use crate::tlv::{Elements, sequence};

pub(crate) const BROKEN: [Lint; 10] = [
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
        Lint::ReasonUnspecified => {
            let reason = hex!("300c 300a 0603551d15 0403 0a0100");
            elements.replace(5, &sequence(&sequence(&[&entry[2..], &reason].concat())))
        }
        Lint::CrlNumberMissing | Lint::ExtensionUnknownCritical => {
            let wrapper = Elements::of(elements.get(6));
            let extensions = Elements::of(wrapper.get(0));
            let changed = match lint {
                Lint::CrlNumberMissing => extensions.remove(1),
                _ => extensions.insert(2, &hex!("300a 0603551d1c 0101ff 0400")),
            };
            let mut wrapped = sequence(&changed);
            wrapped[0] = 0xa0;
            elements.replace(6, &wrapped)
        }
        other => panic!("{other:?} is broken elsewhere"),
    }
}

#[test]
fn each_broken_list_has_its_lint() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let entry = RevokedEntry {
        serial: vec![1, 2, 3],
        date: NOW - 3600,
        reason: Reason::Superseded,
    };
    let list = authority.crl(&[entry]);
    assert_eq!(lint_crl(list.tbs()), []);
    for lint in BROKEN {
        assert_eq!(lints(&lint_crl(&break_list(lint, list.tbs()))), [lint]);
    }
}
