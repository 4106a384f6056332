//! The first operator approves: the scan is there and the check list is passed. Another operator issues.

use domain::id::RequestId;
use domain::registration::Registration;
use domain::regulation::Regulation;
use domain::request::{Request, RequestAction};
use domain::rights::Operation;

use crate::ops::approve_registration::authorized;
use crate::refusal::{GuardRefusal, Missing, Refusal};
use crate::{Operate, Step};

/// Which request.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Request.
    pub request: RequestId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::ApproveRequest;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut request = step.get::<Request>(self.request, Missing::Request).await?;
        step.about(request.id);
        request.state = step.take(request.state, RequestAction::Approve)?.to;
        if request.scan.is_none() {
            return Err(GuardRefusal::NoScan.into());
        }
        if let Some(problem) = unpassed(&request, step.office.regulation()) {
            return Err(GuardRefusal::CheckList(problem).into());
        }
        let registration = step
            .get::<Registration>(request.registration, Missing::Registration)
            .await?;
        authorized(&registration.authorization, step.today())?;
        request.approved_by = Some(step.account()?);
        request.deeds.push(step.deed("Одобрено, выпускает другой оператор"));
        step.update(&request);
        Ok(())
    }
}

/// What keeps the check list from being passed.
pub(crate) fn unpassed(request: &Request, regulation: &Regulation) -> Option<String> {
    let mark = |code: &str| {
        request
            .check_list
            .iter()
            .find(|mark| mark.item == code)
            .map(|mark| mark.passed)
    };
    let failed: Vec<&str> = regulation
        .check_list
        .iter()
        .filter(|item| mark(&item.code) == Some(false))
        .map(|item| item.text.as_str())
        .collect();
    let unmarked = regulation
        .check_list
        .iter()
        .filter(|item| mark(&item.code).is_none())
        .count();
    match (failed.as_slice(), unmarked) {
        ([], 0) => None,
        ([], count) => Some(format!("не отмечено пунктов — {count}")),
        (failed, _) => Some(format!("ответ «Нет» — {}", failed.join("; "))),
    }
}
