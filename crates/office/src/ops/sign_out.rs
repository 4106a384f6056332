//! Ends the session that asks for it.

use domain::rights::Operation;
use domain::session::Session;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Nothing to say.
#[derive(Clone, Copy, Debug)]
pub struct Command;

impl Operate for Command {
    const OPERATION: Operation = Operation::SignOut;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let id = step.actor.session.ok_or(Refusal::SignInNeeded)?;
        let mut session = step.get::<Session>(id, Missing::Session).await?;
        session.ended_at = Some(step.now);
        step.update(&session);
        Ok(())
    }
}
