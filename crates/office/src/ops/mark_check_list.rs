//! Keeps the marks of the operator's check list.

use domain::id::RequestId;
use domain::request::{CheckMark, Request, RequestAction};
use domain::rights::Operation;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which request, and the marks: (code of the item, passed).
#[derive(Clone, Debug)]
pub struct Command {
    /// Request.
    pub request: RequestId,
    /// Marks; unknown items are ignored.
    pub marks: Vec<(String, bool)>,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::MarkCheckList;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut request = step.get::<Request>(self.request, Missing::Request).await?;
        step.about(request.id);
        request.state = step.take(request.state, RequestAction::Compare)?.to;
        let known = &step.office.regulation().check_list;
        request.check_list = self
            .marks
            .iter()
            .filter(|(code, _)| known.iter().any(|item| item.code == *code))
            .map(|(item, passed)| CheckMark {
                item: item.clone(),
                passed: *passed,
            })
            .collect();
        let operator = step.account()?;
        if !request.compared_by.contains(&operator) {
            request.compared_by.push(operator);
        }
        step.update(&request);
        Ok(())
    }
}
