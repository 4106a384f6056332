//! What information systems see by the API.

use domain::access::{Access, due};
use domain::certificate::{Certificate, CertificateState};
use domain::client::Client;
use domain::rights::{Actor, Operation};
use requisites::Snils;
use storage::{Stored, blob, certificates, clients};

use crate::Office;
use crate::ops::admit_client::token_hash;
use crate::refusal::{Missing, Refusal};

/// Certificates of one person that are looked at; he has a few.
const MOST: u32 = 1_000;

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

/// What a person may do by his certificates, as a relying system asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessView {
    /// A valid certificate, none suspended.
    Open,
    /// A certificate is suspended: access is blocked (source S1).
    Blocked,
    /// No certificate that runs.
    None,
}

/// Whether a person may come in, by all his certificates; the person is named by СНИЛС as typed.
///
/// # Errors
/// [`Refusal`].
pub async fn access(office: &Office, actor: &Actor, snils: &str) -> Result<AccessView, Refusal> {
    let snils = Snils::parse(snils).map_err(|error| Refusal::field("snils", error.to_string()))?;
    office.look(actor, Operation::CheckAccess, None).await?;
    let found = certificates::by_snils(&office.parts.db, snils.digits(), MOST).await?;
    Ok(match due(found.iter().map(|one| &one.value), office.now()) {
        Some(Access::Unblock) => AccessView::Open,
        Some(Access::Block) => AccessView::Blocked,
        None => AccessView::None,
    })
}
