//! What was done to an export, and what the verifier says.

use proptest::prelude::*;
use zaver_authority::journal::{ChainRecord, Digest, Writer, record_line};

use super::story::*;
use crate::house::NOW;

fn refused(change: impl FnOnce(&mut Vec<String>)) -> (usize, &'static str) {
    let mut lines = EXPORT.clone();
    change(&mut lines);
    check(&lines, &strict()).unwrap_err()
}

/// Changes a record anywhere and gives it the hash that goes with it, as a forger with the source code would.
fn forge(line: &str, from: &str, to: &str) -> String {
    assert!(line.contains(from), "{line}");
    let line = line.replacen(from, to, 1);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    let text = |name: &str| value[name].as_str().unwrap().to_owned();
    let (seq, at) = (value["seq"].as_u64().unwrap(), value["at"].as_i64().unwrap());
    let prev = Digest::try_from(text("prev")).unwrap();
    let (_, rest) = line.split_once(r#""body":"#).unwrap();
    let (body, _) = rest.rsplit_once(r#","hash":"#).unwrap();
    record_line(&forged_record(&text("writer").parse().unwrap(), seq, prev, at, body))
}

/// A record of any content with a matching hash, by way of the public encoding alone.
pub(super) fn forged_record(writer: &Writer, seq: u64, prev: Digest, at: i64, body: &str) -> ChainRecord {
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
fn every_tampering_is_named_with_its_line() {
    type Change = fn(&mut Vec<String>);
    let table: [(&str, Change, (usize, &str)); 29] = [
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
        ("record removed", |l| drop(l.remove(3)), (4, "journal-missing")),
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
        ("opening removed", |l| drop(l.remove(5)), (6, "journal-not-opened")),
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
        ("checkpoint removed", |l| drop(l.remove(8)), (9, "journal-missing")),
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
            "checkpoint spelled otherwise",
            |l| l[8] = forge(&l[8], r#""key":"#, r#""key": "#),
            (9, "journal-checkpoint-unreadable"),
        ),
        (
            "time of the last checkpoint changed",
            |l| l[14] = forge(&l[14], &at(23), &at(24)),
            (15, "journal-checkpoint-mismatch"),
        ),
        (
            "time of an opening changed",
            |l| l[11] = forge(&l[11], &format!(r#""at":{}"#, at(20)), &format!(r#""at":{}"#, at(19))),
            (12, "journal-checkpoint-mismatch"),
        ),
        (
            "opening after another record",
            |l| l[11] = forge(&l[11], &"0".repeat(64), &"1".repeat(64)),
            (12, "journal-checkpoint-mismatch"),
        ),
        (
            "opening under another start",
            |l| l[5] = forge(&l[5], "opening", "interim"),
            (6, "journal-not-opened"),
        ),
        ("tail cut", |l| drop(l.pop()), (15, "journal-end-missing")),
        ("line cut", |l| l[14].truncate(100), (15, "journal-unreadable")),
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
