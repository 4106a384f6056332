//! The tables of the README say what the code does: its names of parameter sets, S-boxes and bounds are those in the code.

use const_oid::ObjectIdentifier;
use zaver_gost::ParameterSet::{
    self, CryptoProA, CryptoProB, CryptoProC, Tc26A256, Tc26A512, Tc26B512, Tc26C512, Test256, Test512,
};
use zaver_gost::gost89::SBox;
use zaver_gost::pbes2::{LEAST_ITERATIONS, MOST_ITERATIONS};

const README: &str = include_str!("../README.md");

/// Each set as the README names it, with the identifiers behind the names (RFC 9215, RFC 4357, R 1323565.1.024).
const SETS: [(ParameterSet, &str, &[&str]); 9] = [
    (
        CryptoProA,
        "CryptoPro-A = XchA = tc26-256-B",
        &["1.2.643.2.2.35.1", "1.2.643.2.2.36.0", "1.2.643.7.1.2.1.1.2"],
    ),
    (
        CryptoProB,
        "CryptoPro-B = tc26-256-C",
        &["1.2.643.2.2.35.2", "1.2.643.7.1.2.1.1.3"],
    ),
    (
        CryptoProC,
        "CryptoPro-C = XchB = tc26-256-D",
        &["1.2.643.2.2.35.3", "1.2.643.2.2.36.1", "1.2.643.7.1.2.1.1.4"],
    ),
    (Tc26A256, "tc26-256-A", &["1.2.643.7.1.2.1.1.1"]),
    (Test256, "test", &["1.2.643.2.2.35.0"]),
    (Tc26A512, "tc26-512-A", &["1.2.643.7.1.2.1.2.1"]),
    (Tc26B512, "tc26-512-B", &["1.2.643.7.1.2.1.2.2"]),
    (Tc26C512, "tc26-512-C", &["1.2.643.7.1.2.1.2.3"]),
    (Test512, "test", &["1.2.643.7.1.2.1.2.0"]),
];

fn row(beginning: &str) -> &'static str {
    let row = README
        .lines()
        .find(|line| line.starts_with(&format!("| {beginning} |")));
    row.unwrap_or_else(|| panic!("no row «{beginning}»"))
}

#[test]
fn every_set_stands_in_its_row() {
    for set in ParameterSet::ALL {
        let (_, names, identifiers) = SETS.iter().find(|(known, ..)| *known == set).expect("a row of SETS");
        let row = row(&format!("sets of {} bits", 8 * set.size()));
        let cells: Vec<_> = row.split(['|', ';']).map(str::trim).collect();
        assert!(cells.contains(names), "{names}: {row}");
        for identifier in *identifiers {
            let oid = ObjectIdentifier::new_unwrap(identifier);
            assert_eq!(ParameterSet::from_oid(oid), Some(set), "{identifier}");
        }
    }
    // Nothing more stands there.
    let written = [32, 64].map(|size| row(&format!("sets of {} bits", 8 * size)).matches(';').count() + 1);
    assert_eq!(written.iter().sum::<usize>(), ParameterSet::ALL.len());
}

#[test]
fn the_s_boxes_and_bounds_are_those_of_the_code() {
    let names = ["CryptoPro-A … D", "TC26-Z"];
    assert!(names.iter().all(|name| row("ciphers of 1989").contains(name)));
    assert_eq!(SBox::ALL.len(), 4 + 1);
    for bound in [LEAST_ITERATIONS, MOST_ITERATIONS] {
        let grouped: Vec<_> = bound
            .to_string()
            .into_bytes()
            .rchunks(3)
            .rev()
            .map(<[u8]>::to_vec)
            .collect();
        let written = String::from_utf8(grouped.join(&b","[..])).expect("digits");
        assert!(README.contains(&written), "{written}");
    }
}
