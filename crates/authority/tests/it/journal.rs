//! The journal seen by an auditor: what was done to an export, and what the verifier says.

use std::sync::LazyLock;

use crate::house::{Folder, NOW, der, keeper, sign_one};
use proptest::prelude::*;
use zaver_authority::custody::{Keeper, SignRequest, Signed};
use zaver_authority::journal::{
    Body, Chain, ChainRecord, Checkpoint, Digest, Expectation, Head, NodeName, SignedCheckpoint,
    Writer, header_line, record_line, verify,
};

/// An export of two starts of the node `main`, each opened, worked with, checkpointed and (the second) closed, then one
/// start of the node `spare`:
///
/// | line | record |
/// | --- | --- |
/// | 1 | header |
/// | 2–5 | main, first start: opening, two events, event |
/// | 6–11 | main, second start: opening, two events, interim checkpoint, event, closing |
/// | 12–15 | spare: opening, two events, interim checkpoint over all of them |
static EXPORT: LazyLock<Vec<String>> = LazyLock::new(|| {
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
struct Story {
    keeper: Box<dyn FnMut(&Checkpoint) -> SignedCheckpoint>,
    lines: Vec<String>,
}

impl Story {
    fn new(name: &str) -> Self {
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

    fn open(&mut self, node: &str, previous: Option<Head>, second: i64) -> Chain {
        let writer = Writer::starting(
            node.parse::<NodeName>().unwrap(),
            previous.as_ref(),
            NOW + second,
        );
        let opening = (self.keeper)(&Checkpoint::opening(writer, previous, NOW + second));
        let (chain, record) = Chain::open(&opening).unwrap();
        self.add(&record);
        chain
    }

    fn event(&mut self, chain: &mut Chain, second: i64) {
        let body = format!(
            r#"{{"actor":"0193","operation":"approve","outcome":"done","second":{second}}}"#
        );
        let record = chain
            .append(NOW + second, Body::parse(body.as_bytes()).unwrap())
            .unwrap();
        self.add(&record);
    }

    fn interim(&mut self, chain: &mut Chain, second: i64) {
        let checkpoint = chain.interim(NOW + second);
        self.seal(chain, &checkpoint);
    }

    fn seal(&mut self, chain: &mut Chain, checkpoint: &Checkpoint) {
        let record = chain.seal(&(self.keeper)(checkpoint)).unwrap();
        self.add(&record);
    }

    fn add(&mut self, record: &ChainRecord) {
        self.lines.push(record_line(record));
    }
}

fn signed(keeper: &mut impl Keeper, checkpoint: &Checkpoint) -> SignedCheckpoint {
    match sign_one(keeper, SignRequest::Checkpoint(checkpoint.clone())) {
        Ok(Signed::Checkpoint(signed)) => signed,
        other => panic!("{other:?}"),
    }
}

fn strict() -> Expectation {
    Expectation {
        end_checkpoint: true,
        from_beginning: true,
        known_head: None,
    }
}

/// `Ok` with the report as text, or the line and the code of the refusal.
fn check(
    lines: &[impl AsRef<str>],
    expectation: &Expectation,
) -> Result<String, (usize, &'static str)> {
    let root = der("ca/root.pem");
    match verify(lines, &[&root], expectation) {
        Ok(report) => Ok(format!(
            "{} records, {} chains, {} checkpoints, {} uncovered, {} steps back",
            report.records,
            report.chains,
            report.checkpoints,
            report.uncovered,
            report.clock_steps_back
        )),
        Err(bad) => Err((bad.line, bad.reason.code())),
    }
}

fn refused(change: impl FnOnce(&mut Vec<String>)) -> (usize, &'static str) {
    let mut lines = EXPORT.clone();
    change(&mut lines);
    check(&lines, &strict()).unwrap_err()
}

/// Gives a record another body and the hash that goes with it, as a forger with the source code would.
fn forge(line: &str, from: &str, to: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    let text = |name: &str| value[name].as_str().unwrap().to_owned();
    let writer = text("writer").parse().unwrap();
    let prev = Digest::try_from(text("prev")).unwrap();
    let (_, rest) = line.split_once(r#""body":"#).unwrap();
    let (body, _) = rest.rsplit_once(r#","hash":"#).unwrap();
    assert!(body.contains(from), "{body}");
    let body = body.replacen(from, to, 1);
    record_line(&forged_record(
        &writer,
        value["seq"].as_u64().unwrap(),
        prev,
        value["at"].as_i64().unwrap(),
        &body,
    ))
}

/// A record of any content with a matching hash, by way of the public encoding alone.
fn forged_record(writer: &Writer, seq: u64, prev: Digest, at: i64, body: &str) -> ChainRecord {
    let field = |bytes: &[u8]| [&(bytes.len() as u64).to_be_bytes()[..], bytes].concat();
    let bytes: Vec<u8> = [
        field(b"zaver/journal/record/1"),
        field(writer.node.as_str().as_bytes()),
        field(&writer.epoch.to_be_bytes()),
        field(&seq.to_be_bytes()),
        field(&prev.0),
        field(&at.to_be_bytes()),
        field(body.as_bytes()),
    ]
    .concat();
    let hash = Digest(gost::streebog256(&bytes));
    ChainRecord::from_stored(writer.clone(), seq, prev, at, body.as_bytes(), hash).unwrap()
}

#[test]
fn untouched_export_is_whole() {
    assert_eq!(EXPORT.len(), 15);
    assert_eq!(
        check(&EXPORT, &strict()).unwrap(),
        "14 records, 3 chains, 6 checkpoints, 0 uncovered, 0 steps back"
    );
}

#[test]
fn every_tampering_is_named_with_its_line() {
    type Change = fn(&mut Vec<String>);
    let table: [(&str, Change, (usize, &str)); 25] = [
        ("empty file", |l| l.clear(), (1, "journal-header")),
        ("no header", |l| drop(l.remove(0)), (1, "journal-header")),
        (
            "body changed",
            |l| l[3] = l[3].replace("approve", "dismiss"),
            (4, "journal-changed"),
        ),
        (
            "time changed",
            |l| l[3] = l[3].replace(&at(2), &at(3)),
            (4, "journal-changed"),
        ),
        (
            "body changed, hash recomputed",
            |l| l[3] = forge(&l[3], "approve", "dismiss"),
            (5, "journal-broken"),
        ),
        (
            "spaces added",
            |l| l[3] = l[3].replace(':', ": "),
            (4, "journal-unreadable"),
        ),
        (
            "field added",
            |l| l[3] = l[3].replacen('{', r#"{"note":"","#, 1),
            (4, "journal-unreadable"),
        ),
        (
            "record removed",
            |l| drop(l.remove(3)),
            (4, "journal-missing"),
        ),
        (
            "record repeated",
            |l| l.insert(4, l[3].clone()),
            (5, "journal-reordered"),
        ),
        ("records swapped", |l| l.swap(2, 3), (3, "journal-missing")),
        (
            "end of a continued chain removed",
            |l| drop(l.remove(4)),
            (5, "journal-previous-missing"),
        ),
        (
            "end of a closed chain removed",
            |l| drop(l.remove(10)),
            (11, "journal-end-missing"),
        ),
        (
            "chain removed",
            |l| drop(l.drain(1..5)),
            (2, "journal-not-from-beginning"),
        ),
        (
            "opening removed",
            |l| drop(l.remove(5)),
            (6, "journal-not-opened"),
        ),
        (
            "chains swapped",
            |l| l[1..11].rotate_left(4),
            (2, "journal-not-from-beginning"),
        ),
        (
            "two writers interleaved",
            |l| l.swap(10, 11),
            (12, "journal-interleaved"),
        ),
        (
            "checkpoint removed",
            |l| drop(l.remove(8)),
            (9, "journal-missing"),
        ),
        (
            "checkpoint of another place",
            |l| l[8] = forge(&l[8], r#""seq":3"#, r#""seq":2"#),
            (9, "journal-checkpoint-mismatch"),
        ),
        (
            "checkpoint of another kind",
            |l| l[8] = forge(&l[8], "interim", "closing"),
            (9, "journal-checkpoint-forged"),
        ),
        (
            "checkpoint signature changed",
            |l| l[8] = change_signature(&l[8]),
            (9, "journal-checkpoint-forged"),
        ),
        (
            "checkpoint under another key",
            |l| l[8] = change_key(&l[8]),
            (9, "journal-checkpoint-key-unknown"),
        ),
        (
            "checkpoint with more in it",
            |l| l[8] = forge(&l[8], r#""key""#, r#""note":"","key""#),
            (9, "journal-checkpoint-unreadable"),
        ),
        (
            "opening under another start",
            |l| l[5] = forge(&l[5], "opening", "interim"),
            (6, "journal-not-opened"),
        ),
        ("tail cut", |l| drop(l.pop()), (15, "journal-end-missing")),
        (
            "line cut",
            |l| l[14].truncate(100),
            (15, "journal-unreadable"),
        ),
    ];
    for (what, change, expected) in table {
        assert_eq!(refused(change), expected, "{what}");
    }
}

/// How a second of the story stands in a line.
fn at(second: i64) -> String {
    (NOW + second).to_string()
}

/// Another signature of the right length, with a matching hash.
fn change_signature(line: &str) -> String {
    let (_, rest) = line.split_once(r#""signature":""#).unwrap();
    let (first, other) = if rest.starts_with('A') {
        ("A", "B")
    } else {
        (&rest[..1], "A")
    };
    forge(
        line,
        &format!(r#""signature":"{first}"#),
        &format!(r#""signature":"{other}"#),
    )
}

fn change_key(line: &str) -> String {
    let (_, rest) = line.split_once(r#""key":""#).unwrap();
    forge(line, &rest[..64], &"0".repeat(64))
}

#[test]
fn record_after_closing_is_refused() {
    let (line, code) = refused(|lines| {
        let closing: serde_json::Value = serde_json::from_str(&lines[10]).unwrap();
        let writer: Writer = closing["writer"].as_str().unwrap().parse().unwrap();
        let prev = Digest::try_from(closing["hash"].as_str().unwrap().to_owned()).unwrap();
        let record = forged_record(&writer, 7, prev, NOW + 15, r#"{"operation":"approve"}"#);
        lines.insert(11, record_line(&record));
    });
    assert_eq!((line, code), (12, "journal-after-closing"));
}

#[test]
fn second_chain_from_one_head_is_a_fork() {
    let mut story = Story::new("fork");
    let first = story.open("main", None, 0);
    let second = story.open("main", Some(first.head().clone()), 10);
    let _third = story.open("main", Some(first.head().clone()), 20);
    assert_eq!(second.head().seq, 1);
    assert_eq!(
        check(&story.lines, &strict()).unwrap_err(),
        (4, "journal-forked")
    );
    let mut story = Story::new("fork-from-nothing");
    story.open("main", None, 0);
    story.open("main", None, 10);
    assert_eq!(
        check(&story.lines, &strict()).unwrap_err(),
        (3, "journal-forked")
    );
}

#[test]
fn export_may_begin_with_a_later_start_when_nobody_expects_the_first() {
    let lines: Vec<_> = EXPORT.iter().take(1).chain(&EXPORT[5..]).collect();
    assert_eq!(
        check(&lines, &strict()).unwrap_err(),
        (2, "journal-not-from-beginning")
    );
    assert!(
        check(
            &lines,
            &Expectation {
                from_beginning: false,
                ..strict()
            }
        )
        .is_ok()
    );
}

#[test]
fn cut_back_to_an_earlier_checkpoint_is_seen_against_a_known_head() {
    let cut = &EXPORT[..11];
    assert!(
        check(cut, &strict()).is_ok(),
        "nothing inside the file can show it"
    );
    let last: serde_json::Value = serde_json::from_str(&EXPORT[13]).unwrap();
    let known = Head {
        writer: last["writer"].as_str().unwrap().parse().unwrap(),
        seq: last["seq"].as_u64().unwrap(),
        hash: Digest::try_from(last["hash"].as_str().unwrap().to_owned()).unwrap(),
    };
    let expectation = Expectation {
        known_head: Some(known),
        ..strict()
    };
    assert!(check(&EXPORT, &expectation).is_ok());
    assert_eq!(
        check(cut, &expectation).unwrap_err(),
        (12, "journal-known-head-missing")
    );
}

#[test]
fn unsigned_tail_is_reported() {
    let lines = &EXPORT[..14];
    assert_eq!(
        check(lines, &strict()).unwrap_err(),
        (15, "journal-end-missing")
    );
    let lenient = Expectation {
        end_checkpoint: false,
        ..strict()
    };
    assert_eq!(
        check(lines, &lenient).unwrap(),
        "13 records, 3 chains, 5 checkpoints, 2 uncovered, 0 steps back"
    );
}

#[test]
fn clock_that_went_back_is_a_remark() {
    let mut story = Story::new("clock");
    let mut chain = story.open("main", None, 30);
    story.event(&mut chain, 40);
    story.event(&mut chain, 35);
    story.interim(&mut chain, 41);
    assert_eq!(
        check(&story.lines, &strict()).unwrap(),
        "4 records, 1 chains, 2 checkpoints, 0 uncovered, 1 steps back"
    );
}

#[test]
fn certificates_of_the_export_must_come_from_the_auditors_root() {
    let root = der("ca/root.pem");
    let issuing = der("ca/issuing.pem");
    let code = |lines: &[String], anchors: &[&[u8]]| {
        verify(lines, anchors, &strict()).unwrap_err().reason.code()
    };
    assert_eq!(code(&EXPORT, &[]), "journal-certificate-untrusted");
    assert_eq!(code(&EXPORT, &[&issuing]), "journal-certificate-untrusted");
    assert_eq!(code(&EXPORT, &[b"noise"]), "journal-anchor");
    let with_header = |certificate: &[u8]| {
        let mut lines = EXPORT.clone();
        lines[0] = header_line([certificate]);
        lines
    };
    assert_eq!(
        code(&with_header(&issuing), &[&root]),
        "journal-certificate-purpose"
    );
    assert_eq!(
        code(&with_header(b"noise"), &[&root]),
        "journal-certificate-unreadable"
    );
}

#[test]
fn chain_refuses_what_would_not_verify() {
    let mut story = Story::new("chain");
    let mut chain = story.open("main", None, 0);
    story.event(&mut chain, 1);
    let early = (story.keeper)(&chain.interim(NOW + 1));
    story.event(&mut chain, 2);
    let stale = (story.keeper)(&chain.closing(NOW + 2));
    story.event(&mut chain, 3);
    assert_eq!(
        chain.seal(&stale).unwrap_err().code(),
        "journal-not-at-head"
    );
    story.interim(&mut chain, 4);
    assert_eq!(
        chain.seal(&early).unwrap_err().code(),
        "journal-foreign-checkpoint",
        "older than the last one"
    );
    assert_eq!(
        Chain::open(&early).unwrap_err().code(),
        "journal-not-opening"
    );
    let closing = chain.closing(NOW + 5);
    story.seal(&mut chain, &closing);
    let body = Body::parse(br#"{"operation":"approve"}"#).unwrap();
    assert_eq!(
        chain.append(NOW + 6, body).unwrap_err().code(),
        "journal-closed"
    );
    assert!(check(&story.lines, &strict()).is_ok());
}

#[test]
fn committer_goes_back_to_the_old_value_when_its_transaction_fails() {
    let mut story = Story::new("rollback");
    let mut chain = story.open("main", None, 0);
    let before = chain.clone();
    let body = Body::parse(br#"{"operation":"approve"}"#).unwrap();
    chain.append(NOW + 1, body).unwrap();
    chain = before;
    story.event(&mut chain, 2);
    story.interim(&mut chain, 3);
    assert!(check(&story.lines, &strict()).is_ok());
}

#[test]
fn body_is_one_json_object_on_one_line() {
    for (body, code) in [
        (&b""[..], "journal-body-not-json"),
        (b"[]", "journal-body-not-json"),
        (b"{\"operation\":\"a\"", "journal-body-not-json"),
        (b"{\"operation\":\"a\"}{}", "journal-body-not-json"),
        (b"{\n\"operation\":\"a\"}", "journal-body-not-json"),
        (b"{\"operation\":\"\xff\"}", "journal-body-not-json"),
        (b"{}", "journal-body-no-operation"),
        (b"{\"operation\":1}", "journal-body-no-operation"),
        (
            b"{\"operation\":\"journal-checkpoint\"}",
            "journal-body-reserved",
        ),
    ] {
        assert_eq!(
            Body::parse(body).unwrap_err().code(),
            code,
            "{}",
            String::from_utf8_lossy(body)
        );
    }
    let long = format!(r#"{{"operation":"{}"}}"#, "a".repeat(64 * 1024));
    assert_eq!(
        Body::parse(long.as_bytes()).unwrap_err().code(),
        "journal-body-too-long"
    );
}

#[test]
fn writer_of_a_restart_is_always_later() {
    let node: NodeName = "main".parse().unwrap();
    let first = Writer::starting(node.clone(), None, NOW);
    let head = Head {
        writer: first.clone(),
        seq: 1,
        hash: Digest::NONE,
    };
    for now in [NOW + 5, NOW, NOW - 1000, -1] {
        assert!(
            Writer::starting(node.clone(), Some(&head), now).epoch > first.epoch,
            "{now}"
        );
    }
    for wrong in [
        "", "Main:1", "main", "main:", "main:+1", "main:01", "main:-1", "ma in:1", ":1",
    ] {
        assert!(wrong.parse::<Writer>().is_err(), "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_changed_byte_is_seen(place in any::<proptest::sample::Index>(), change in 1..=255_u8) {
        let mut bytes = EXPORT.join("\n").into_bytes();
        let at = place.index(bytes.len());
        bytes[at] ^= change;
        // A file that is no text is not even read line by line.
        if let Ok(text) = String::from_utf8(bytes) {
            let lines: Vec<_> = text.split('\n').collect();
            prop_assert!(check(&lines, &strict()).is_err(), "byte {at}");
        }
    }

    #[test]
    fn any_lost_or_moved_line_is_seen(from in 0..15_usize, to in 0..15_usize) {
        let mut lines = EXPORT.clone();
        let line = lines.remove(from);
        prop_assert!(check(&lines, &strict()).is_err(), "line {from} lost");
        if from != to {
            lines.insert(to, line);
            prop_assert!(check(&lines, &strict()).is_err(), "line {from} moved to {to}");
        }
    }
}
