//! The public check of a signature, a certificate or a list. Nothing of it is stored or journalled.

mod finding;

use jiff::Timestamp;
use pki::{
    certificate::Certificate,
    crl::RevocationList,
    examine::{Item, examine_signatures, read_items},
    path::{Evidence, Limits, Settings, Store},
};

use crate::refusal::{Fault, Refusal};
use crate::{Office, crl, limiter};
pub use finding::{Finding, FindingKind, Person, Stamp};

/// Files of one question: a document and its signature, or one file alone.
const MOST_FILES: usize = 2;
/// Certificates, lists and signatures in one file: each is a search for a chain.
const MOST_ITEMS: usize = 64;
/// What one question may cost: a visitor's file has no long paths.
const LIMITS: Limits = Limits {
    depth: 8,
    paths: 64,
    signatures: 256,
};

/// A file that a visitor shows.
#[derive(Clone)]
pub struct ShownFile {
    /// As the visitor calls it.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for ShownFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ShownFile")
    }
}

/// What is said of the files.
#[derive(Clone, Debug)]
pub struct Verification {
    /// When it was asked.
    pub at: Timestamp,
    /// Names of the files.
    pub files: Vec<String>,
    /// One for each signature, certificate and list.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Whether everything holds.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.findings.iter().all(|finding| finding.refusal.is_none())
    }
}

/// Checks what a visitor shows. The field of a refusal is `file`, or `document` for the file beside a signature.
///
/// # Errors
/// [`Refusal::TooMany`], [`Refusal::Invalid`] when the files are nothing that is checked, [`Refusal::Fault`].
pub async fn verification(office: &Office, files: Vec<ShownFile>, address: &str) -> Result<Verification, Refusal> {
    let now = office.now();
    office
        .parts
        .limiter
        .count("verification", address, limiter::VERIFICATION, now)
        .map_err(|retry_after| Refusal::TooMany { retry_after })?;
    if files.is_empty() {
        return Err(Refusal::field("file", "Выберите файл подписи, сертификата или списка"));
    }
    if files.len() > MOST_FILES {
        return Err(Refusal::field("file", "За один раз проверяются подпись и её документ"));
    }
    let trust = Trust::of(office).await?;
    let checked = tokio::task::spawn_blocking(move || check(&trust, &files, now));
    checked.await.map_err(|error| Fault::Stored(error.to_string()))?
}

/// What this installation trusts and knows.
struct Trust {
    anchors: Vec<Certificate>,
    certificates: Vec<Certificate>,
    lists: Vec<RevocationList>,
}

impl Trust {
    async fn of(office: &Office) -> Result<Self, Refusal> {
        let files = &office.parts.ca;
        let own = |der: &[u8]| Certificate::parse(der).map_err(|error| Fault::Stored(error.to_string()));
        let mut anchors = vec![own(&files.root_der)?];
        anchors.extend(files.trusted.iter().cloned());
        let mut lists = vec![files.root_crl.clone()];
        for list in crl::newest(office).await? {
            lists.push(crl::bytes(office, &list).await?);
        }
        let lists = lists.iter().filter_map(|der| RevocationList::read(der).ok());
        Ok(Self {
            anchors,
            certificates: vec![own(&files.issuing_der)?],
            lists: lists.map(|reading| reading.value).collect(),
        })
    }
}

fn check(trust: &Trust, files: &[ShownFile], now: Timestamp) -> Result<Verification, Refusal> {
    let read: Vec<Vec<Item>> = files.iter().map(|file| read_items(&file.bytes)).collect();
    let is_document = |items: &[Item]| items.iter().any(|item| matches!(item, Item::Document(_)));
    let signature = read.iter().position(|items| is_document(items));
    // The file beside a signature is its document, even when it is a certificate itself.
    let beside = signature.and_then(|at| files.iter().enumerate().find(|(other, _)| *other != at));
    let beside = beside.map(|(_, file)| file.bytes.as_slice());
    let shown: Vec<&Item> = match signature {
        Some(at) => read[at].iter().collect(),
        None => read.iter().flatten().collect(),
    };
    if shown.len() > MOST_ITEMS {
        return Err(Refusal::field(
            "file",
            format!("В файле больше {MOST_ITEMS} сертификатов и списков; проверьте их частями"),
        ));
    }
    if shown.is_empty() {
        let sentence = "Это не подпись, не сертификат и не список отозванных. Нужен файл CMS (PKCS#7) или X.509";
        return Err(Refusal::field("file", sentence));
    }
    let (certificates, lists) = evidence(trust, &shown);
    let evidence = Evidence {
        certificates: &certificates,
        lists: &lists,
        answers: &[],
    };
    let store = Store::new(&trust.anchors, &evidence);
    let settings = Settings {
        limits: LIMITS,
        ..Settings::at(now.as_second())
    };
    let mut findings = Vec::new();
    for item in shown {
        match item {
            Item::Certificate(reading) => findings.push(Finding::certificate(reading, &store, &settings)),
            Item::List(reading) => {
                let known = lists.iter().find(|list| **list == reading.value);
                findings.extend(known.map(|list| Finding::list(list, &reading.remarks, &store, &settings)));
            }
            Item::Document(document) => {
                let beside = beside.filter(|_| document.content().is_none() || files.len() > 1);
                let reports = examine_signatures(document, beside, &certificates, &store, &settings);
                if reports.is_empty() {
                    return Err(Refusal::field("file", "В этом файле нет ни одной подписи"));
                }
                findings.extend(reports.iter().map(Finding::signature));
            }
        }
    }
    Ok(Verification {
        at: now,
        files: files.iter().map(|file| file.name.clone()).collect(),
        findings,
    })
}

/// What the installation knows, and what came with the files.
fn evidence(trust: &Trust, shown: &[&Item]) -> (Vec<Certificate>, Vec<RevocationList>) {
    let (mut certificates, mut lists) = (trust.certificates.clone(), trust.lists.clone());
    for item in shown {
        match item {
            Item::Certificate(reading) => certificates.push(reading.value.clone()),
            Item::List(reading) => lists.push(reading.value.clone()),
            Item::Document(document) => {
                certificates.extend(document.certificates());
                let read = document.lists().iter().filter_map(|der| RevocationList::read(der).ok());
                lists.extend(read.map(|reading| reading.value));
            }
        }
    }
    (certificates, lists)
}
