//! Ends a certificate for ever: revokes it, or annuls it when it should never have been.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::rights::Operation;
use domain::status::RevocationReason;
use serde::Deserialize;

use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Signs of the serial number that are typed again, so that nobody ends the wrong one.
pub const TYPED_AGAIN: usize = 4;

/// Which one and why; an operator also says whose will it is and by which paper. Only the УЦ annuls.
#[derive(Clone, Debug, Deserialize)]
pub struct Command<const ANNUL: bool> {
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

/// Отозвать.
pub type Revoke = Command<false>;
/// Аннулировать.
pub type Annul = Command<true>;

impl<const ANNUL: bool> Operate for Command<ANNUL> {
    const OPERATION: Operation = match ANNUL {
        false => Operation::RevokeCertificate,
        true => Operation::AnnulCertificate,
    };
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.own_certificate(self.certificate).await?;
        let asked_by = if ANNUL { "authority" } else { &self.asked_by };
        let will = step.will(asked_by, &self.basis).await;
        let reason = reason(&self.reason, ANNUL);
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
fn reason(code: &str, annuls: bool) -> Result<RevocationReason, Refusal> {
    serde_json::from_value::<RevocationReason>(code.into())
        .ok()
        .filter(|reason| reason.annuls() == annuls)
        .ok_or_else(|| Refusal::field("reason", "Выберите причину из списка"))
}

/// Whether the last signs of the serial number were typed again.
fn confirmed(certificate: &Certificate, typed: &str) -> Result<(), Refusal> {
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
