//! What an auditor runs, offline, on an export.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::chain::follows;
use super::checkpoint::{Checkpoint, CheckpointKind, SignedCheckpoint};
use super::export::{parse_header, parse_record};
use super::keys::{JournalKeys, KeysError};
use super::record::{ChainRecord, Digest, Head, NodeName, Writer};

/// What the auditor demands beyond an unbroken chain.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The last record must be a checkpoint that leaves nothing after it uncovered: a cut tail is then seen.
    pub end_checkpoint: bool,
    /// Every node's chain must start with its very first start.
    pub from_beginning: bool,
    /// A place known from elsewhere (the signer's own log, a paper): it must be in the export. Only this shows an
    /// export that was cut back exactly to an earlier checkpoint.
    pub known_head: Option<Head>,
}

/// What an export holds, when it holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub records: u64,
    pub chains: u64,
    pub checkpoints: u64,
    /// Records after the last checkpoint that covers them: chained, but not yet signed.
    pub uncovered: u64,
    /// Times the clock went back between two records of one chain: a remark, not a fault.
    pub clock_steps_back: u64,
    /// The last record of each node.
    pub heads: Vec<Head>,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("строка {line}: {reason}")]
pub struct BadRecord {
    /// Counted from 1; the number of lines plus one when something is missing at the end.
    pub line: usize,
    pub reason: Reason,
}

/// Why a line cannot stand where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("это не начало выгрузки журнала; возьмите файл, выгруженный целиком")]
    Header,
    #[error(transparent)]
    Keys(#[from] KeysError),
    #[error("строка не читается как запись журнала")]
    Unreadable,
    #[error("содержание записи не отвечает её хэшу: запись изменена")]
    Changed,
    #[error("пропущены записи: ожидалась № {expected}, стоит № {found}")]
    Missing { expected: u64, found: u64 },
    #[error("запись № {found} стоит не на своём месте: ожидалась № {expected}")]
    Reordered { expected: u64, found: u64 },
    #[error("запись не продолжает предыдущую: связь по хэшу разорвана")]
    Broken,
    #[error("записи двух цепочек перемешаны: {writer} уже окончена выше")]
    Interleaved { writer: Writer },
    #[error("цепочка {writer} начата без открывающей контрольной точки")]
    NotOpened { writer: Writer },
    #[error("после закрывающей контрольной точки цепочка не продолжается")]
    AfterClosing,
    #[error("от последней записи {previous} уже начата другая цепочка")]
    Forked { previous: Writer },
    #[error("нет записей цепочки {previous} до конца, на который ссылается новая цепочка")]
    PreviousMissing { previous: Writer },
    #[error("выгрузка начинается не с первой записи узла")]
    NotFromBeginning,
    #[error("контрольная точка не читается")]
    CheckpointUnreadable,
    #[error("контрольная точка указывает не на те записи, за которыми стоит")]
    CheckpointMismatch,
    #[error("подпись контрольной точки неверна")]
    CheckpointForged,
    #[error(
        "контрольная точка подписана ключом, сертификата которого нет в выгрузке или который тогда не действовал"
    )]
    CheckpointKeyUnknown,
    #[error(
        "в конце нет контрольной точки за последней записью: конец журнала обрезан или ещё не подписан"
    )]
    EndMissing,
    #[error("нет записи {writer} № {seq}, известной из другого источника: журнал обрезан")]
    KnownHeadMissing { writer: Writer, seq: u64 },
}

impl Reason {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Header => "journal-header",
            Self::Keys(error) => error.code(),
            Self::Unreadable => "journal-unreadable",
            Self::Changed => "journal-changed",
            Self::Missing { .. } => "journal-missing",
            Self::Reordered { .. } => "journal-reordered",
            Self::Broken => "journal-broken",
            Self::Interleaved { .. } => "journal-interleaved",
            Self::NotOpened { .. } => "journal-not-opened",
            Self::AfterClosing => "journal-after-closing",
            Self::Forked { .. } => "journal-forked",
            Self::PreviousMissing { .. } => "journal-previous-missing",
            Self::NotFromBeginning => "journal-not-from-beginning",
            Self::CheckpointUnreadable => "journal-checkpoint-unreadable",
            Self::CheckpointMismatch => "journal-checkpoint-mismatch",
            Self::CheckpointForged => "journal-checkpoint-forged",
            Self::CheckpointKeyUnknown => "journal-checkpoint-key-unknown",
            Self::EndMissing => "journal-end-missing",
            Self::KnownHeadMissing { .. } => "journal-known-head-missing",
        }
    }
}

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
    let keys =
        JournalKeys::from_certificates(&header, anchors).map_err(|error| bad(1, error.into()))?;

    let mut verifier = Verifier::new(keys, expectation);
    let mut count = 1;
    for line in lines {
        count += 1;
        let record = parse_record(line.as_ref()).ok_or(bad(count, Reason::Unreadable))?;
        verifier
            .record(record)
            .map_err(|reason| bad(count, reason))?;
    }
    verifier.finish().map_err(|reason| bad(count + 1, reason))
}

