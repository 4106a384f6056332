//! Answers that are good until a status changes, or until they are half over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::status_view::Known;

/// Answers kept at most, some 1.5 KB each. Of a full memory everything goes.
const MOST: usize = 16_384;

/// Longer questions are answered and not kept: one about one certificate has some 120 bytes, and a stranger may pad his.
const LONGEST_QUESTION: usize = 512;

/// What a service answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// DER.
    pub der: Bytes,
    /// How long anybody may keep it; nothing for an answer to one asker, and for a failure.
    pub lifetime: Option<Lifetime>,
}

/// How long an answer may be kept (RFC 5019 §6). Unix seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Changes when the answer does.
    pub tag: Arc<str>,
    /// thisUpdate.
    pub from: i64,
    /// nextUpdate.
    pub until: i64,
}

#[derive(Debug, Default)]
pub(super) struct Answers(Mutex<HashMap<Bytes, Kept>>);

#[derive(Debug)]
struct Kept {
    answer: Answer,
    /// What it leans on.
    statuses: Vec<Arc<Known>>,
    /// When it is made anew, so that whoever takes it may keep it for a while. Unix seconds.
    renew_at: i64,
}

impl Answers {
    /// The answer to the same question, byte for byte, if it still holds.
    pub(super) fn find(&self, question: &[u8], now: i64) -> Option<Answer> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = answers.get(question)?;
        let from = kept.answer.lifetime.as_ref()?.from;
        let holds = (from..kept.renew_at).contains(&now) && kept.statuses.iter().all(|status| status.holds());
        holds.then(|| kept.answer.clone())
    }

    pub(super) fn keep(&self, question: &[u8], answer: Answer, statuses: Vec<Arc<Known>>) {
        let Some(lifetime) = &answer.lifetime else { return };
        if question.len() > LONGEST_QUESTION {
            return;
        }
        let renew_at = lifetime.from.midpoint(lifetime.until);
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(
            // Of its own: what came may share a larger buffer of its connection.
            Bytes::copy_from_slice(question),
            Kept {
                answer,
                statuses,
                renew_at,
            },
        );
    }
}
