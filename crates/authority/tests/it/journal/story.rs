//! Journals written the way a committer writes them.

use std::sync::LazyLock;

use zaver_authority::custody::{Keeper, SignRequest, Signed};
use zaver_authority::journal::{
    Body, Chain, ChainRecord, Checkpoint, Expectation, Head, NodeName, SignedCheckpoint, Writer, header_line,
    record_line, verify,
};

use crate::house::*;

/// An export of two starts of the node `main`, each opened, worked with, checkpointed and (the second) closed, then one
/// start of the node `spare`:
///
/// | line | record |
/// | --- | --- |
/// | 1 | header |
/// | 2–5 | main, first start: opening, two events, event |
/// | 6–11 | main, second start: opening, two events, interim checkpoint, event, closing |
/// | 12–15 | spare: opening, two events, interim checkpoint over all of them |
pub(super) static EXPORT: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut story = Story::new("export");
    let mut first = story.open("main", None, 0);
    for second in 1..=3 {
        story.event(&mut first, second);
    }
    let mut second = story.open("main", Some(first.head().clone()), 10);
    story.event(&mut second, 11);
    story.event(&mut second, 12);
    story.interim(&mut second, 12);
    story.event(&mut second, 13);
    let closing = second.closing(NOW + 14);
    story.seal(&mut second, &closing);
    let mut spare = story.open("spare", None, 20);
    story.event(&mut spare, 21);
    story.event(&mut spare, 22);
    story.interim(&mut spare, 23);
    story.lines
});

/// Writes a journal the way a committer does.
pub(super) struct Story {
    pub(super) keeper: Box<dyn FnMut(&Checkpoint) -> SignedCheckpoint>,
    pub(super) lines: Vec<String>,
}

impl Story {
    pub(super) fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let mut keeper = keeper(&folder, NOW + 60);
        let journal = der("ca/journal.pem");
        let sign = move |checkpoint: &Checkpoint| {
            let _alive = &folder;
            signed(&mut keeper, checkpoint)
        };
        Self {
            keeper: Box::new(sign),
            lines: vec![header_line([journal.as_slice()])],
        }
    }

    pub(super) fn open(&mut self, node: &str, previous: Option<Head>, second: i64) -> Chain {
        let writer = Writer::starting(node.parse::<NodeName>().unwrap(), previous.as_ref(), NOW + second);
        let opening = (self.keeper)(&Checkpoint::opening(writer, previous, NOW + second));
        let (chain, record) = Chain::open(&opening).unwrap();
        self.add(&record);
        chain
    }

    pub(super) fn event(&mut self, chain: &mut Chain, second: i64) {
        let body = format!(r#"{{"actor":"0193","operation":"approve","outcome":"done","second":{second}}}"#);
        let record = chain
            .append(NOW + second, Body::parse(body.as_bytes()).unwrap())
            .unwrap();
        self.add(&record);
    }

    pub(super) fn interim(&mut self, chain: &mut Chain, second: i64) {
        let checkpoint = chain.interim(NOW + second);
        self.seal(chain, &checkpoint);
    }

    pub(super) fn seal(&mut self, chain: &mut Chain, checkpoint: &Checkpoint) {
        let record = chain.seal(&(self.keeper)(checkpoint)).unwrap();
        self.add(&record);
    }

    pub(super) fn add(&mut self, record: &ChainRecord) {
        self.lines.push(record_line(record));
    }
}

pub(super) fn signed(keeper: &mut impl Keeper, checkpoint: &Checkpoint) -> SignedCheckpoint {
    match sign_one(keeper, SignRequest::Checkpoint(checkpoint.clone())) {
        Ok(Signed::Checkpoint(signed)) => signed,
        other => panic!("{other:?}"),
    }
}

pub(super) fn strict() -> Expectation {
    Expectation {
        end_checkpoint: true,
        from_beginning: true,
        known_heads: Vec::new(),
    }
}

/// `Ok` with the report as text, or the line and the code of the refusal.
pub(super) fn check(lines: &[impl AsRef<str>], expectation: &Expectation) -> Result<String, (usize, &'static str)> {
    let root = der("ca/root.pem");
    match verify(lines, &[&root], expectation) {
        Ok(report) => Ok(format!(
            "{} records, {} chains, {} checkpoints, {} uncovered, {} steps back",
            report.records, report.chains, report.checkpoints, report.uncovered, report.clock_steps_back
        )),
        Err(bad) => Err((bad.line, bad.reason.code())),
    }
}
