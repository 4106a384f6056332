//! What cargo knows of the workspace and of everything it depends on.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::command::{self, Failure};
use crate::workspace;

/// The answer of `cargo metadata`.
pub(crate) struct Metadata(Value);

/// A package of the workspace or from outside.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// An SPDX expression, where the package names one.
    pub(crate) licence: Option<String>,
    /// Where it comes from; none for our own.
    pub(crate) source: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
}

/// A dependency as a manifest names it.
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Only tests and benches use it.
    pub(crate) dev: bool,
}

impl Metadata {
    pub(crate) fn read() -> Result<Self, Failure> {
        Self::read_manifest("Cargo.toml")
    }

    /// The metadata of another workspace of ours.
    pub(crate) fn read_manifest(manifest: &str) -> Result<Self, Failure> {
        let mut cargo = workspace::cargo();
        cargo
            .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
            .arg(workspace::root().join(manifest));
        let answer = command::capture(&mut cargo)?;
        let value = serde_json::from_str(&answer).map_err(|error| Failure::new(format!("cargo metadata: {error}")))?;
        Ok(Self(value))
    }

    /// Every package, ours and others'.
    pub(crate) fn packages(&self) -> Vec<Package> {
        array(&self.0["packages"]).iter().map(Package::from_json).collect()
    }

    /// The crates of this workspace.
    pub(crate) fn members(&self) -> Vec<Package> {
        self.packages()
            .into_iter()
            .filter(|package| package.source.is_none())
            .collect()
    }

    /// Names of the files of tests of ours, each once.
    pub(crate) fn test_files(&self) -> BTreeSet<String> {
        let ours = array(&self.0["packages"])
            .iter()
            .filter(|package| package["source"].is_null());
        let targets = ours.flat_map(|package| array(&package["targets"]));
        let tests = targets.filter(|target| array(&target["kind"]).iter().any(|kind| kind == "test"));
        tests.map(|test| text(&test["name"])).collect()
    }
}

impl Package {
    fn from_json(value: &Value) -> Self {
        let dependencies = array(&value["dependencies"]).iter();
        Self {
            name: text(&value["name"]),
            version: text(&value["version"]),
            licence: value["license"].as_str().map(str::to_owned),
            source: value["source"].as_str().map(str::to_owned),
            dependencies: dependencies
                .map(|dependency| Dependency {
                    name: text(&dependency["name"]),
                    dev: dependency["kind"] == "dev",
                })
                .collect(),
        }
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
