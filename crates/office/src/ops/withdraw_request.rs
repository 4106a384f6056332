//! The user calls his request off before the decision.

use domain::id::RequestId;
use domain::request::RequestAction;
use domain::rights::Operation;
use domain::timer::TimerKind;

use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Which one.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Request.
    pub request: RequestId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::WithdrawRequest;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut request = step.own_request(self.request).await?;
        step.about(request.id);
        request.state = step.take(request.state, RequestAction::Withdraw)?.to;
        request.deadline = None;
        request.decided_at = Some(step.now);
        request.comment = Some("Отозван заявителем".into());
        request.deeds.push(step.deed("Отозван заявителем"));
        step.end_term(request.id, |kind| kind == TimerKind::RequestTerm).await?;
        step.update(&request);
        Ok(())
    }
}
