//! When each session was last used, in memory: a session that nobody uses ends. After a restart the count begins anew.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::SessionId;
use jiff::{SignedDuration, Timestamp};

use crate::bounded::{MOST, make_room};

/// A session unused for so long has ended.
const IDLE: SignedDuration = SignedDuration::from_mins(60);

/// Last uses.
#[derive(Debug, Default)]
pub(crate) struct Idle {
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    seen: HashMap<SessionId, Timestamp>,
    /// Sessions as old as this may have been forgotten: whoever is not remembered has ended.
    forgotten: i64,
}

impl Idle {
    /// Notes a use; `false` when the session has been idle too long.
    pub(crate) fn seen(&self, session: SessionId, created_at: Timestamp, now: Timestamp) -> bool {
        let mut memory = self.memory();
        let last = match memory.seen.get(&session) {
            Some(last) => *last,
            None if created_at.as_second() <= memory.forgotten => return false,
            None => now.max(created_at),
        };
        if now.duration_since(last) > IDLE {
            return false;
        }
        if let Some(youngest) = make_room(&mut memory.seen, MOST, |last| last.as_second()) {
            memory.forgotten = youngest;
        }
        memory.seen.insert(session, now);
        true
    }

    /// The last use, when it is known.
    pub(crate) fn last_seen(&self, session: SessionId) -> Option<Timestamp> {
        self.memory().seen.get(&session).copied()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_without_use_ends_a_session() {
        let idle = Idle::default();
        let id = SessionId(uuid::Uuid::from_u128(1));
        let at = |minute: i64| Timestamp::from_second(1_800_000_000 + minute * 60).unwrap();
        assert!(idle.seen(id, at(0), at(0)));
        assert!(idle.seen(id, at(0), at(60)), "the sixtieth minute is still in time");
        assert!(idle.seen(id, at(0), at(119)));
        assert!(!idle.seen(id, at(0), at(180)));
    }

    #[test]
    fn a_dead_session_stays_dead_however_many_others_come_and_they_take_no_more_memory() {
        let idle = Idle::default();
        let at = |minute: i64| Timestamp::from_second(1_800_000_000 + minute * 60).unwrap();
        let id = |n: u128| SessionId(uuid::Uuid::from_u128(n));
        assert!(idle.seen(id(0), at(0), at(0)));
        for n in 1..=MOST as u128 + 10 {
            assert!(idle.seen(id(n), at(61 + n as i64), at(61 + n as i64)));
        }
        assert!(idle.memory().seen.len() <= MOST);
        assert!(!idle.seen(id(0), at(0), at(61)));
        let later = at(MOST as i64 + 100);
        assert!(idle.seen(id(MOST as u128 + 20), later, later), "a new one begins");
    }
}
