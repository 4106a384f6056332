//! Every target on its seeds: what our builders wrote is read, and what a fuzzer once found breaks nothing.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::{collections::BTreeSet, fs, path::Path};

use fuzzkit::TARGETS;

/// Seeds that a fuzzer found begin so; they need not be read.
const FOUND: &str = "found-";

#[test]
fn every_seed_keeps_the_promise_of_its_target() {
    for (target, check) in TARGETS {
        let mut read = 0;
        for name in names(&format!("seeds/{target}")) {
            let bytes = fs::read(here(&format!("seeds/{target}/{name}"))).unwrap();
            assert!(bytes.len() < 9 * 1024, "{target}/{name} is too large for a seed");
            let taken = check(&bytes);
            assert!(taken || name.starts_with(FOUND), "{target}/{name} is no longer read");
            read += usize::from(taken);
            // Some two hundred places where a file may end too early.
            for cut in (0..bytes.len()).step_by(1 + bytes.len() / 200) {
                check(&bytes[..cut]);
            }
        }
        assert!(read > 0, "{target} has no seed that is read");
    }
}

#[test]
fn every_target_is_driven_by_a_fuzzer() {
    let targets: BTreeSet<_> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("seeds"), targets);
    let manifest: toml::Table = fs::read_to_string(here("../../fuzz/Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let bins = manifest["bin"].as_array().unwrap();
    let driven = |bin: &toml::Value| bin["name"].as_str().unwrap().to_owned();
    assert_eq!(bins.iter().map(driven).collect::<BTreeSet<_>>(), targets);
    for target in &targets {
        let driver = fs::read_to_string(here(&format!("../../fuzz/fuzz_targets/{target}.rs"))).unwrap();
        assert!(
            driver.contains(&format!("fuzzkit::run(\"{target}\", bytes)")),
            "{target}"
        );
    }
}

fn here(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(here(folder)).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}
