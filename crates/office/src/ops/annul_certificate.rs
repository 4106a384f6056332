//! Annuls a certificate: it should never have been.

use domain::id::CertificateId;
use domain::rights::Operation;
use serde::Deserialize;

use super::revoke_certificate::{confirmed, reason};
use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Which one, why, and by which decision.
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
    /// The decision, as typed.
    #[serde(default)]
    pub basis: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::AnnulCertificate;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.own_certificate(self.certificate).await?;
        let will = step.will("authority", &self.basis).await;
        let reason = reason(&self.reason, true);
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
