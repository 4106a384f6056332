//! A case goes back to the applicant with a reason, to be mended or for good: what returns and rejections have in common.

use domain::account::Account;
use domain::id::{RegistrationId, RequestId};
use domain::registration::{Registration, RegistrationAction};
use domain::request::{Request, RequestAction};
use domain::timer::TimerKind;
use storage::Stored;

use crate::form::reason;
use crate::refusal::{Missing, Refusal};
use crate::{Step, told};

/// Subject and text of the letter.
pub(crate) type Letter = (String, String);

/// Takes the step, ends the term and tells the applicant; the operation adds what is its own and writes the request back.
pub(crate) async fn request(
    step: &mut Step<'_>,
    id: RequestId,
    (action, deed): (RequestAction, &str),
    typed: &str,
    letter: impl FnOnce(&str, &str) -> Letter,
) -> Result<Stored<Request>, Refusal> {
    let mut request = step.get::<Request>(id, Missing::Request).await?;
    step.about(request.id);
    request.state = step.take(request.state, action)?.to;
    let reason = reason(typed)?;
    request.deadline = None;
    request.deeds.push(step.deed(format!("{deed}: {reason}")));
    step.end_term(request.id, |kind| kind == TimerKind::RequestTerm).await?;
    let registration = step
        .get::<Registration>(request.registration, Missing::Registration)
        .await?;
    let (subject, text) = letter(&request.number, told::unstopped(&reason));
    step.tell(
        &registration,
        &subject,
        &text,
        &format!("/cabinet/requests/{}", request.id),
    );
    request.comment = Some(reason);
    Ok(request)
}

/// Whoever was let in is let in again by the sheet that follows the next approval.
async fn close_cabinet(step: &mut Step<'_>, registration: &Registration) -> Result<(), Refusal> {
    let Some(id) = registration.account else { return Ok(()) };
    let mut account = step.get::<Account>(id, Missing::Registration).await?;
    account.password.temporary_until = Some(step.now);
    account.password.spent = true;
    step.update(&account);
    step.end_sessions(id, None).await
}

/// The same for a registration.
pub(crate) async fn registration(
    step: &mut Step<'_>,
    id: RegistrationId,
    (action, deed): (RegistrationAction, &str),
    typed: &str,
    letter: impl FnOnce(&str, &str) -> Letter,
) -> Result<Stored<Registration>, Refusal> {
    let mut registration = step.get::<Registration>(id, Missing::Registration).await?;
    step.about(registration.id);
    registration.state = step.take(registration.state, action)?.to;
    let reason = reason(typed)?;
    registration.deadline = None;
    registration.deeds.push(step.deed(format!("{deed}: {reason}")));
    step.end_term(registration.id, |kind| {
        matches!(kind, TimerKind::RegistrationTerm | TimerKind::TemporaryAccess)
    })
    .await?;
    close_cabinet(step, &registration).await?;
    let (subject, text) = letter(&registration.number, told::unstopped(&reason));
    step.tell(&registration, &subject, &text, "/info");
    registration.reason = Some(reason);
    Ok(registration)
}
