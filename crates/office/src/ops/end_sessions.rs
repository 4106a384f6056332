//! Ends one other session of the account, or all the others.

use domain::id::SessionId;
use domain::rights::Operation;
use storage::sessions;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// One session; none means all others.
    pub session: Option<SessionId>,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::EndSessions;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut found = false;
        for mut session in sessions::of(step.db(), step.account()?, step.now).await? {
            let wanted = self
                .session
                .map_or(Some(session.id) != step.actor.session, |one| one == session.id);
            if wanted {
                found = true;
                session.ended_at = Some(step.now);
                step.update(&session);
            }
        }
        if self.session.is_some() && !found {
            Err(Refusal::NotFound(Missing::Session))
        } else {
            Ok(())
        }
    }
}
