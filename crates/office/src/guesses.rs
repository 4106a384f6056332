//! Failed sign-ins, per login and network address: a guesser waits longer and longer, and keeps nobody else out.
//!
//! A login that does not exist is counted like any other, so that waiting tells nothing about it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use crate::bounded::{MOST, make_room};

/// Failures before the first wait.
const FREE: u32 = 5;
/// The longest wait.
const LONGEST_MINUTES: i64 = 60;
/// A guesser who stayed away so long begins anew.
const FORGOTTEN_AFTER: i64 = 24 * 3_600;

#[derive(Clone, Copy, Debug)]
struct Guesser {
    failures: u32,
    last: i64,
    locked_until: i64,
}

/// Who has failed how often.
#[derive(Debug, Default)]
pub(crate) struct Guesses {
    guessers: Mutex<HashMap<(String, String), Guesser>>,
}

impl Guesses {
    /// `Err` says how many minutes are left to wait.
    pub(crate) fn allowed(&self, login: &str, address: &str, now: Timestamp) -> Result<(), u32> {
        let guessers = self.guessers.lock().unwrap_or_else(PoisonError::into_inner);
        let locked_until = guessers
            .get(&key(login, address))
            .map_or(i64::MIN, |one| one.locked_until);
        let left = locked_until.saturating_sub(now.as_second());
        if left > 0 {
            Err(u32::try_from((left + 59) / 60).unwrap_or(1))
        } else {
            Ok(())
        }
    }

    /// Notes a failure: the sixth waits a minute, each one after twice as long.
    pub(crate) fn failed(&self, login: &str, address: &str, now: Timestamp) {
        let now = now.as_second();
        let mut guessers = self.guessers.lock().unwrap_or_else(PoisonError::into_inner);
        // Who waits goes last.
        make_room(&mut guessers, MOST, |one| one.last.max(one.locked_until));
        let fresh = Guesser {
            failures: 0,
            last: now,
            locked_until: i64::MIN,
        };
        let guesser = guessers.entry(key(login, address)).or_insert(fresh);
        if now - guesser.last > FORGOTTEN_AFTER {
            *guesser = fresh;
        }
        guesser.failures += 1;
        guesser.last = now;
        if guesser.failures >= FREE {
            let minutes = (1_i64 << (guesser.failures - FREE).min(6)).min(LONGEST_MINUTES);
            guesser.locked_until = now + minutes * 60;
        }
    }

    /// The right password ends the count.
    pub(crate) fn succeeded(&self, login: &str, address: &str) {
        self.guessers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&key(login, address));
    }
}

fn key(login: &str, address: &str) -> (String, String) {
    (login.trim().to_lowercase(), address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guesser_waits_and_nobody_else_does() {
        let guesses = Guesses::default();
        let at = |second: i64| Timestamp::from_second(1_800_000_000 + second).unwrap();
        for _ in 0..4 {
            guesses.failed("Lapina", "a", at(0));
            assert_eq!(guesses.allowed("lapina", "a", at(0)), Ok(()));
        }
        guesses.failed("lapina", "a", at(0));
        assert_eq!(guesses.allowed("lapina", "a", at(1)), Err(1));
        assert_eq!(
            guesses.allowed("lapina", "b", at(1)),
            Ok(()),
            "the owner signs in from another address"
        );
        assert_eq!(guesses.allowed("lapina", "a", at(60)), Ok(()));
        guesses.failed("lapina", "a", at(60));
        assert_eq!(guesses.allowed("lapina", "a", at(61)), Err(2));
        guesses.succeeded("lapina", "a");
        assert_eq!(guesses.allowed("lapina", "a", at(61)), Ok(()));
    }

    #[test]
    fn a_crowd_of_guessers_takes_no_more_memory() {
        let guesses = Guesses::default();
        for who in 0..MOST + 10 {
            let now = Timestamp::from_second(i64::try_from(who).unwrap()).unwrap();
            guesses.failed(&who.to_string(), "a", now);
        }
        assert!(guesses.guessers.lock().unwrap().len() <= MOST);
    }
}
