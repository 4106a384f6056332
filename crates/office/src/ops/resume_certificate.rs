//! Lifts a reason of suspension; with the last one the certificate is valid again.

use domain::id::CertificateId;
use domain::rights::Operation;
use domain::status::{Asker, HoldReason};
use serde::Deserialize;

use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Which one; an operator also says whose will it is and by which paper.
#[derive(Clone, Debug, Deserialize)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
    /// `holder`, `organization` or `authority`.
    #[serde(default)]
    pub asked_by: String,
    /// The paper, as typed.
    #[serde(default)]
    pub basis: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::ResumeCertificate;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.own_certificate(self.certificate).await?;
        let will = step.will(&self.asked_by, &self.basis).await?;
        certificate.lift(lifted(will.asked_by), will)?;
        step.status_changed(&certificate).await
    }
}

/// Everybody lifts what he asked for; the unreturned copy is lifted by its return.
const fn lifted(asker: Asker) -> HoldReason {
    HoldReason::of(asker)
}
