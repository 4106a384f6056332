//! Rejects a request with a reason. It is never mended: a new one starts from its data.

use domain::id::RequestId;
use domain::registration::Registration;
use domain::request::{Request, RequestAction};
use domain::rights::Operation;
use domain::timer::TimerKind;
use serde::Deserialize;

use crate::form::reason;
use crate::refusal::{Missing, Refusal};
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
        let mut request = step.get::<Request>(self.request, Missing::Request).await?;
        step.about(request.id);
        request.state = step.take(request.state, RequestAction::Reject)?.to;
        let reason = reason(&self.reason)?;
        request.deadline = None;
        request.comment = Some(reason.clone());
        request.deeds.push(step.deed(format!("Отклонено: {reason}")));
        request.decided_by = Some(step.account()?);
        request.decided_at = Some(step.now);
        step.end_term(request.id, |kind| kind == TimerKind::RequestTerm).await?;
        let registration = step
            .get::<Registration>(request.registration, Missing::Registration)
            .await?;
        let text = format!(
            "Запрос № {} отклонён: {reason}. Создайте новый запрос с новым ключом: данные подставим.",
            request.number
        );
        let path = format!("/cabinet/requests/{}", request.id);
        step.tell(
            &registration,
            &format!("Запрос {} отклонён", request.number),
            &text,
            &path,
        );
        step.update(&request);
        Ok(())
    }
}
