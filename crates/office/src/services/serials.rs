//! Serial numbers of time stamps: none is given twice, by no server process, before or after any crash.
//!
//! A process takes a whole block by one record in the database and counts in memory; what is left of the block when it
//! ends is never used.

use domain::rights::{Actor, Operation};
use tokio::sync::Mutex;

use crate::refusal::Refusal;
use crate::{Office, Operate, Step};

#[derive(Debug, Default)]
pub(super) struct Serials(Mutex<Option<Block>>);

#[derive(Debug)]
struct Block {
    number: u64,
    next: u32,
}

impl Serials {
    /// The next number as the content of a positive INTEGER: the block, then the place in it.
    pub(super) async fn next(&self, office: &Office) -> Result<Vec<u8>, Refusal> {
        let mut block = self.0.lock().await;
        let (number, place) = match &*block {
            Some(block) => (block.number, block.next),
            None => (office.perform(&Actor::SYSTEM, Reserve).await?, 0),
        };
        *block = place.checked_add(1).map(|next| Block { number, next });
        Ok(integer(u128::from(number) << 32 | u128::from(place)))
    }
}

#[derive(Clone, Copy, Debug)]
struct Reserve;

impl Operate for Reserve {
    const OPERATION: Operation = Operation::ReserveStampNumbers;
    type Outcome = u64;

    async fn run(&self, step: &mut Step<'_>) -> Result<u64, Refusal> {
        let block = step.next_number("stamp-block").await?;
        step.note("block", block);
        Ok(block)
    }
}

/// The shortest form; the first bit is the sign.
fn integer(number: u128) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(15);
    let from = if bytes[zeros] < 0x80 { zeros } else { zeros - 1 };
    bytes[from..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::integer;

    #[test]
    fn an_integer_is_short_and_positive() {
        assert_eq!(integer(0), [0]);
        assert_eq!(integer(0x7f), [0x7f]);
        assert_eq!(integer(0x80), [0, 0x80]);
        assert_eq!(integer(1 << 32), [1, 0, 0, 0, 0]);
    }
}
