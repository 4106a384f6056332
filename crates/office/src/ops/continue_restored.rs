//! Goes on after a backup was restored: a number that may have been given since the backup is never given again.

use domain::rights::Operation;
use jiff::Timestamp;
use storage::counters::{self, Counter};
use storage::crls;

use crate::refusal::Refusal;
use crate::watch::SELF_CHECKED;
use crate::{Operate, Step};

/// More than an installation gives between two backups.
const SKIPPED: u64 = 10_000;
/// Lists go out in rounds, and a second has not more of them.
const ROUNDS_A_SECOND: i64 = 4;

/// What was restored.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// When the backup was taken.
    pub taken_at: Timestamp,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::ContinueRestored;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let lists = crls::last_number(step.db(), crate::crl::ISSUING).await?;
        let lists = u64::try_from(lists).unwrap_or_default();
        let mut all = counters::all(step.db()).await?;
        let lost = step.now.as_second().saturating_sub(self.taken_at.as_second());
        let skipped = u64::try_from(lost.saturating_mul(ROUNDS_A_SECOND)).unwrap_or_default();
        let skipped = skipped.max(SKIPPED);
        let is_number = |name: &str| name != crls::FLOOR && name != SELF_CHECKED;
        for counter in all.iter_mut().filter(|counter| is_number(&counter.name)) {
            counter.last += SKIPPED;
            step.update(counter);
        }
        match all.iter_mut().find(|counter| counter.name == crls::FLOOR) {
            Some(floor) => {
                floor.last = lists + skipped;
                step.update(floor);
            }
            None => {
                let floor = Counter {
                    id: domain::id::uuid_v7(step.now, step.random()),
                    name: crls::FLOOR.into(),
                    last: lists + skipped,
                };
                step.insert(&floor);
            }
        }
        step.note("taken-at", self.taken_at.to_string());
        Ok(())
    }
}
