//! Suspends a certificate, or adds a reason to a suspension; lifts a reason, and with the last one the certificate is
//! valid again.

use domain::id::CertificateId;
use domain::rights::Operation;
use domain::status::HoldReason;
use serde::Deserialize;

use crate::refusal::Refusal;
use crate::{Operate, Step};

/// Which one; an operator also says whose will it is and by which paper.
#[derive(Clone, Debug, Deserialize)]
pub struct Command<const LIFT: bool> {
    /// Certificate.
    pub certificate: CertificateId,
    /// `holder`, `organization` or `authority`.
    #[serde(default)]
    pub asked_by: String,
    /// The paper, as typed.
    #[serde(default)]
    pub basis: String,
}

/// Приостановить.
pub type Suspend = Command<false>;
/// Возобновить.
pub type Resume = Command<true>;

impl<const LIFT: bool> Operate for Command<LIFT> {
    const OPERATION: Operation = match LIFT {
        false => Operation::SuspendCertificate,
        true => Operation::ResumeCertificate,
    };
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.own_certificate(self.certificate).await?;
        let will = step.will(&self.asked_by, &self.basis).await?;
        if LIFT {
            // Everybody lifts what he asked for; the unreturned copy is lifted by its return.
            certificate.lift(HoldReason::of(will.asked_by), will)?;
        } else {
            certificate.hold(will)?;
        }
        step.status_changed(&certificate).await
    }
}
