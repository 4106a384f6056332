//! What a verification asks for and what it answers.

use super::keys::KeysError;
use super::names::{Head, Writer};

/// What the auditor demands beyond an unbroken chain.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    /// The chain of every node must end with a checkpoint that leaves nothing uncovered: a cut tail is then seen.
    pub end_checkpoint: bool,
    /// Every node's chain must start with its very first start.
    pub from_beginning: bool,
    /// Places known from elsewhere (the signer's own log, a paper): they must be in the export. Only this shows an
    /// export that was cut back exactly to an earlier checkpoint, or that lacks a node altogether.
    pub known_heads: Vec<Head>,
}

/// What an export holds, when it holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub records: u64,
    pub chains: u64,
    pub checkpoints: u64,
    /// Records at the ends of the nodes' chains that no checkpoint covers: chained, but not yet signed.
    pub uncovered: u64,
    /// Times the clock went back between two records of one chain: a remark, not a fault.
    pub clock_steps_back: u64,
    /// The last record of each node.
    pub heads: Vec<Head>,
}

/// The first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Строка {line}: {reason}.")]
pub struct BadRecord {
    /// Counted from 1; the number of lines plus one when something is missing at the end.
    pub line: usize,
    pub reason: Reason,
}

/// Why a line cannot stand where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("это не начало выгрузки журнала, возьмите файл, выгруженный целиком")]
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
    #[error("контрольная точка подписана ключом, сертификата которого нет в выгрузке или который тогда не действовал")]
    CheckpointKeyUnknown,
    #[error("за последней записью цепочки {writer} нет контрольной точки: конец обрезан или ещё не подписан")]
    EndMissing { writer: Writer },
    #[error("в выгрузке нет ни одной записи")]
    Empty,
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
            Self::EndMissing { .. } => "journal-end-missing",
            Self::Empty => "journal-empty",
            Self::KnownHeadMissing { .. } => "journal-known-head-missing",
        }
    }
}
