//! Registers the signed paper statement: the 3 working days of the request begin (anew after a return).

use domain::id::RequestId;
use domain::registration::Registration;
use domain::request::{Request, RequestAction};
use domain::rights::Operation;
use domain::timer::TimerKind;
use requisites::ru;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which request.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Request.
    pub request: RequestId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::RegisterStatement;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut request = step.get::<Request>(self.request, Missing::Request).await?;
        step.about(request.id);
        request.state = step.take(request.state, RequestAction::RegisterStatement)?.to;
        let deadline = step
            .office
            .term(step.office.regulation().terms.process_request, step.now);
        step.end_term(request.id, |kind| kind == TimerKind::RequestTerm).await?;
        step.start_timer(TimerKind::RequestTerm, request.id, step.office.end_of(&deadline));
        let until = ru::date_long(deadline.due);
        request.deadline = Some(deadline);
        request.statement_received_at.push(step.now);
        request.comment = None;
        request
            .deeds
            .push(step.deed("Заявление на бумаге зарегистрировано, срок пошёл"));
        let registration = step
            .get::<Registration>(request.registration, Missing::Registration)
            .await?;
        let text = format!(
            "Заявление по запросу № {} получено. Проверим до {until}.",
            request.number
        );
        let path = format!("/cabinet/requests/{}", request.id);
        step.tell(
            &registration,
            &format!("Запрос {}: заявление получено", request.number),
            &text,
            &path,
        );
        step.update(&request);
        Ok(())
    }
}
