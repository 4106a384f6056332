//! The keeper of keys: what it opens, what it signs, what it refuses, what it writes down.

mod answers;
mod certificates;
mod checkpoints;
mod contract;
mod handle;
mod lists;
mod opening;
mod remote;
mod served;
mod stamps;

/// Replaces the one place where `from` stands by bytes of the same length.
pub(super) fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let place = bytes.windows(from.len()).position(|window| window == from).unwrap();
    [&bytes[..place], to, &bytes[place + from.len()..]].concat()
}

/// Replaces an element of a SEQUENCE by one of another length, and mends the length of the SEQUENCE.
pub(super) fn resized(sequence: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let content = &sequence[4..];
    let place = content.windows(from.len()).position(|window| window == from).unwrap();
    let content = [&content[..place], to, &content[place + from.len()..]].concat();
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[0x30, 0x82, length[0], length[1]], content.as_slice()].concat()
}

/// Swaps notBefore and notAfter, two UTCTimes of 15 bytes.
pub(super) fn backwards(tbs: &[u8]) -> Vec<u8> {
    let place = tbs
        .windows(4)
        .position(|window| window == [0x30, 0x1e, 0x17, 0x0d])
        .unwrap()
        + 2;
    let (first, second) = (&tbs[place..place + 15], &tbs[place + 15..place + 30]);
    [&tbs[..place], second, first, &tbs[place + 30..]].concat()
}
