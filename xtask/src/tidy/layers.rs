//! The floors of ARCHITECTURE.md: who may depend on whom.

use std::fs;

use crate::command::Failure;
use crate::metadata::{Metadata, Package};
use crate::workspace;

/// Our crates, lowest floor first, and which of ours each may use. Tests may use more.
const FLOORS: &[(&str, &[&str])] = &[
    ("zaver-gost", &[]),
    ("zaver-requisites", &[]),
    ("zaver-pki", &["zaver-gost"]),
    ("zaver-domain", &["zaver-requisites"]),
    ("zaver-storage", &["zaver-domain", "zaver-requisites"]),
    (
        "zaver-authority",
        &["zaver-gost", "zaver-pki", "zaver-domain", "zaver-requisites"],
    ),
    ("zaver-forms", &[]),
    ("zaver-scans", &[]),
    ("zaver-exchange", &["zaver-domain"]),
    (
        "zaver-office",
        &[
            "zaver-domain",
            "zaver-storage",
            "zaver-authority",
            "zaver-pki",
            "zaver-gost",
            "zaver-requisites",
            "zaver-forms",
            "zaver-scans",
            "zaver-exchange",
        ],
    ),
    ("zaver-portal", &["zaver-office", "zaver-domain", "zaver-requisites"]),
    ("zaver-api", &["zaver-office", "zaver-domain", "zaver-pki"]),
    (
        "zaver",
        &[
            "zaver-office",
            "zaver-storage",
            "zaver-authority",
            "zaver-portal",
            "zaver-api",
            "zaver-exchange",
            "zaver-forms",
            "zaver-scans",
            "zaver-domain",
            "zaver-requisites",
            "zaver-pki",
            "zaver-gost",
        ],
    ),
    ("zaver-browser", &["zaver-gost", "zaver-pki"]),
    ("zaver-testkit", &[]),
    ("zaver-fuzzkit", &["zaver-gost", "zaver-pki"]),
    (
        "zaver-officekit",
        &[
            "zaver-testkit",
            "zaver-office",
            "zaver-storage",
            "zaver-domain",
            "zaver-requisites",
            "zaver-authority",
            "zaver-pki",
            "zaver-gost",
            "zaver-forms",
            "zaver-exchange",
        ],
    ),
    ("xtask", &[]),
];

/// Each of these belongs to the rooms named; a name ending in `*` stands for all that begin so.
const CONFINED: &[(&str, &[&str])] = &[
    ("sqlx*", &["zaver-storage"]),
    ("axum*", &["zaver-portal", "zaver-api", "zaver"]),
    ("askama*", &["zaver-portal"]),
    ("lettre", &["zaver-exchange"]),
    ("typst*", &["zaver-forms"]),
    ("hayro", &["zaver-scans"]),
    ("clap", &["zaver"]),
    (
        "tokio",
        &[
            "zaver-storage",
            "zaver-authority",
            "zaver-scans",
            "zaver-exchange",
            "zaver-office",
            "zaver-portal",
            "zaver",
        ],
    ),
];

/// Usable where there is no operating system: the browser is such a place.
const NO_STD: [&str; 3] = ["crates/gost", "crates/pki", "crates/requisites"];

pub(crate) fn check() -> Result<Vec<String>, Failure> {
    let mut members = Metadata::read()?.members();
    members.extend(Metadata::read_manifest("crates/browser/Cargo.toml")?.members());
    let ours: Vec<String> = members.iter().map(|package| package.name.clone()).collect();
    let mut findings: Vec<String> = members.iter().flat_map(|package| upward(package, &ours)).collect();
    findings.extend(members.iter().flat_map(confined));
    for folder in NO_STD {
        let root = fs::read_to_string(workspace::root().join(folder).join("src/lib.rs"))?;
        if !root.contains("no_std") {
            findings.push(format!("{folder} is to be no_std"));
        }
    }
    Ok(findings)
}

fn upward(package: &Package, ours: &[String]) -> Vec<String> {
    let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == package.name) else {
        return vec![format!("{} stands on no floor: add it to FLOORS", package.name)];
    };
    let used = package
        .dependencies
        .iter()
        .filter(|dependency| !dependency.dev && ours.contains(&dependency.name));
    used.filter(|dependency| !allowed.contains(&dependency.name.as_str()))
        .map(|dependency| format!("{} may not depend on {}", package.name, dependency.name))
        .collect()
}

fn confined(package: &Package) -> Vec<String> {
    let used = package.dependencies.iter().filter(|dependency| !dependency.dev);
    used.filter(|dependency| {
        let rule = CONFINED.iter().find(|(pattern, _)| match pattern.strip_suffix('*') {
            Some(beginning) => dependency.name.starts_with(beginning),
            None => dependency.name == *pattern,
        });
        rule.is_some_and(|(_, rooms)| !rooms.contains(&package.name.as_str()))
    })
    .map(|dependency| format!("{} belongs to other rooms than {}", dependency.name, package.name))
    .collect()
}
