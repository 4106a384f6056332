//! The authority seen from outside, one file a subject.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare itself fails"
)]

mod house;
mod journal;
