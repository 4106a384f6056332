//! One record of the journal.

use serde::Deserialize;

use super::names::{Digest, Head, Writer};
use crate::encoding::{Encoder, streebog256};

/// The operation name under which the journal writes its own checkpoints; nobody else may use it.
pub(super) const CHECKPOINT_OPERATION: &str = "journal-checkpoint";

const RECORD_DOMAIN: &str = "zaver/journal/record/1";
const MAX_BODY: usize = 64 * 1024;

/// What a record says: one JSON object on one line with a text field `operation`.
///
/// The office gives it in a canonical form; the journal keeps the bytes as they are. People are named by ids only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// Takes the JSON text of an event.
    ///
    /// # Errors
    /// [`BodyError`] when it is not such an object, is longer than 64 KiB, or claims to be a checkpoint.
    pub fn parse(json: &[u8]) -> Result<Self, BodyError> {
        let body = Self::from_stored(json)?;
        match body.operation() {
            Some(name) if name != CHECKPOINT_OPERATION => Ok(body),
            Some(_) => Err(BodyError::Reserved),
            None => Err(BodyError::NoOperation),
        }
    }

    /// Takes bytes that already are in a journal, checkpoints included.
    pub(super) fn from_stored(json: &[u8]) -> Result<Self, BodyError> {
        if json.len() > MAX_BODY {
            return Err(BodyError::TooLong);
        }
        let text = core::str::from_utf8(json).map_err(|_| BodyError::NotJson)?;
        let one_line = !text.contains(|c: char| c.is_ascii_control());
        if one_line && text.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
            Ok(Self(text.to_owned()))
        } else {
            Err(BodyError::NotJson)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn operation(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Named {
            operation: String,
        }
        serde_json::from_str::<Named>(&self.0).ok().map(|named| named.operation)
    }
}

/// One record, as it is stored and exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainRecord {
    pub writer: Writer,
    /// 1, 2, 3 … without gaps within a writer.
    pub seq: u64,
    /// Hash of the record before; for the first record of a writer, of the old head it continues.
    pub prev: Digest,
    /// Unix seconds. The order of records is that of `seq`, never that of the clock.
    pub at: i64,
    pub body: Body,
    /// Streebog-256 over all fields above.
    pub hash: Digest,
}

impl ChainRecord {
    pub(super) fn new(writer: Writer, seq: u64, prev: Digest, at: i64, body: Body) -> Self {
        let hash = record_hash(&writer, seq, prev, at, &body);
        Self {
            writer,
            seq,
            prev,
            at,
            body,
            hash,
        }
    }

    /// Puts a stored row together again; nothing is believed until [`super::verify`] has seen it.
    ///
    /// # Errors
    /// [`BodyError`] when the body cannot have come from a journal.
    pub fn from_stored(
        writer: Writer,
        seq: u64,
        prev: Digest,
        at: i64,
        body: &[u8],
        hash: Digest,
    ) -> Result<Self, BodyError> {
        Ok(Self {
            writer,
            seq,
            prev,
            at,
            body: Body::from_stored(body)?,
            hash,
        })
    }

    pub fn head(&self) -> Head {
        Head {
            writer: self.writer.clone(),
            seq: self.seq,
            hash: self.hash,
        }
    }

    pub(super) fn computed_hash(&self) -> Digest {
        record_hash(&self.writer, self.seq, self.prev, self.at, &self.body)
    }
}

/// The bytes under the hash, each field led by its length (8 bytes, big-endian), numbers as 8 bytes, big-endian:
/// `zaver/journal/record/1`, node, epoch, seq, prev, at, body.
fn record_hash(writer: &Writer, seq: u64, prev: Digest, at: i64, body: &Body) -> Digest {
    let bytes = Encoder::new(RECORD_DOMAIN)
        .field(writer.node.as_str().as_bytes())
        .field(&writer.epoch.to_be_bytes())
        .field(&seq.to_be_bytes())
        .field(&prev.0)
        .field(&at.to_be_bytes())
        .field(body.0.as_bytes())
        .finish();
    Digest(streebog256(&bytes))
}

/// Why bytes cannot be the body of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    #[error("запись журнала должна быть одним объектом JSON в одной строке")]
    NotJson,
    #[error("запись журнала длиннее 64 КиБ")]
    TooLong,
    #[error("в записи журнала нет поля operation")]
    NoOperation,
    #[error("операцию journal-checkpoint пишет только сам журнал")]
    Reserved,
}

impl BodyError {
    /// Stable machine name of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotJson => "journal-body-not-json",
            Self::TooLong => "journal-body-too-long",
            Self::NoOperation => "journal-body-no-operation",
            Self::Reserved => "journal-body-reserved",
        }
    }
}
