//! The authority seen from outside, one file a subject.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

mod crl;
mod custody;
mod house;
mod issuing;
mod journal;
mod road;
mod root_key;
mod shares;
