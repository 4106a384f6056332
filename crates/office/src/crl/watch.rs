//! What health says of the lists: asked at any instant, whether the background work runs or not.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use storage::crls::Crl;

/// A clock may go back by so much without a word.
pub(super) const NO_STEP: SignedDuration = SignedDuration::from_secs(60);

/// What is wrong with the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The last quarter of a life has begun and nobody has renewed the list.
    Near,
    /// A list was refused or not signed.
    Refused,
    /// A list is dated after this instant: nobody accepts it before its time.
    Ahead,
    /// nextUpdate of a list has passed, or there is none.
    Over,
}

/// The newest lists as they were last seen.
#[derive(Debug, Default)]
pub(crate) struct Watch(Mutex<Option<Seen>>);

#[derive(Clone, Copy, Debug)]
struct Seen {
    refused: bool,
    /// The latest thisUpdate, the earliest start of a last quarter, the earliest nextUpdate.
    dated: Timestamp,
    near: Timestamp,
    over: Timestamp,
}

impl Watch {
    pub(super) fn note(&self, newest: &[&Crl], refused: bool) {
        let quarter = |list: &Crl| list.next_update.duration_since(list.this_update) / 4;
        let near = |list: &Crl| {
            list.next_update
                .saturating_sub(quarter(list))
                .unwrap_or(list.next_update)
        };
        let seen = Seen {
            refused,
            dated: newest
                .iter()
                .map(|list| list.this_update)
                .max()
                .unwrap_or(Timestamp::MIN),
            near: newest.iter().map(|list| near(list)).min().unwrap_or(Timestamp::MIN),
            over: newest
                .iter()
                .map(|list| list.next_update)
                .min()
                .unwrap_or(Timestamp::MIN),
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }

    /// The worst of what is wrong at this instant.
    pub(crate) fn trouble(&self, now: Timestamp) -> Option<Trouble> {
        let seen = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        let ahead = seen.dated.duration_since(now) > NO_STEP;
        [
            (now >= seen.over, Trouble::Over),
            (ahead, Trouble::Ahead),
            (seen.refused, Trouble::Refused),
            (now >= seen.near, Trouble::Near),
        ]
        .into_iter()
        .find_map(|(is, trouble)| is.then_some(trouble))
    }
}
