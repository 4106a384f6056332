//! What an auditor runs, offline, on an export.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::chain::follows;
use super::checkpoint::{Checkpoint, CheckpointKind, SignedCheckpoint};
use super::export::{parse_header, parse_record};
use super::keys::JournalKeys;
use super::names::{Digest, Head, NodeName, Writer};
use super::record::{CHECKPOINT_OPERATION, ChainRecord};
use super::report::{BadRecord, Expectation, Reason, Report};

/// Verifies an export line by line (without line feeds). `anchors` are the DER certificates the auditor trusts, in
/// practice that of the root: the certificates of the journal keys inside the export must be issued by one of them.
///
/// # Errors
/// [`BadRecord`] names the first bad line.
pub fn verify<L: AsRef<str>>(
    lines: impl IntoIterator<Item = L>,
    anchors: &[&[u8]],
    expectation: &Expectation,
) -> Result<Report, BadRecord> {
    let mut lines = lines.into_iter();
    let bad = |line, reason| BadRecord { line, reason };
    let header = lines
        .next()
        .and_then(|line| parse_header(line.as_ref()))
        .ok_or(bad(1, Reason::Header))?;
    let keys = JournalKeys::from_certificates(&header, anchors).map_err(|error| bad(1, error.into()))?;

    let mut verifier = Verifier::new(keys, expectation);
    for line in lines {
        verifier.line += 1;
        let record = parse_record(line.as_ref()).ok_or(Reason::Unreadable);
        record
            .and_then(|record| verifier.record(record))
            .map_err(|reason| bad(verifier.line, reason))?;
    }
    verifier.finish()
}

struct Verifier<'e> {
    keys: JournalKeys,
    expectation: &'e Expectation,
    /// Places known from elsewhere that were not met yet.
    awaited: BTreeSet<Head>,
    /// The line being read.
    line: usize,
    current: Option<OpenChain>,
    finished: BTreeSet<Writer>,
    /// How the last chain of each node ended; where its next chain must begin.
    ends: BTreeMap<NodeName, End>,
    report: Report,
}

/// The end of a chain.
struct End {
    head: Head,
    line: usize,
    sealed: bool,
    uncovered: u64,
}

/// The chain being read.
struct OpenChain {
    head: Head,
    at: i64,
    /// Places a checkpoint may still cover: from the last covered one to the head.
    places: VecDeque<(u64, Digest)>,
    closed: bool,
    /// The last record is a checkpoint over the record just before it.
    sealed: bool,
    covered: u64,
}

impl<'e> Verifier<'e> {
    fn new(keys: JournalKeys, expectation: &'e Expectation) -> Self {
        let report = Report {
            records: 0,
            chains: 0,
            checkpoints: 0,
            uncovered: 0,
            clock_steps_back: 0,
            heads: Vec::new(),
        };
        Self {
            keys,
            expectation,
            awaited: expectation.known_heads.iter().cloned().collect(),
            line: 1,
            current: None,
            finished: BTreeSet::new(),
            ends: BTreeMap::new(),
            report,
        }
    }

    fn record(&mut self, record: ChainRecord) -> Result<(), Reason> {
        if record.computed_hash() != record.hash {
            return Err(Reason::Changed);
        }
        let signed = match record.body.operation().as_deref() {
            Some(CHECKPOINT_OPERATION) => {
                Some(SignedCheckpoint::from_body(&record.body).ok_or(Reason::CheckpointUnreadable)?)
            }
            _ => None,
        };
        match self.current.take() {
            Some(chain) if chain.head.writer == record.writer => {
                self.current = Some(self.continued(chain, &record, signed.as_ref())?);
            }
            ended => {
                if let Some(ended) = ended {
                    self.end(ended, self.line);
                }
                self.current = Some(self.opened(&record, signed.as_ref())?);
            }
        }
        self.report.records += 1;
        self.awaited.remove(&record.head());
        Ok(())
    }

    /// The first record of another chain.
    fn opened(&mut self, record: &ChainRecord, signed: Option<&SignedCheckpoint>) -> Result<OpenChain, Reason> {
        if self.finished.contains(&record.writer) {
            return Err(Reason::Interleaved {
                writer: record.writer.clone(),
            });
        }
        let opening = signed
            .filter(|signed| record.seq == 1 && signed.checkpoint.kind == CheckpointKind::Opening)
            .ok_or_else(|| Reason::NotOpened {
                writer: record.writer.clone(),
            })?;
        let Checkpoint { writer, covers, at, .. } = &opening.checkpoint;
        let prev = covers.as_ref().map_or(Digest::NONE, |old| old.hash);
        if *writer != record.writer || *at != record.at || prev != record.prev {
            return Err(Reason::CheckpointMismatch);
        }
        self.continues_old_head(&record.writer, covers.as_ref())?;
        self.signature(opening)?;
        self.report.chains += 1;
        Ok(OpenChain {
            head: record.head(),
            at: record.at,
            places: VecDeque::from([(1, record.hash)]),
            closed: false,
            sealed: true,
            covered: 1,
        })
    }

