//! Keeps the marks of the operator's check list.

use domain::id::RequestId;
use domain::regulation::Regulation;
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
        request.check_list = check_marks(step.office.regulation(), &self.marks);
        let operator = step.account()?;
        if !request.compared_by.contains(&operator) {
            request.compared_by.push(operator);
        }
        step.update(&request);
        Ok(())
    }
}

/// The marks of items that the регламент asks about.
pub(crate) fn check_marks(regulation: &Regulation, marks: &[(String, bool)]) -> Vec<CheckMark> {
    let known = marks
        .iter()
        .filter(|(code, _)| regulation.check_list.iter().any(|item| item.code == *code));
    let mark = |(item, passed): &(String, bool)| CheckMark {
        item: item.clone(),
        passed: *passed,
    };
    known.map(mark).collect()
}
