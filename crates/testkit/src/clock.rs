//! A clock that moves only when told: terms set by law become ordinary tests.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Clones share one instant, so a test moves the clock that the server under test reads.
#[derive(Clone, Debug)]
pub struct MovableClock(Arc<Mutex<Timestamp>>);

impl MovableClock {
    /// A clock that stands still at `start`.
    #[must_use]
    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(start)))
    }

    /// The instant the clock stands at.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves the clock forward (or back, to play a server whose time was wrong).
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
    }

    /// Puts the clock at an instant.
    pub fn set(&self, to: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_move_together() {
        let start: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let clock = MovableClock::at(start);
        let seen_by_server = clock.clone();
        clock.advance(SignedDuration::from_hours(72));
        assert_eq!(seen_by_server.now(), "2026-03-05T09:00:00Z".parse().unwrap());
        clock.set(start);
        assert_eq!(seen_by_server.now(), start);
    }
}
