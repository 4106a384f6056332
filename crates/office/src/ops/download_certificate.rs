//! «Скачать»: the certificate as `.cer` (DER).

use domain::certificate::{Certificate, CertificateState};
use domain::id::CertificateId;
use domain::rights::{Operation, Role};
use storage::{Stored, blob};

use crate::form::Download;
use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which certificate.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::DownloadCertificate;
    type Outcome = Download;

    async fn run(&self, step: &mut Step<'_>) -> Result<Download, Refusal> {
        let certificate = visible(step, self.certificate).await?;
        step.about(certificate.id);
        let bytes = signed_bytes(step, &certificate).await?;
        let file_name = format!("{}.cer", certificate.serial);
        Ok(Download {
            file_name,
            media_type: "application/pkix-cert",
            bytes,
        })
    }
}

/// A certificate the actor may see: a user sees his own only.
pub(crate) async fn visible(step: &Step<'_>, id: CertificateId) -> Result<Stored<Certificate>, Refusal> {
    let certificate = step.get::<Certificate>(id, Missing::Certificate).await?;
    if step.actor.role == Role::CaUser {
        let own = step.own_registration().await?;
        if certificate.registration != Some(own.id) {
            return Err(Refusal::NotFound(Missing::Certificate));
        }
    }
    Ok(certificate)
}

/// The signed certificate, DER.
pub(crate) async fn signed_bytes(step: &Step<'_>, certificate: &Certificate) -> Result<Vec<u8>, Refusal> {
    let missing = Refusal::NotFound(Missing::Certificate);
    if certificate.state == CertificateState::Issuing {
        return Err(missing);
    }
    blob(step.db(), certificate.id, "certificate").await?.ok_or(missing)
}