struct Verifier<'e> {
    keys: JournalKeys,
    expectation: &'e Expectation,
    known_head_seen: bool,
    current: Option<OpenChain>,
    finished: BTreeSet<Writer>,
    /// The last record of each node; where its next chain must begin.
    ends: BTreeMap<NodeName, Head>,
    report: Report,
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
            known_head_seen: expectation.known_head.is_none(),
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
            Some(super::record::CHECKPOINT_OPERATION) => Some(
                SignedCheckpoint::from_body(&record.body).ok_or(Reason::CheckpointUnreadable)?,
            ),
            _ => None,
        };
        match self.current.take() {
            Some(chain) if chain.head.writer == record.writer => {
                self.current = Some(self.continued(chain, &record, signed.as_ref())?);
            }
            ended => {
                if let Some(ended) = ended {
                    self.end(ended);
                }
                self.current = Some(self.opened(&record, signed.as_ref())?);
            }
        }
        self.report.records += 1;
        self.known_head_seen |= self
            .expectation
            .known_head
            .as_ref()
            .is_some_and(|known| *known == record.head());
        Ok(())
    }

    /// The first record of another chain.
    fn opened(
        &mut self,
        record: &ChainRecord,
        signed: Option<&SignedCheckpoint>,
    ) -> Result<OpenChain, Reason> {
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
        let Checkpoint {
            writer, covers, at, ..
        } = &opening.checkpoint;
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
        let known_end = self.ends.get(&writer.node);
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

    fn end(&mut self, chain: OpenChain) {
        self.finished.insert(chain.head.writer.clone());
        self.ends.insert(chain.head.writer.node.clone(), chain.head);
    }

    fn finish(mut self) -> Result<Report, Reason> {
        let (sealed, uncovered) = self.current.as_ref().map_or((false, 0), |last| {
            (last.sealed, last.head.seq - last.covered)
        });
        if self.expectation.end_checkpoint && !sealed {
            return Err(Reason::EndMissing);
        }
        if let Some(known) = self
            .expectation
            .known_head
            .as_ref()
            .filter(|_| !self.known_head_seen)
        {
            return Err(Reason::KnownHeadMissing {
                writer: known.writer.clone(),
                seq: known.seq,
            });
        }
        if let Some(last) = self.current.take() {
            self.end(last);
        }
        self.report.uncovered = uncovered;
        self.report.heads = self.ends.into_values().collect();
        Ok(self.report)
    }
}

/// An interim or closing checkpoint must name a place that is really there.
fn covering(
    chain: &mut OpenChain,
    record: &ChainRecord,
    checkpoint: &Checkpoint,
) -> Result<(), Reason> {
    let covers = checkpoint
        .covers
        .as_ref()
        .ok_or(Reason::CheckpointMismatch)?;
    let kind_fits = match checkpoint.kind {
        CheckpointKind::Opening => false,
        CheckpointKind::Interim => true,
        CheckpointKind::Closing => *covers == chain.head,
    };
    while chain
        .places
        .front()
        .is_some_and(|(seq, _)| *seq < covers.seq)
    {
        chain.places.pop_front();
    }
    let place_fits = chain.places.front() == Some(&(covers.seq, covers.hash));
    let ours = checkpoint.writer == record.writer
        && covers.writer == record.writer
        && checkpoint.at == record.at;
    if !kind_fits || !place_fits || !ours {
        return Err(Reason::CheckpointMismatch);
    }
    chain.closed = checkpoint.kind == CheckpointKind::Closing;
    chain.sealed = *covers == chain.head;
    chain.covered = chain.covered.max(covers.seq);
    Ok(())
}
