//! Sends what waits in the outbox, after the commit that wrote it; a failed letter waits longer each time.

use domain::message::Letter;
use domain::rights::{Actor, Operation};
use jiff::{SignedDuration, Timestamp};
use storage::{Stored, letters};

use crate::refusal::Refusal;
use crate::{Office, Operate, Step};

/// Letters in one round.
const ROUND: u32 = 20;
/// The longest pause between attempts.
const LONGEST_PAUSE_MINUTES: i64 = 240;

/// Sends the letters whose time has come; how many left.
///
/// # Errors
/// [`Refusal::Fault`] when the outcome cannot be stored.
pub async fn deliver_letters(office: &Office) -> Result<usize, Refusal> {
    let mut sent = 0;
    for letter in letters::to_send(&office.parts.db, office.now(), ROUND).await? {
        let outcome = office.parts.mailer.send(&letter).await;
        sent += usize::from(outcome.is_ok());
        let error = outcome.err().map(|error| error.to_string());
        if let Some(error) = &error {
            tracing::warn!(letter = %letter.id, error, "a letter did not leave");
        }
        office.perform(&Actor::SYSTEM, Record { letter, error }).await?;
    }
    Ok(sent)
}

/// Stores the outcome of an attempt.
#[derive(Debug)]
struct Record {
    letter: Stored<Letter>,
    error: Option<String>,
}

impl Operate for Record {
    const OPERATION: Operation = Operation::DeliverOutbox;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut letter = self.letter.clone();
        step.about(letter.id);
        letter.attempts += 1;
        match &self.error {
            None => letter.sent_at = Some(step.now),
            Some(error) => {
                letter.next_at = next_attempt(step.now, letter.attempts);
                letter.last_error = Some(error.chars().take(300).collect());
            }
        }
        step.update(&letter);
        Ok(())
    }
}

/// When something that did not leave is tried again: each pause is twice the one before, up to the longest.
pub(crate) fn next_attempt(now: Timestamp, attempts: u32) -> Timestamp {
    let pause = (1_i64 << attempts.min(8)).min(LONGEST_PAUSE_MINUTES);
    now.saturating_add(SignedDuration::from_mins(pause)).unwrap_or(now)
}
