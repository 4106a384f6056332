//! No server can open the root key: only the ceremony can name its type.

use std::path::{Path, PathBuf};

/// Every Rust source of the workspace outside tests, with its path from the workspace.
fn sources() -> Vec<(String, String)> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(workspace.join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("src"))
        .collect();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&workspace).unwrap().to_str().unwrap().to_owned();
                sources.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources
}

#[test]
fn root_key_is_named_in_the_ceremony_only() {
    let mut inside = 0;
    for (path, text) in sources() {
        if path.starts_with("crates/authority/src/ceremony/") {
            inside += usize::from(text.contains("RootKey"));
        } else {
            assert!(!text.contains("RootKey"), "{path} names the root key");
            assert!(!text.contains("root.p8"), "{path} names the file of the root key");
        }
    }
    assert!(inside > 0, "the type this test guards is gone");
}

#[test]
fn ceremony_is_called_by_commands_and_tests_only() {
    let mut found = 0;
    for (path, text) in sources() {
        let may_call = ["crates/authority/", "crates/zaver/", "crates/officekit/"]
            .iter()
            .any(|room| path.starts_with(room));
        found += 1;
        assert!(
            may_call || !text.contains("authority::ceremony"),
            "{path} calls the ceremony"
        );
    }
    assert!(found > 20, "the sources were not found");
}
