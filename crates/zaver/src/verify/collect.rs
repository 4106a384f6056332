//! What the paths hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use pki::{
    certificate::Certificate,
    crl::RevocationList,
    examine::{Item, read_items},
    path::{Settings, Store},
};

use super::verdict::Verdict;
use crate::outcome::Refused;

/// Larger files are neither certificates nor lists nor signatures that are looked at.
const MAX_SIZE: u64 = 128 * 1024 * 1024;
/// Folders in folders.
const MAX_DEPTH: usize = 32;

/// Files with what was read from them, in the order of their names.
pub(super) struct Collection {
    files: BTreeMap<PathBuf, Vec<Item>>,
}

impl Collection {
    pub(super) fn read(paths: &[PathBuf]) -> Result<Self, Refused> {
        let mut found = BTreeSet::new();
        for path in paths {
            walk(path, &mut found, MAX_DEPTH).map_err(|error| Refused::file(path, &error))?;
        }
        let mut files = BTreeMap::new();
        for path in found {
            let items = read(&path).map_err(|error| Refused::file(&path, &error))?;
            files.insert(path, items);
        }
        // A document beside its signature is no file of its own to be looked at.
        let signatures = files.iter().filter(|(_, items)| is_detached(items));
        let documents: Vec<PathBuf> = signatures.filter_map(|(path, _)| document_of(path)).collect();
        files.retain(|path, items| !(items.is_empty() && documents.contains(path)));
        Ok(Self { files })
    }

    /// Every certificate, those inside of signatures too.
    pub(super) fn certificates(&self) -> Vec<Certificate> {
        let of_item = |item: &Item| match item {
            Item::Certificate(reading) => vec![reading.value.clone()],
            Item::Document(document) => document.certificates(),
            Item::List(_) => Vec::new(),
        };
        self.files.values().flatten().flat_map(of_item).collect()
    }

    /// Every list, those inside of signatures too.
    pub(super) fn lists(&self) -> Vec<RevocationList> {
        let of_item = |item: &Item| match item {
            Item::List(reading) => vec![reading.value.clone()],
            Item::Document(document) => {
                let lists = document.lists().iter().filter_map(|der| RevocationList::read(der).ok());
                lists.map(|reading| reading.value).collect()
            }
            Item::Certificate(_) => Vec::new(),
        };
        self.files.values().flatten().flat_map(of_item).collect()
    }

    /// The certificates that name themselves as their issuer and hold under their own key.
    pub(super) fn self_signed(&self) -> Vec<Certificate> {
        let mut certificates = self.certificates();
        certificates.retain(pki::path::is_self_signed);
        certificates
    }

    /// One verdict for each thing in each file.
    pub(super) fn verdicts<'a>(
        &'a self,
        store: &'a Store<'a>,
        others: &'a [Certificate],
        lists: &'a [RevocationList],
        settings: &'a Settings,
    ) -> impl Iterator<Item = Verdict> + 'a {
        self.files.iter().flat_map(move |(path, items)| {
            if items.is_empty() {
                return vec![Verdict::unknown(path)];
            }
            let beside = || document_of(path).and_then(|document| fs::read(document).ok());
            let mut verdicts = Vec::new();
            for item in items {
                match item {
                    Item::Certificate(reading) => verdicts.push(Verdict::certificate(path, reading, store, settings)),
                    Item::List(reading) => {
                        let list = lists.iter().find(|list| **list == reading.value);
                        verdicts.extend(list.map(|list| Verdict::list(path, list, &reading.remarks, store, settings)));
                    }
                    Item::Document(document) => {
                        let beside = if document.content().is_none() { beside() } else { None };
                        let document = (&**document, beside.as_deref());
                        verdicts.extend(Verdict::signatures(path, document, others, store, settings));
                    }
                }
            }
            verdicts
        })
    }
}

fn walk(path: &Path, found: &mut BTreeSet<PathBuf>, depth: usize) -> io::Result<()> {
    if !path.is_dir() {
        found.insert(path.to_owned());
        return Ok(());
    }
    if depth == 0 {
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // A link may lead in a circle.
        if !entry.file_type()?.is_symlink() || entry.path().is_file() {
            walk(&entry.path(), found, depth - 1)?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> io::Result<Vec<Item>> {
    if fs::metadata(path)?.len() > MAX_SIZE {
        return Ok(Vec::new());
    }
    Ok(read_items(&fs::read(path)?))
}

fn is_detached(items: &[Item]) -> bool {
    items
        .iter()
        .any(|item| matches!(item, Item::Document(document) if document.content().is_none()))
}

/// `report.pdf` of `report.pdf.sig`.
fn document_of(signature: &Path) -> Option<PathBuf> {
    let ending = signature.extension()?.to_str()?.to_lowercase();
    ["sig", "p7s", "sgn"]
        .contains(&ending.as_str())
        .then(|| signature.with_extension(""))
}