    fn continues_old_head(&self, writer: &Writer, covers: Option<&Head>) -> Result<(), Reason> {
        let known_end = self.ends.get(&writer.node).map(|end| &end.head);
        match (covers, known_end) {
            (None, None) => Ok(()),
            (None, Some(end)) => Err(Reason::Forked {
                previous: end.writer.clone(),
            }),
            (Some(old), _) if !follows(writer, &old.writer) => Err(Reason::CheckpointMismatch),
            (Some(_), None) if self.expectation.from_beginning => Err(Reason::NotFromBeginning),
            (Some(_), None) => Ok(()),
            (Some(old), Some(end)) if old == end => Ok(()),
            (Some(old), Some(end)) if old.writer < end.writer => Err(Reason::Forked {
                previous: old.writer.clone(),
            }),
            (Some(old), Some(_)) => Err(Reason::PreviousMissing {
                previous: old.writer.clone(),
            }),
        }
    }

    fn continued(
        &mut self,
        mut chain: OpenChain,
        record: &ChainRecord,
        signed: Option<&SignedCheckpoint>,
    ) -> Result<OpenChain, Reason> {
        let (expected, found) = (chain.head.seq + 1, record.seq);
        if chain.closed {
            return Err(Reason::AfterClosing);
        }
        if found > expected {
            return Err(Reason::Missing { expected, found });
        }
        if found < expected {
            return Err(Reason::Reordered { expected, found });
        }
        if record.prev != chain.head.hash {
            return Err(Reason::Broken);
        }
        chain.sealed = false;
        match signed {
            Some(signed) => {
                covering(&mut chain, record, &signed.checkpoint)?;
                self.signature(signed)?;
            }
            // A checkpoint bears the time it was asked for and may stand after later events; events go with the clock.
            None if record.at < chain.at => self.report.clock_steps_back += 1,
            None => chain.at = record.at,
        }
        chain.head = record.head();
        chain.places.push_back((record.seq, record.hash));
        if chain.sealed {
            chain.covered = record.seq;
        }
        Ok(chain)
    }

    fn signature(&mut self, signed: &SignedCheckpoint) -> Result<(), Reason> {
        let key = self
            .keys
            .at(signed.key, signed.checkpoint.at)
            .ok_or(Reason::CheckpointKeyUnknown)?;
        key.verify(&signed.checkpoint.to_be_signed(), &signed.signature)
            .map_err(|_| Reason::CheckpointForged)?;
        self.report.checkpoints += 1;
        Ok(())
    }

    /// Takes leave of a chain whose last record stood on the line before `line`.
    fn end(&mut self, chain: OpenChain, line: usize) {
        let OpenChain {
            head, sealed, covered, ..
        } = chain;
        self.finished.insert(head.writer.clone());
        let end = End {
            line: line - 1,
            sealed,
            uncovered: head.seq - covered,
            head,
        };
        self.ends.insert(end.head.writer.node.clone(), end);
    }

    fn finish(mut self) -> Result<Report, BadRecord> {
        let after_last = self.line + 1;
        if let Some(last) = self.current.take() {
            self.end(last, after_last);
        }
        let bad = |line, reason| Err(BadRecord { line, reason });
        if self.expectation.end_checkpoint {
            let unsealed = self.ends.values().filter(|end| !end.sealed);
            if let Some(End { line, head, .. }) = unsealed.min_by_key(|end| end.line) {
                return bad(
                    line + 1,
                    Reason::EndMissing {
                        writer: head.writer.clone(),
                    },
                );
            }
            if self.ends.is_empty() {
                return bad(after_last, Reason::Empty);
            }
        }
        if let Some(Head { writer, seq, .. }) = self.awaited.pop_first() {
            return bad(after_last, Reason::KnownHeadMissing { writer, seq });
        }
        self.report.uncovered = self.ends.values().map(|end| end.uncovered).sum();
        self.report.heads = self.ends.into_values().map(|end| end.head).collect();
        Ok(self.report)
    }
}

/// An interim or closing checkpoint must name a place that is really there.
fn covering(chain: &mut OpenChain, record: &ChainRecord, checkpoint: &Checkpoint) -> Result<(), Reason> {
    let covers = checkpoint.covers.as_ref().ok_or(Reason::CheckpointMismatch)?;
    let kind_fits = match checkpoint.kind {
        CheckpointKind::Opening => false,
        CheckpointKind::Interim => true,
        CheckpointKind::Closing => *covers == chain.head,
    };
    while chain.places.front().is_some_and(|(seq, _)| *seq < covers.seq) {
        chain.places.pop_front();
    }
    let place_fits = chain.places.front() == Some(&(covers.seq, covers.hash));
    let ours = checkpoint.writer == record.writer && covers.writer == record.writer && checkpoint.at == record.at;
    if !kind_fits || !place_fits || !ours {
        return Err(Reason::CheckpointMismatch);
    }
    chain.closed = checkpoint.kind == CheckpointKind::Closing;
    chain.sealed = *covers == chain.head;
    chain.covered = chain.covered.max(covers.seq);
    Ok(())
}
