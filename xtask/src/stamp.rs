//! Skips work whose inputs and outputs are what they were when it was last done.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::command::Failure;
use crate::workspace;

/// Folders that are made, not written.
const SKIPPED: [&str; 3] = ["node_modules", "dist", "target"];

/// What a piece of work reads and makes; paths are relative to the root.
pub(crate) struct Stamp {
    name: &'static str,
    inputs: &'static [&'static str],
    outputs: &'static [&'static str],
}

impl Stamp {
    pub(crate) const fn new(
        name: &'static str,
        inputs: &'static [&'static str],
        outputs: &'static [&'static str],
    ) -> Self {
        Self { name, inputs, outputs }
    }

    /// Does the work unless it was done for the same inputs and its outputs are untouched.
    pub(crate) fn unless_fresh(&self, work: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
        let recorded = fs::read_to_string(self.file()).ok();
        if recorded.is_some() && recorded == self.state().ok() {
            return Ok(());
        }
        work()?;
        fs::create_dir_all(workspace::target().join("xtask"))?;
        fs::write(self.file(), self.state()?)?;
        Ok(())
    }

    fn file(&self) -> PathBuf {
        workspace::target().join("xtask").join(self.name)
    }

    fn state(&self) -> Result<String, Failure> {
        let digest = |paths: &[&str]| {
            let mut hasher = DefaultHasher::new();
            for path in paths {
                hash_tree(&workspace::root().join(path), &mut hasher)?;
            }
            Ok::<u64, Failure>(hasher.finish())
        };
        Ok(format!(
            "{:016x} {:016x}\n",
            digest(self.inputs)?,
            digest(self.outputs)?
        ))
    }
}

fn hash_tree(path: &Path, hasher: &mut impl Hasher) -> Result<(), Failure> {
    let missing = |error| Failure::new(format!("{}: {error}", path.display()));
    if !path.is_dir() {
        path.file_name().hash(hasher);
        fs::read(path).map_err(missing)?.hash(hasher);
        return Ok(());
    }
    let entries = fs::read_dir(path).map_err(missing)?;
    let mut entries = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    for entry in entries {
        if !SKIPPED.iter().any(|skipped| entry.ends_with(skipped)) {
            hash_tree(&entry, hasher)?;
        }
    }
    Ok(())
}
