//! Returns a request with a reason: the papers are to be mended, the term pauses, and begins anew with the mended paper.

use domain::id::RequestId;
use domain::request::RequestAction;
use domain::rights::Operation;
use serde::Deserialize;

use crate::ops::turn_down;
use crate::refusal::Refusal;
use crate::{Operate, Step, told};

/// Which one, and why.
#[derive(Clone, Debug, Deserialize)]
pub struct Command {
    /// Request.
    pub request: RequestId,
    /// Reason, as typed.
    pub reason: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::ReturnRequest;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let action = (RequestAction::Return, "Возвращено на исправление");
        let letter = |number: &str, reason: &str| {
            let text = format!(
                "Заявление по запросу № {number} нужно исправить: {reason}. Принесите исправленное заявление в центр регистрации. {}",
                told::AFTER_RETURN
            );
            (format!("Запрос {number}: исправьте заявление"), text)
        };
        let mut request = turn_down::request(step, self.request, action, &self.reason, letter).await?;
        // The papers that come back are other papers: they are scanned and compared anew.
        request.check_list.clear();
        request.scan = None;
        step.update(&request);
        Ok(())
    }
}
