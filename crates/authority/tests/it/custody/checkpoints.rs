//! Checkpoints of the journal.

use zaver_authority::custody::{SignError, SignRequest};
use zaver_authority::journal::{Checkpoint, CheckpointKind, Digest, Head, Writer};

use crate::house::*;

#[test]
fn two_stories_about_one_place_are_refused() {
    let folder = Folder::new("checkpoints");
    let mut keeper = keeper(&folder, NOW);
    let mut ask = |kind, epoch: u64, covers: Option<(u64, u64, u8)>, at| {
        let writer = |epoch| Writer {
            node: "main".parse().unwrap(),
            epoch,
        };
        let covers = covers.map(|(epoch, seq, byte)| Head {
            writer: writer(epoch),
            seq,
            hash: Digest([byte; 32]),
        });
        let checkpoint = Checkpoint {
            kind,
            writer: writer(epoch),
            covers,
            at,
        };
        sign_one(&mut keeper, SignRequest::Checkpoint(checkpoint))
            .map(drop)
            .map_err(SignError::code)
    };
    use CheckpointKind::{Closing, Interim, Opening};
    assert_eq!(ask(Opening, 10, None, NOW), Ok(()));
    assert_eq!(ask(Interim, 10, None, NOW), Err("checkpoint-covers"));
    assert_eq!(ask(Interim, 10, Some((9, 5, 1)), NOW), Err("checkpoint-covers"));
    assert_eq!(ask(Interim, 10, Some((10, 5, 1)), NOW + 301), Err("checkpoint-ahead"));
    assert_eq!(ask(Interim, 10, Some((10, 5, 1)), NOW), Ok(()));
    assert_eq!(ask(Interim, 10, Some((10, 5, 2)), NOW), Err("checkpoint-forked"));
    assert_eq!(ask(Interim, 10, Some((10, 4, 1)), NOW), Err("checkpoint-back"));
    assert_eq!(ask(Closing, 10, Some((10, 5, 1)), NOW), Ok(()));
    assert_eq!(ask(Opening, 10, Some((10, 5, 1)), NOW), Err("checkpoint-covers"));
    assert_eq!(ask(Opening, 11, Some((10, 5, 1)), NOW), Ok(()));
    assert_eq!(ask(Opening, 11, Some((10, 6, 2)), NOW), Err("checkpoint-forked"));
    assert_eq!(ask(Interim, 10, Some((10, 9, 1)), NOW), Err("checkpoint-back"));
}
