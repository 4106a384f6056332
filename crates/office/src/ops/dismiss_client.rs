//! Ends the access of an information system to the API.

use domain::client::Client;
use domain::id::ClientId;
use domain::rights::Operation;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Id.
    pub client: ClientId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::DismissClient;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut client = step.get::<Client>(self.client, Missing::Client).await?;
        step.about(client.id);
        if client.ended_at.is_none() {
            client.ended_at = Some(step.now);
            step.update(&client);
        }
        Ok(())
    }
}
