//! Revokes a certificate for ever.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::rights::Operation;
use domain::status::RevocationReason;
use serde::Deserialize;

use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Signs of the serial number that are typed again, so that nobody ends the wrong one.
pub const TYPED_AGAIN: usize = 4;

/// Which one and why; an operator also says whose will it is and by which paper.
#[derive(Clone, Debug, Deserialize)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
    /// Code of the reason.
    #[serde(default)]
    pub reason: String,
    /// The last signs of the serial number.
    #[serde(default)]
    pub confirm: String,
    /// `holder`, `organization` or `authority`.
    #[serde(default)]
    pub asked_by: String,
    /// The paper, as typed.
    #[serde(default)]
    pub basis: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::RevokeCertificate;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.own_certificate(self.certificate).await?;
        let will = step.will(&self.asked_by, &self.basis).await;
        let reason = reason(&self.reason, false);
        let confirmed = confirmed(&certificate, &self.confirm);
        match (will, reason, confirmed) {
            (Ok(will), Ok(reason), Ok(())) => {
                certificate.end(reason, will)?;
                step.status_changed(&certificate).await
            }
            (will, reason, confirmed) => Err(Refusal::all([will.err(), reason.err(), confirmed.err()])),
        }
    }
}

/// The reason of a code, of the wanted kind.
pub(crate) fn reason(code: &str, annuls: bool) -> Result<RevocationReason, Refusal> {
    serde_json::from_value::<RevocationReason>(code.into())
        .ok()
        .filter(|reason| reason.annuls() == annuls)
        .ok_or_else(|| Refusal::field("reason", "Выберите причину из списка"))
}

/// Whether the last signs of the serial number were typed again.
pub(crate) fn confirmed(certificate: &Certificate, typed: &str) -> Result<(), Refusal> {
    let tail = &certificate.serial[certificate.serial.len().saturating_sub(TYPED_AGAIN)..];
    if typed.trim().eq_ignore_ascii_case(tail) {
        Ok(())
    } else {
        Err(Refusal::field(
            "confirm",
            format!("Введите последние {TYPED_AGAIN} символа номера: {tail}"),
        ))
    }
}
