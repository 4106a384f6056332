//! The export: one JSON object a line, complete in itself.
//!
//! The first line carries the certificates of the journal keys; each further line is a record. Chains stand one after
//! another, in the order of their `seq`. There is exactly one spelling of every line, so any changed byte is seen.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::names::{Digest, Writer};
use super::record::{Body, ChainRecord};

const FORMAT: &str = "zaver-journal-1";
/// Far above what a header with every journal certificate of an installation takes.
const MAX_HEADER: usize = 1024 * 1024;
/// Above the longest body with its hashes and names.
const MAX_RECORD: usize = 66 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderLine {
    format: String,
    certificates: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordLine<'a> {
    writer: Writer,
    seq: u64,
    at: i64,
    prev: Digest,
    #[serde(borrow)]
    body: &'a RawValue,
    hash: Digest,
}

/// The first line of an export, without the line feed. `certificates` are DER.
pub fn header_line<'a>(certificates: impl IntoIterator<Item = &'a [u8]>) -> String {
    let certificates = certificates
        .into_iter()
        .map(|der| BASE64_STANDARD.encode(der))
        .collect();
    to_line(&HeaderLine {
        format: FORMAT.to_owned(),
        certificates,
    })
}

/// One record as a line, without the line feed.
pub fn record_line(record: &ChainRecord) -> String {
    let body = serde_json::from_str(record.body.as_str()).expect("a body is checked to be JSON when it is made");
    let ChainRecord {
        writer,
        seq,
        prev,
        at,
        hash,
        ..
    } = record;
    to_line(&RecordLine {
        writer: writer.clone(),
        seq: *seq,
        at: *at,
        prev: *prev,
        body,
        hash: *hash,
    })
}

/// Reads a header; the certificates come back as DER.
pub(super) fn parse_header(line: &str) -> Option<Vec<Vec<u8>>> {
    if line.len() > MAX_HEADER {
        return None;
    }
    let header: HeaderLine = serde_json::from_str(line).ok()?;
    if header.format != FORMAT || to_line(&header) != line {
        return None;
    }
    header
        .certificates
        .iter()
        .map(|text| BASE64_STANDARD.decode(text).ok())
        .collect()
}

/// Reads a record; the hash is not yet checked.
pub(super) fn parse_record(line: &str) -> Option<ChainRecord> {
    if line.len() > MAX_RECORD {
        return None;
    }
    let RecordLine {
        writer,
        seq,
        at,
        prev,
        body,
        hash,
    } = serde_json::from_str(line).ok()?;
    let body = Body::from_stored(body.get().as_bytes()).ok()?;
    let record = ChainRecord {
        writer,
        seq,
        prev,
        at,
        body,
        hash,
    };
    (record_line(&record) == line).then_some(record)
}

fn to_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a struct of texts and numbers always has a JSON form")
}
