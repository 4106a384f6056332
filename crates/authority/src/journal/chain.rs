//! The growing end of a chain.

use super::checkpoint::{Checkpoint, CheckpointKind, SignedCheckpoint};
use super::names::{Digest, Head, Writer};
use super::record::{Body, ChainRecord};

/// The end of the chain this process writes. Cheap to clone: a committer keeps the old value until its transaction is
/// committed, and goes on from that value when it is rolled back.
#[derive(Clone, Debug)]
pub struct Chain {
    head: Head,
    /// The last place a checkpoint of this chain covers.
    covered: u64,
    closed: bool,
}

impl Chain {
    /// Begins the chain of a new writer with a signed opening checkpoint, which names the old head of the node.
    ///
    /// # Errors
    /// [`ChainError`] when the checkpoint is not an opening one, or does not stand onto an older head of the same node.
    pub fn open(opening: &SignedCheckpoint) -> Result<(Self, ChainRecord), ChainError> {
        let Checkpoint {
            kind,
            writer,
            covers,
            at,
        } = &opening.checkpoint;
        if *kind != CheckpointKind::Opening {
            return Err(ChainError::NotOpening);
        }
        if covers.as_ref().is_some_and(|old| !follows(writer, &old.writer)) {
            return Err(ChainError::NotLater);
        }
        let prev = covers.as_ref().map_or(Digest::NONE, |old| old.hash);
        let record = ChainRecord::new(writer.clone(), 1, prev, *at, opening.to_body());
        Ok((
            Self {
                head: record.head(),
                covered: 0,
                closed: false,
            },
            record,
        ))
    }

    /// Whose chain it is.
    #[must_use]
    pub fn writer(&self) -> &Writer {
        &self.head.writer
    }

    /// Adds an event and moves the head onto it.
    ///
    /// # Errors
    /// [`ChainError::Closed`] after the closing checkpoint.
    pub fn append(&mut self, at: i64, body: Body) -> Result<ChainRecord, ChainError> {
        if self.closed {
            return Err(ChainError::Closed);
        }
        let record = ChainRecord::new(self.head.writer.clone(), self.head.seq + 1, self.head.hash, at, body);
        self.head = record.head();
        Ok(record)
    }

    /// What to have signed for an interim checkpoint over everything written so far. Ask only when all of it is
    /// committed: a signature over records that were rolled back could never be verified.
    pub fn interim(&self, at: i64) -> Checkpoint {
        self.checkpoint(CheckpointKind::Interim, at)
    }

    /// What to have signed before the server stops; nothing may be appended between this and [`Self::seal`].
    pub fn closing(&self, at: i64) -> Checkpoint {
        self.checkpoint(CheckpointKind::Closing, at)
    }

    /// Adds a signed interim or closing checkpoint, under the time it was asked for. Records may have been added since,
    /// except before a closing one, which ends the chain.
    ///
    /// # Errors
    /// [`ChainError`] when it belongs to another chain or an older place, or does not close exactly at the head.
    pub fn seal(&mut self, signed: &SignedCheckpoint) -> Result<ChainRecord, ChainError> {
        let covers = signed.checkpoint.covers.as_ref().ok_or(ChainError::ForeignCheckpoint)?;
        let ours = signed.checkpoint.writer == self.head.writer && covers.writer == self.head.writer;
        if !ours || covers.seq < self.covered || covers.seq > self.head.seq {
            return Err(ChainError::ForeignCheckpoint);
        }
        let closing = match signed.checkpoint.kind {
            CheckpointKind::Opening => return Err(ChainError::ForeignCheckpoint),
            CheckpointKind::Interim => false,
            CheckpointKind::Closing if *covers == self.head => true,
            CheckpointKind::Closing => return Err(ChainError::NotAtHead),
        };
        let covered = covers.seq;
        let record = self.append(signed.checkpoint.at, signed.to_body())?;
        (self.covered, self.closed) = (covered, closing);
        Ok(record)
    }

    pub fn head(&self) -> &Head {
        &self.head
    }

    fn checkpoint(&self, kind: CheckpointKind, at: i64) -> Checkpoint {
        Checkpoint {
            kind,
            writer: self.head.writer.clone(),
            covers: Some(self.head.clone()),
            at,
        }
    }
}

/// A writer continues only an earlier start of its own node.
pub(super) fn follows(writer: &Writer, old: &Writer) -> bool {
    writer.node == old.node && writer.epoch > old.epoch
}

/// Why the chain cannot grow this way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    #[error("цепочку журнала начинают открывающей контрольной точкой")]
    NotOpening,
    #[error("новая цепочка должна продолжать более раннюю цепочку того же узла")]
    NotLater,
    #[error("контрольная точка относится к другой цепочке")]
    ForeignCheckpoint,
    #[error("закрывающая контрольная точка должна стоять сразу за последней записью")]
    NotAtHead,
    #[error("цепочка закрыта; новые записи начинают новую цепочку")]
    Closed,
}

impl ChainError {
    /// Stable machine name of the refusal.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotOpening => "journal-not-opening",
            Self::NotLater => "journal-not-later",
            Self::ForeignCheckpoint => "journal-foreign-checkpoint",
            Self::NotAtHead => "journal-not-at-head",
            Self::Closed => "journal-closed",
        }
    }
}
