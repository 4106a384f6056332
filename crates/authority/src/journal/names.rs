//! What the parts of a journal are called by.

use core::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::encoding::{from_hex, to_hex};

/// Streebog-256 of a record, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// What the very first record of a node has in place of a predecessor.
    pub const NONE: Self = Self([0; 32]);
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_hex(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        from_hex(&text).map(Self).ok_or(NameError::Digest)
    }
}

/// The name of one server of the installation: 1–64 small Latin letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeName(String);

impl NodeName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for NodeName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if (1..=64).contains(&text.len()) && text.chars().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NameError::Node)
        }
    }
}

/// Who writes a chain: a node, from one start to the next. Written `node:epoch`.
///
/// A restart is another writer, so two processes that believe to be the same node can never continue one chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Writer {
    pub node: NodeName,
    /// Grows with every start of the node; normally the unix second of the start.
    pub epoch: u64,
}

impl Writer {
    /// The writer that follows the old head: later than it, even when the clock went back or stood still.
    pub fn starting(node: NodeName, previous: Option<&Head>, now: i64) -> Self {
        let after = previous.map_or(0, |head| head.writer.epoch.saturating_add(1));
        Self {
            node,
            epoch: after.max(u64::try_from(now).unwrap_or(0)),
        }
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.node.0, self.epoch)
    }
}

impl FromStr for Writer {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (node, epoch) = text.split_once(':').ok_or(NameError::Writer)?;
        let writer = Self {
            node: node.parse()?,
            epoch: epoch.parse().map_err(|_| NameError::Writer)?,
        };
        // "+1" and "01" are numbers too; a name has one spelling.
        if writer.to_string() == text {
            Ok(writer)
        } else {
            Err(NameError::Writer)
        }
    }
}

impl From<Writer> for String {
    fn from(writer: Writer) -> Self {
        writer.to_string()
    }
}

impl TryFrom<String> for Writer {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        text.parse()
    }
}

/// A place in a chain: everything up to and including this record is fixed by `hash`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub writer: Writer,
    pub seq: u64,
    pub hash: Digest,
}

/// Why a name of the journal cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("имя узла пишут строчными латинскими буквами, цифрами и дефисом, не длиннее 64 знаков")]
    Node,
    #[error("писателя журнала пишут как «узел:эпоха»")]
    Writer,
    #[error("хэш записи пишут 64 шестнадцатеричными цифрами")]
    Digest,
}
