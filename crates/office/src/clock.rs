//! The clock of the office: time is asked here and nowhere else.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where time comes from.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// This instant.
    fn now(&self) -> Timestamp;
}

/// The machine's clock, with a shift that only the demo moves.
#[derive(Debug, Default)]
pub struct SystemClock {
    shift_seconds: AtomicI64,
}

impl SystemClock {
    /// The machine's clock moved by `seconds`.
    #[must_use]
    pub const fn shifted(seconds: i64) -> Self {
        Self {
            shift_seconds: AtomicI64::new(seconds),
        }
    }

    /// Moves the clock forward; the new shift in seconds.
    pub fn advance(&self, seconds: u32) -> i64 {
        self.shift_seconds.fetch_add(seconds.into(), Ordering::SeqCst) + i64::from(seconds)
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
        let now = Timestamp::now();
        now.saturating_add(SignedDuration::from_secs(self.shift_seconds.load(Ordering::SeqCst)))
            .unwrap_or(now)
    }
}
