//! Counting what passed and what did not.

use std::fmt;
use std::ops::{Add, AddAssign};
use std::process::Command;

use crate::command::{self, Failure};

/// How many checks passed, and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

/// A check that is its exit code.
pub(crate) fn exit_code(command: &mut Command) -> Result<Tally, Failure> {
    Ok(Tally::of(command::run_lines(command, |_| ())?))
}

/// Runs `cargo test` and adds up its test binaries.
pub(crate) fn cargo_test(command: &mut Command) -> Result<Tally, Failure> {
    counted(command, in_cargo_line)
}

/// Runs Playwright with its `list` reporter and reads its summary.
pub(crate) fn playwright(command: &mut Command) -> Result<Tally, Failure> {
    counted(command, in_playwright_line)
}

fn counted(command: &mut Command, in_line: fn(&str) -> Tally) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    let succeeded = command::run_lines(command, |line| tally += in_line(line))?;
    // Not compiled, crashed, or nothing ran at all: no summary says so.
    if (!succeeded && tally.failed == 0) || tally == Tally::default() {
        tally += Tally::of(false);
    }
    Ok(tally)
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; …`: a test that was not run has not passed.
fn in_cargo_line(line: &str) -> Tally {
    let Some(summary) = line.strip_prefix("test result: ") else {
        return Tally::default();
    };
    let counts = summary.split(['.', ';']).filter_map(|part| part.trim().split_once(' '));
    let count = |wanted: &str| {
        counts
            .clone()
            .filter(|(_, what)| *what == wanted)
            .filter_map(|(n, _)| n.parse::<u32>().ok())
            .sum::<u32>()
    };
    Tally {
        passed: count("passed"),
        failed: count("failed") + count("ignored"),
    }
}

/// `  12 passed (34.5s)`, `  1 failed`, `  2 skipped`, `  1 flaky`, `  3 did not run`.
fn in_playwright_line(line: &str) -> Tally {
    let Some((count, what)) = line.trim().split_once(' ') else {
        return Tally::default();
    };
    let Ok(count) = count.parse() else {
        return Tally::default();
    };
    match what {
        "failed" | "skipped" | "flaky" | "did not run" | "interrupted" => Tally {
            passed: 0,
            failed: count,
        },
        _ if what.starts_with("passed (") => Tally {
            passed: count,
            failed: 0,
        },
        _ => Tally::default(),
    }
}

impl Tally {
    /// One check.
    pub(crate) fn of(passed: bool) -> Self {
        Self {
            passed: u32::from(passed),
            failed: u32::from(!passed),
        }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines() {
        let count = |line| (in_cargo_line(line).passed, in_cargo_line(line).failed);
        assert_eq!(
            count("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out; finished in 1.54s"),
            (12, 0)
        );
        assert_eq!(
            count("test result: FAILED. 2 passed; 3 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.1s"),
            (2, 7)
        );
        assert_eq!(count("test journal::says_5 ... 9 passed"), (0, 0));
    }

    #[test]
    fn playwright_lines() {
        let count = |line| (in_playwright_line(line).passed, in_playwright_line(line).failed);
        assert_eq!(count("  12 passed (34.5s)"), (12, 0));
        assert_eq!(count("  3 did not run"), (0, 3));
        assert_eq!(count("  1 skipped"), (0, 1));
        assert_eq!(count("  2 applications passed the desk"), (0, 0));
    }
}
