//! Time that can be vouched for: the port, and the kernel's own clock behind it.

use std::fmt::Debug;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rtime_clock::adjtime::{Timex, adjtimex};

/// What a time-stamping authority asks of its source of time.
pub trait TrustedTime: Send + Sync + Debug {
    /// Whether `now`, as the clock of the office tells it, is off by `accuracy` at most.
    ///
    /// # Errors
    /// [`TimeDoubt`]: then nothing may be stamped.
    fn vouch(&self, now: Timestamp, accuracy: Duration) -> Result<(), TimeDoubt>;
}

/// Why nobody vouches for the time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeDoubt {
    /// No daemon keeps the clock in step.
    #[error("the clock is not synchronised")]
    Unsynchronised,
    /// The clock may be off by more than stamps say.
    #[error("the clock may be off by {} ms", .0.as_millis())]
    Inexact(Duration),
    /// It is earlier than at a stamp before.
    #[error("the clock has gone back by {} s", .0.as_secs())]
    WentBack(Duration),
    /// The kernel or the disk does not say.
    #[error("the state of the clock is not known: {0}")]
    Unknown(String),
}

impl TimeDoubt {
    /// Stable name of the cause.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unsynchronised => "time-unsynchronised",
            Self::Inexact(_) => "time-inexact",
            Self::WentBack(_) => "time-went-back",
            Self::Unknown(_) => "time-unknown",
        }
    }
}

/// The last time is written when it is this much later than the one on the disk.
const WRITE_EVERY: Duration = Duration::from_secs(1);

/// The clock of this machine: synchronised as the kernel says, and never back beyond what was vouched for, now or
/// before a restart.
#[derive(Debug)]
pub struct KernelClock {
    /// Where the last time is kept.
    file: PathBuf,
    /// A demonstration on a machine without a time daemon.
    takes_unsynchronised: bool,
    last: Mutex<Last>,
}

#[derive(Debug)]
struct Last {
    vouched: Timestamp,
    written: Timestamp,
}

impl KernelClock {
    /// Reads the last time that was vouched for, if there was one.
    ///
    /// # Errors
    /// The file is there and does not read.
    pub fn open(file: PathBuf, takes_unsynchronised: bool) -> io::Result<Self> {
        let last = match fs::read_to_string(&file) {
            Ok(text) => text.trim().parse().map_err(io::Error::other)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Timestamp::MIN,
            Err(error) => return Err(error),
        };
        Ok(Self {
            file,
            takes_unsynchronised,
            last: Mutex::new(Last {
                vouched: last,
                written: last,
            }),
        })
    }

    /// Notes the time; it may not be earlier than the last one by more than `accuracy`.
    fn note(&self, now: Timestamp, accuracy: Duration) -> Result<(), TimeDoubt> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let back = Duration::try_from(last.vouched.duration_since(now)).unwrap_or_default();
        if back > accuracy {
            return Err(TimeDoubt::WentBack(back));
        }
        last.vouched = last.vouched.max(now);
        let ahead = Duration::try_from(now.duration_since(last.written)).unwrap_or_default();
        if ahead >= WRITE_EVERY {
            self.write(now).map_err(|error| TimeDoubt::Unknown(error.to_string()))?;
            last.written = now;
        }
        Ok(())
    }

    /// In one step: whoever reads finds the old time or the new one.
    fn write(&self, now: Timestamp) -> io::Result<()> {
        let fresh = self.file.with_extension("new");
        let mut file = fs::File::create(&fresh)?;
        file.write_all(now.to_string().as_bytes())?;
        // A rename may reach the disk before what was written: an empty file would keep the next start from stamping.
        file.sync_all()?;
        fs::rename(&fresh, &self.file)
    }
}

impl TrustedTime for KernelClock {
    fn vouch(&self, now: Timestamp, accuracy: Duration) -> Result<(), TimeDoubt> {
        if !self.takes_unsynchronised {
            let mut answer = Timex::new();
            let state = adjtimex(&mut answer).map_err(|error| TimeDoubt::Unknown(error.to_string()))?;
            judge(state, answer.0.maxerror, accuracy)?;
        }
        self.note(now, accuracy)
    }
}

/// What adjtimex says: the state of the clock, and how many microseconds it may be off.
fn judge(state: i32, max_error: i64, accuracy: Duration) -> Result<(), TimeDoubt> {
    /// TIME_ERROR: no daemon, or the clock is not in step.
    const UNSYNCHRONISED: i32 = 5;
    if state == UNSYNCHRONISED {
        return Err(TimeDoubt::Unsynchronised);
    }
    let off = Duration::from_micros(max_error.try_into().unwrap_or(u64::MAX));
    if off > accuracy {
        return Err(TimeDoubt::Inexact(off));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_428_000 + second).expect("an instant of our days")
    }

    #[test]
    fn what_the_kernel_says_is_judged() {
        for state in 0..=4 {
            assert_eq!(judge(state, 900_000, SECOND), Ok(()), "state {state}");
        }
        assert_eq!(judge(5, 0, SECOND), Err(TimeDoubt::Unsynchronised));
        let off = Duration::from_millis(1_001);
        assert_eq!(judge(0, 1_001_000, SECOND), Err(TimeDoubt::Inexact(off)));
        assert!(judge(0, -1, SECOND).is_err());
    }

    /// The machine of the test is in step or not; both answers are known ones, and the demonstration asks nobody.
    #[test]
    fn the_kernel_is_asked() {
        let folder = Folder::new("asked");
        let strict = KernelClock::open(folder.file(), false).expect("no file yet");
        let doubt = strict.vouch(at(0), Duration::from_secs(3_600)).err();
        assert!(
            matches!(doubt, None | Some(TimeDoubt::Unsynchronised | TimeDoubt::Inexact(_))),
            "{doubt:?}"
        );
        let demo = KernelClock::open(folder.file(), true).expect("the file reads");
        assert_eq!(demo.vouch(at(1), SECOND), Ok(()));
    }

    #[test]
    fn a_clock_that_jumps_back_is_seen_at_once_and_after_a_restart() {
        let folder = Folder::new("back");
        let clock = KernelClock::open(folder.file(), true).expect("no file yet");
        assert_eq!(clock.vouch(at(100), SECOND), Ok(()));
        assert_eq!(clock.vouch(at(99), SECOND), Ok(()), "as far as stamps say");
        assert_eq!(clock.vouch(at(50), SECOND), Err(TimeDoubt::WentBack(50 * SECOND)));
        let restarted = KernelClock::open(folder.file(), true).expect("the file reads");
        assert_eq!(restarted.vouch(at(97), SECOND), Err(TimeDoubt::WentBack(3 * SECOND)));
        assert_eq!(restarted.vouch(at(101), SECOND), Ok(()));
    }

    #[test]
    fn a_time_that_cannot_be_kept_is_not_vouched_for() {
        let folder = Folder::new("kept");
        let nowhere = folder.0.join("missing/last-time");
        let clock = KernelClock::open(nowhere, true).expect("no file yet");
        assert_eq!(
            clock.vouch(at(0), SECOND).expect_err("no folder").code(),
            "time-unknown"
        );
        fs::write(folder.file(), "yesterday").expect("a file");
        assert!(KernelClock::open(folder.file(), true).is_err());
    }

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("zaver-time-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).expect("a folder among the temporary files");
            Self(path)
        }

        fn file(&self) -> PathBuf {
            self.0.join("last-time")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            // A test that already failed is not to fail twice.
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
