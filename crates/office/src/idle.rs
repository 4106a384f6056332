//! When each session was last used, in memory: a session that nobody uses ends. After a restart the count begins anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::id::SessionId;
use jiff::{SignedDuration, Timestamp};

use crate::ops::sign_in::SESSION;

/// A session unused for so long has ended.
const IDLE: SignedDuration = SignedDuration::from_mins(60);

/// Last uses.
#[derive(Debug, Default)]
pub(crate) struct Idle {
    seen: Mutex<HashMap<SessionId, Timestamp>>,
}

impl Idle {
    /// Notes a use; `false` when the session has been idle too long.
    pub(crate) fn seen(&self, session: SessionId, created_at: Timestamp, now: Timestamp) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let alive = |last: Timestamp| now.duration_since(last) <= IDLE;
        let last = seen.get(&session).copied().unwrap_or(now.max(created_at));
        if !alive(last) {
            return false;
        }
        if seen.len() > 10_000 {
            // What is forgotten here has ended by its age: an idle session must not come back to life.
            seen.retain(|_, last| now.duration_since(*last) <= SESSION);
        }
        seen.insert(session, now);
        true
    }

    /// The last use, when it is known.
    pub(crate) fn last_seen(&self, session: SessionId) -> Option<Timestamp> {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&session)
            .copied()
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
    fn a_dead_session_stays_dead_however_many_others_come() {
        let idle = Idle::default();
        let at = |minute: i64| Timestamp::from_second(1_800_000_000 + minute * 60).unwrap();
        let id = |n: u128| SessionId(uuid::Uuid::from_u128(n));
        assert!(idle.seen(id(0), at(0), at(0)));
        for n in 1..=10_002 {
            assert!(idle.seen(id(n), at(61), at(61)));
        }
        assert!(!idle.seen(id(0), at(0), at(61)));
    }
}
