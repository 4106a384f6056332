//! Counts tries per key in a sliding window, in memory: enough against guessing and bulk reading of one server.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::bounded::{MOST, make_room};

/// A limit: so many tries in so many seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// Tries.
    pub(crate) tries: u32,
    /// Seconds.
    pub(crate) window: u32,
}

/// Tries to sign in from one network address.
pub(crate) const SIGN_IN: Limit = Limit { tries: 30, window: 600 };
/// Searches in the public registry from one network address.
pub(crate) const REGISTRY: Limit = Limit { tries: 30, window: 60 };
/// Checks of files from one network address.
pub(crate) const VERIFICATION: Limit = Limit { tries: 20, window: 60 };

/// The counts.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    windows: Mutex<HashMap<String, (i64, u32)>>,
}

impl Limiter {
    /// Whether one more try is allowed; `Err` says how many seconds to wait.
    pub(crate) fn allowed(&self, what: &str, who: &str, limit: Limit, now: Timestamp) -> Result<(), u32> {
        let now = now.as_second();
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((start, tries)) = windows.get(&format!("{what} {who}")) else {
            return Ok(());
        };
        let left = start + i64::from(limit.window) - now;
        if *tries >= limit.tries && left > 0 {
            Err(u32::try_from(left).unwrap_or(limit.window))
        } else {
            Ok(())
        }
    }

    /// Counts one try; `Err` says how many seconds to wait.
    pub(crate) fn count(&self, what: &str, who: &str, limit: Limit, now: Timestamp) -> Result<(), u32> {
        let now = now.as_second();
        let window = i64::from(limit.window);
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        make_room(&mut windows, MOST, |(start, _)| *start);
        let (start, tries) = windows.entry(format!("{what} {who}")).or_insert((now, 0));
        if *start + window <= now {
            (*start, *tries) = (now, 0);
        }
        if *tries >= limit.tries {
            return Err(u32::try_from(*start + window - now).unwrap_or(limit.window));
        }
        *tries += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_fills_and_opens_again() {
        let limiter = Limiter::default();
        let limit = Limit { tries: 2, window: 10 };
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(limiter.count("x", "a", limit, at(100)), Ok(()));
        assert_eq!(limiter.count("x", "a", limit, at(103)), Ok(()));
        assert_eq!(limiter.count("x", "a", limit, at(104)), Err(6));
        assert_eq!(
            limiter.count("x", "b", limit, at(104)),
            Ok(()),
            "another address has its own count"
        );
        assert_eq!(limiter.count("x", "a", limit, at(110)), Ok(()));
    }

    #[test]
    fn a_crowd_of_addresses_takes_no_more_memory() {
        let limiter = Limiter::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        for who in 0..MOST + 10 {
            let second = i64::try_from(who).unwrap();
            limiter.count("x", &who.to_string(), REGISTRY, at(second)).unwrap();
        }
        assert!(limiter.windows.lock().unwrap().len() <= MOST);
    }
}
