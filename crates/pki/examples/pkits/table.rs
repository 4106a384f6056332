//! The tables beside this file.

use const_oid::ObjectIdentifier;
use pki::oid::ANY_POLICY;

/// NIST-test-policy-N is this with the arc N.
const POLICIES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.2.1.48");

/// One line of `tests.txt`.
pub(crate) struct Test {
    pub(crate) id: &'static str,
    pub(crate) is_valid: bool,
    pub(crate) file: &'static str,
    pub(crate) policies: Vec<ObjectIdentifier>,
    pub(crate) explicit: bool,
    pub(crate) inhibit_mapping: bool,
    pub(crate) inhibit_any: bool,
    pub(crate) set: Option<String>,
}

impl Test {
    pub(crate) fn expected(&self) -> &'static str {
        if self.is_valid { "valid" } else { "invalid" }
    }
}

pub(crate) fn tests() -> Vec<Test> {
    lines(include_str!("tests.txt")).map(read).collect()
}

/// The numbers of the tests that differ.
pub(crate) fn differences() -> Vec<&'static str> {
    let lines = lines(include_str!("differences.txt"));
    lines.filter_map(|line| line.split_whitespace().next()).collect()
}

/// `1,2`, `any`, `none`: as `tests.txt` writes a set.
pub(crate) fn set_of(policies: &[ObjectIdentifier]) -> String {
    let name = |policy: &ObjectIdentifier| match policy.arcs().last() {
        _ if *policy == ANY_POLICY => "any".to_owned(),
        last => last.map(|arc| arc.to_string()).unwrap_or_default(),
    };
    let mut names: Vec<String> = policies.iter().map(name).collect();
    names.sort();
    if names.is_empty() {
        "none".into()
    } else {
        names.join(",")
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn read(line: &'static str) -> Test {
    let mut words = line.split_whitespace();
    let mut word = || words.next().expect("a line has a number, a result and a certificate");
    let mut test = Test {
        id: word(),
        is_valid: word() == "valid",
        file: word(),
        policies: Vec::new(),
        explicit: false,
        inhibit_mapping: false,
        inhibit_any: false,
        set: None,
    };
    for setting in words {
        match setting.split_once('=') {
            None if setting == "explicit" => test.explicit = true,
            None if setting == "inhibit-mapping" => test.inhibit_mapping = true,
            None if setting == "inhibit-any" => test.inhibit_any = true,
            Some(("set", set)) => test.set = Some(set.to_owned()),
            Some(("policies", numbers)) => test.policies = numbers.split(',').map(policy).collect(),
            _ => panic!("no such setting: {setting}"),
        }
    }
    test
}

fn policy(number: &str) -> ObjectIdentifier {
    let arc = number.parse().expect("a policy has a number");
    POLICIES.push_arc(arc).expect("the policy has an identifier")
}
