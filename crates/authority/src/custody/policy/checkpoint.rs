//! Checkpoints of the journal: never two stories about one place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CLOCK_AHEAD;
use crate::journal::{Checkpoint, CheckpointKind, Digest, Head, NodeName};

/// More servers than any installation has; a flood of names must not fill the memory.
const MAX_NODES: usize = 256;

/// The rules of the journal key.
#[derive(Debug, Default)]
pub(in crate::custody) struct CheckpointPolicy {
    /// The furthest place signed for each node.
    last: BTreeMap<NodeName, Place>,
}

/// (epoch, seq) grow; the hash at one place is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    epoch: u64,
    seq: u64,
    hash: Digest,
}

impl CheckpointPolicy {
    /// Agrees to a checkpoint and gives its name for the log, `node:epoch/seq`.
    pub(in crate::custody) fn checkpoint(&mut self, asked: &Checkpoint, now: i64) -> Result<String, CheckpointRefusal> {
        let place = place(asked).ok_or(CheckpointRefusal::Covers)?;
        if asked.at > now.saturating_add(CLOCK_AHEAD) {
            return Err(CheckpointRefusal::Ahead);
        }
        let node = &asked.writer.node;
        match self.last.get(node) {
            Some(last) if (place.epoch, place.seq) < (last.epoch, last.seq) => {
                return Err(CheckpointRefusal::Back);
            }
            Some(last) if (place.epoch, place.seq) == (last.epoch, last.seq) && place.hash != last.hash => {
                return Err(CheckpointRefusal::Forked);
            }
            None if self.last.len() >= MAX_NODES => return Err(CheckpointRefusal::TooManyNodes),
            _ => {}
        }
        self.last.insert(node.clone(), place);
        Ok(format!("{}/{}", asked.writer, place.seq))
    }
}

/// The place a checkpoint speaks of; none if it contradicts itself. An opening stands before the first record.
fn place(asked: &Checkpoint) -> Option<Place> {
    let Checkpoint {
        kind, writer, covers, ..
    } = asked;
    let (seq, hash) = match (kind, covers) {
        (CheckpointKind::Opening, None) => (0, Digest::NONE),
        (CheckpointKind::Opening, Some(Head { writer: old, hash, .. })) => {
            (old.node == writer.node && old.epoch < writer.epoch).then_some((0, *hash))?
        }
        (CheckpointKind::Interim | CheckpointKind::Closing, Some(head)) => {
            (head.writer == *writer && head.seq > 0).then_some((head.seq, head.hash))?
        }
        (CheckpointKind::Interim | CheckpointKind::Closing, None) => return None,
    };
    Some(Place {
        epoch: writer.epoch,
        seq,
        hash,
    })
}

/// Why a keeper does not sign a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckpointRefusal {
    #[error("контрольная точка указывает на чужую или несуществующую запись")]
    Covers,
    #[error("время контрольной точки в будущем; проверьте часы сервера")]
    Ahead,
    #[error("уже подписана более поздняя контрольная точка этого узла")]
    Back,
    #[error("за этой записью уже подписана контрольная точка с другим хэшем")]
    Forked,
    #[error("слишком много узлов")]
    TooManyNodes,
}

impl CheckpointRefusal {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Covers => "checkpoint-covers",
            Self::Ahead => "checkpoint-ahead",
            Self::Back => "checkpoint-back",
            Self::Forked => "checkpoint-forked",
            Self::TooManyNodes => "checkpoint-too-many-nodes",
        }
    }
}
