//! Rejects a request with a reason. It is never mended: a new one starts from its data.

use domain::id::RequestId;
use domain::request::RequestAction;
use domain::rights::Operation;
use serde::Deserialize;

use crate::ops::turn_down;
use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Which one, and why.
#[derive(Clone, Debug, Deserialize)]
pub struct Command {
    /// Request.
    pub request: RequestId,
    /// Reason, as typed.
    pub reason: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::RejectRequest;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let letter = |number: &str, reason: &str| {
            let text = format!(
                "Запрос № {number} отклонён: {reason}. Создайте новый запрос с новым ключом: данные подставим."
            );
            (format!("Запрос {number} отклонён"), text)
        };
        let action = (RequestAction::Reject, "Отклонено");
        let mut request = turn_down::request(step, self.request, action, &self.reason, letter).await?;
        request.decided_by = Some(step.account()?);
        request.decided_at = Some(step.now);
        step.update(&request);
        Ok(())
    }
}
