//! Suspends a certificate, or adds a reason to a suspension.

use domain::id::CertificateId;
use domain::rights::Operation;
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
    const OPERATION: Operation = Operation::SuspendCertificate;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.own_certificate(self.certificate).await?;
        let will = step.will(&self.asked_by, &self.basis).await?;
        certificate.hold(will)?;
        step.status_changed(&certificate).await
    }
}
