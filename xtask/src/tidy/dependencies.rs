//! A dependency earns its place by one line that says why, and keeps to the lists of deny.toml.

use std::fs;

use toml::{Table, Value};

use super::files;
use super::licence;
use crate::command::Failure;
use crate::metadata::{Metadata, Package};
use crate::workspace;

/// Lines of a manifest that bring in a crate from outside without a comment.
pub(crate) fn unexplained() -> Result<Vec<String>, Failure> {
    let mut findings = Vec::new();
    for file in files::ours()?.iter().filter(|file| file.ends_with("Cargo.toml")) {
        let manifest = fs::read_to_string(workspace::root().join(file))?;
        let mut in_dependencies = false;
        for line in manifest.lines() {
            if line.starts_with('[') {
                in_dependencies = line.contains("dependencies");
            } else if in_dependencies && line.contains('=') && !is_explained(line) {
                findings.push(format!("{file}: {line}"));
            }
        }
    }
    Ok(findings)
}

/// Our own crates need no reason, and what is taken from the workspace has its reason there.
fn is_explained(line: &str) -> bool {
    line.starts_with('#') || line.contains(" # ") || line.contains("path = ") || line.contains("workspace = true")
}

/// Crates that deny.toml does not let in.
pub(crate) fn not_allowed() -> Result<Vec<String>, Failure> {
    let lists = Lists::read()?;
    let mut packages = Metadata::read()?.packages();
    packages.extend(Metadata::read_manifest("crates/browser/Cargo.toml")?.packages());
    Ok(packages.iter().flat_map(|package| lists.findings(package)).collect())
}

/// The part of deny.toml that is checked here; cargo-deny reads the same file.
struct Lists {
    banned: Vec<String>,
    licences: Vec<String>,
    registries: Vec<String>,
}

impl Lists {
    fn read() -> Result<Self, Failure> {
        let text = fs::read_to_string(workspace::root().join("deny.toml"))?;
        let file: Table = text
            .parse()
            .map_err(|error| Failure::new(format!("deny.toml: {error}")))?;
        let list = |section: &str, key: &str| {
            let list = file
                .get(section)
                .and_then(|section| section.get(key))
                .and_then(Value::as_array);
            list.ok_or_else(|| Failure::new(format!("deny.toml has no list {section}.{key}")))
        };
        let texts = |list: &[Value]| list.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let banned = list("bans", "deny")?.iter().filter_map(|entry| entry.get("crate"));
        Ok(Self {
            banned: banned.filter_map(Value::as_str).map(str::to_owned).collect(),
            licences: texts(list("licenses", "allow")?),
            registries: texts(list("sources", "allow-registry")?),
        })
    }

    fn findings(&self, package: &Package) -> Vec<String> {
        let mut findings = Vec::new();
        let known = format!("{} {}", package.name, package.version);
        if self.banned.contains(&package.name) {
            findings.push(format!("{known} is banned"));
        }
        let licence = package.licence.as_deref().unwrap_or_default();
        if !licence::is_satisfied(licence, &|id| self.licences.iter().any(|allowed| allowed == id)) {
            findings.push(format!("{known}: licence `{licence}` is not on the list"));
        }
        if let Some(source) = &package.source
            && !self
                .registries
                .iter()
                .any(|registry| source.strip_prefix("registry+") == Some(registry))
        {
            findings.push(format!("{known} comes from {source}"));
        }
        findings
    }
}
