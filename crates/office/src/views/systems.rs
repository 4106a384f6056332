//! What information systems see by the API.

use domain::certificate::{Certificate, CertificateState};
use domain::client::Client;
use domain::rights::{Actor, Operation};
use storage::{Stored, blob, certificates, clients};

use crate::Office;
use crate::ops::admit_client::token_hash;
use crate::refusal::{Missing, Refusal};

/// A certificate as a system sees it.
#[derive(Clone, Debug)]
pub struct CertificateView {
    /// What the office knows of it.
    pub certificate: Certificate,
    /// DER.
    pub der: Vec<u8>,
}

/// The information system of a token.
///
/// # Errors
/// [`Refusal::SignInNeeded`] for a token that is not known, is over or was ended.
pub async fn client(office: &Office, token: &str) -> Result<Actor, Refusal> {
    let client = clients::by_token(&office.parts.db, &token_hash(token)).await?;
    client
        .filter(|client| client.is_admitted(office.now()))
        .map(|client| Actor::client(client.grant()))
        .ok_or(Refusal::SignInNeeded)
}

/// Every system that was ever admitted, newest first: for the administrator of the server.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn clients(office: &Office) -> Result<Vec<Client>, Refusal> {
    let all = clients::all(&office.parts.db).await?;
    Ok(all.into_iter().map(|client| client.value).collect())
}

/// One certificate by its serial number.
///
/// # Errors
/// [`Refusal`].
pub async fn certificate(office: &Office, actor: &Actor, serial: &str) -> Result<CertificateView, Refusal> {
    let missing = || Refusal::NotFound(Missing::Certificate);
    let serial = serial.to_uppercase();
    let found: Option<Stored<Certificate>> = certificates::by_serial(&office.parts.db, &serial).await?;
    let id = found.as_ref().map(|certificate| certificate.id.into());
    office.look(actor, Operation::ReadCertificates, id).await?;
    let certificate = found
        .filter(|one| one.state != CertificateState::Issuing)
        .ok_or_else(missing)?;
    let der = blob(&office.parts.db, certificate.id, "certificate")
        .await?
        .ok_or_else(missing)?;
    Ok(CertificateView {
        certificate: certificate.value,
        der,
    })
}
