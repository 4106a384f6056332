//! «Печать»: the заявление for a change of the status, to be signed and brought, or as the office has carried it out.

use domain::certificate::{Certificate, CertificateState};
use domain::id::CertificateId;
use domain::organization::Organization;
use domain::registration::Registration;
use domain::rights::{Operation, Role};
use domain::status::{Asker, RevocationReason, StatusChange, StatusReason};
use forms::data::{Choice, Decision, StatusStatement};
use requisites::ru;

use crate::form::Download;
use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step, printing, told};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Приостановить.
    Suspend,
    /// Возобновить.
    Resume,
    /// Отозвать.
    Revoke,
    /// Аннулировать.
    Annul,
}

/// Which statement.
#[derive(Clone, Debug)]
pub enum Which {
    /// To be signed.
    New(Wish),
    /// The change of this place in the history, the first one is 1.
    Done(usize),
}

/// Which certificate and which statement of it.
#[derive(Clone, Debug)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
    /// Statement.
    pub which: Which,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::PrintStatusStatement;
    type Outcome = Download;

    async fn run(&self, step: &mut Step<'_>) -> Result<Download, Refusal> {
        let certificate = step.own_certificate(self.certificate).await?;
        let (wish, change) = match self.which {
            Which::New(wish) => (wish, None),
            Which::Done(place) => {
                let change = place.checked_sub(1).and_then(|at| certificate.changes.get(at));
                let change = change.ok_or(Refusal::NotFound(Missing::File))?;
                (wish_of(change), Some(change))
            }
        };
        // A certificate of a system has no holder who could ask.
        let registration = certificate.registration.ok_or(Refusal::NotFound(Missing::File))?;
        let registration = step.get::<Registration>(registration, Missing::Registration).await?;
        let organization = step
            .get::<Organization>(registration.organization, Missing::Organization)
            .await?;
        let decision = match change {
            Some(change) => Some(decision(step, change).await?),
            None => None,
        };
        let statement = StatusStatement {
            sheet: step.office.sheet(&told::short_serial(&certificate.serial)),
            action: action(wish).into(),
            organization: printing::organization(&organization),
            person: printing::person(&registration),
            issuer: step.office.installation().name.clone(),
            valid_until: ru::date_long(step.office.local(certificate.not_after).date()),
            reasons: reasons(step.actor.role, wish, change),
            decision,
            serial: certificate.serial.clone(),
        };
        let bytes = step.office.print(statement).await?;
        Ok(Download {
            file_name: file_name(&certificate, change),
            media_type: "application/pdf",
            bytes,
        })
    }
}

fn wish_of(change: &StatusChange) -> Wish {
    match (change.reason, change.to) {
        (StatusReason::Held(_), _) => Wish::Suspend,
        (StatusReason::Lifted(_), _) => Wish::Resume,
        (StatusReason::Ended(_), CertificateState::Annulled) => Wish::Annul,
        (StatusReason::Ended(_), _) => Wish::Revoke,
    }
}

const fn action(wish: Wish) -> &'static str {
    match wish {
        Wish::Suspend => "приостановить действие",
        Wish::Resume => "возобновить действие",
        Wish::Revoke => "прекратить действие",
        Wish::Annul => "аннулировать действие",
    }
}

/// The reasons that whoever signs may give. A suspension has none to choose: it is a wish.
fn reasons(role: Role, wish: Wish, change: Option<&StatusChange>) -> Vec<Choice> {
    if let Some(change) = change {
        return vec![choice(told::why(change.reason), true)];
    }
    let annuls = match wish {
        Wish::Suspend | Wish::Resume => return Vec::new(),
        Wish::Revoke => false,
        Wish::Annul => true,
    };
    // The paper is the holder's or his organisation's; only a decision of the УЦ has reasons of its own.
    let askers: &[Asker] = match (role, annuls) {
        (Role::RaOperator, true) => &[Asker::Authority],
        _ => &[Asker::Holder, Asker::Organization],
    };
    let fits =
        |reason: &RevocationReason| reason.annuls() == annuls && askers.iter().any(|asker| reason.is_given_by(*asker));
    let reasons = RevocationReason::ALL.into_iter().filter(fits);
    reasons.map(|reason| choice(told::revocation(reason), false)).collect()
}

fn choice(words: &str, chosen: bool) -> Choice {
    Choice {
        title: told::sentence(words),
        chosen,
    }
}

async fn decision(step: &Step<'_>, change: &StatusChange) -> Result<Decision, Refusal> {
    let who = step.office.who(change.decided_by).await?;
    let at = printing::moment(step.office.local(change.at));
    Ok(Decision {
        number: change.number.clone(),
        at: format!("{at}, {}", step.office.zone_name()),
        asked_by: told::asker(change.asked_by).into(),
        decided_by: who.unwrap_or_else(|| "автоматически, по сроку Регламента".into()),
        basis: change.basis.clone(),
        outcome: told::what(change).into(),
    })
}

fn file_name(certificate: &Certificate, change: Option<&StatusChange>) -> String {
    let digits = |number: &str| -> String {
        number
            .chars()
            .filter(|sign| sign.is_ascii_digit() || *sign == '-')
            .collect()
    };
    match change {
        Some(change) => format!("zayavlenie{}.pdf", digits(&change.number)),
        None => format!("zayavlenie-{}.pdf", certificate.serial),
    }
}
