//! What may stand in the files of the tree.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::command::{self, Failure};
use crate::workspace;

const LONGEST: usize = 500;
/// What people write and read here.
const WRITTEN: &[&str] = &["rs", "js", "mjs", "ts", "html", "css", "typ", "sh", "sql", "toml"];
/// Spelt in halves, or this file would be its own finding.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("#[ign", "ore"),
    concat!("test.sk", "ip"),
    concat!("test.on", "ly"),
    concat!("test.fix", "me"),
];
/// Fonts, pictures of glyphs and minified files come from elsewhere.
const FOREIGN_ENDINGS: &[&str] = &[
    ".woff", ".woff2", ".ttf", ".otf", ".eot", ".min.js", ".min.css", ".map", ".wasm",
];

/// Every file of the tree that is committed or could be, as a path from the root.
pub(crate) fn ours() -> Result<Vec<String>, Failure> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(workspace::root());
    let listed = command::capture(&mut git)?;
    let exists = |file: &&str| workspace::root().join(file).is_file();
    Ok(listed
        .split_terminator('\0')
        .filter(exists)
        .map(str::to_owned)
        .collect())
}

/// One idea per file.
pub(crate) fn too_long() -> Result<Vec<String>, Failure> {
    each_written(|file, text| {
        let lines = text.lines().count();
        (lines > LONGEST).then(|| format!("{file} has {lines} lines"))
    })
}

pub(crate) fn unfinished() -> Result<Vec<String>, Failure> {
    each_written(|file, text| {
        let found = UNFINISHED.iter().find(|mark| text.contains(**mark))?;
        Some(format!("{file} contains {found}"))
    })
}

/// A path that exists only where somebody happens to work.
pub(crate) fn machine_paths() -> Result<Vec<String>, Failure> {
    let home = env::var("HOME").unwrap_or_default();
    let here = workspace::root().to_string_lossy();
    let telling: Vec<&str> = [home.as_str(), &here]
        .into_iter()
        .filter(|path| path.len() > 1)
        .collect();
    each_text(|file, text| {
        let found = telling.iter().find(|path| text.contains(&format!("{path}/")))?;
        Some(format!("{file} names {found}"))
    })
}

/// Style sheets, scripts, icons and fonts of others come from npm, crates or Debian at build time.
pub(crate) fn third_party() -> Result<Vec<String>, Failure> {
    let foreign = |file: &&String| FOREIGN_ENDINGS.iter().any(|ending| file.ends_with(ending));
    let mut findings: Vec<String> = ours()?.iter().filter(foreign).cloned().collect();
    findings.extend(each_written(|file, text| {
        let is_asset = [".css", ".js", ".mjs"].iter().any(|ending| file.ends_with(ending));
        // Minifiers keep such comments: they carry the licence.
        (is_asset && text.contains("/*!")).then(|| format!("{file} carries somebody's licence"))
    })?);
    Ok(findings)
}

fn each_written(finding: impl Fn(&str, &str) -> Option<String>) -> Result<Vec<String>, Failure> {
    each_text(|file, text| {
        let ending = Path::new(file).extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| WRITTEN.contains(&ending)) {
            finding(file, text)
        } else {
            None
        }
    })
}

fn each_text(finding: impl Fn(&str, &str) -> Option<String>) -> Result<Vec<String>, Failure> {
    let mut findings = Vec::new();
    for file in ours()? {
        // Pictures and samples of DER are not text.
        if let Ok(text) = String::from_utf8(fs::read(workspace::root().join(&file))?) {
            findings.extend(finding(&file, &text));
        }
    }
    Ok(findings)
}
