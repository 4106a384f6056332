//! Requests as their owner sees them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::Certificate;
use domain::id::{CertificateId, RequestId};
use domain::organization::Organization;
use domain::paper_copy::PaperCopy;
use domain::process::{Process, StepRefusal};
use domain::request::{PublicStatus, Request, RequestAction, RequestState};
use domain::rights::{Actor, Operation};
use domain::subject::Subject;
use storage::{Stored, requests};

use super::history::HistoryItem;
use crate::refusal::{Missing, Refusal};
use crate::{Due, Office, printing, profiles};

/// A line of «Запросы».
#[derive(Clone, Debug)]
pub struct RequestRow {
    /// Request.
    pub request: Request,
    /// Public status of S1; none for a draft.
    pub status: Option<PublicStatus>,
    /// Serial number of its certificate.
    pub serial: Option<String>,
}

/// «Запросы», newest first.
///
/// # Errors
/// [`Refusal`].
pub async fn own_requests(office: &Office, actor: &Actor) -> Result<Vec<RequestRow>, Refusal> {
    office.look(actor, Operation::ViewOwnRequest, None).await?;
    let registration = office.own_registration(actor).await?;
    let found = requests::of(&office.parts.db, registration.id).await?;
    let completed = found.iter().filter(|one| one.state == RequestState::Completed);
    let ids: Vec<CertificateId> = completed.filter_map(|one| one.certificate).collect();
    let certificates: Vec<Stored<Certificate>> = office.parts.db.get_many(ids).await?;
    let row = |request: Stored<Request>| RequestRow {
        status: request.state.public(),
        serial: certificates
            .iter()
            .find(|one| Some(one.id) == request.certificate)
            .map(|one| one.serial.clone()),
        request: request.value,
    };
    Ok(found.into_iter().map(row).collect())
}

/// A request of one's own.
#[derive(Clone, Debug)]
pub struct OwnRequest {
    /// Request.
    pub request: Request,
    /// Term.
    pub due: Option<Due>,
    /// Steps the owner may take.
    pub offered: Vec<RequestAction>,
    /// Certificate.
    pub certificate: Option<Certificate>,
    /// Paper copies.
    pub copy: Option<PaperCopy>,
    /// What happened; the owner does not read who.
    pub history: Vec<HistoryItem>,
    /// Fields of the subject with their titles.
    pub fields: Vec<(String, String)>,
}

/// One request of one's own.
///
/// # Errors
/// [`Refusal`].
pub async fn own_request(office: &Office, actor: &Actor, id: RequestId) -> Result<OwnRequest, Refusal> {
    office.look(actor, Operation::ViewOwnRequest, Some(id.into())).await?;
    let request = office.own_request(actor, id).await?;
    let db = &office.parts.db;
    let (certificate, copy): (Option<Stored<Certificate>>, Option<Stored<PaperCopy>>) = match request.certificate {
        Some(id) => (db.get(id).await?, db.get(id).await?),
        None => (None, None),
    };
    let history = office.history(&request.deeds).await?;
    Ok(OwnRequest {
        due: request.deadline.as_ref().map(|deadline| office.due(deadline)),
        offered: request.state.offered(actor.role),
        certificate: certificate.map(|one| one.value),
        copy: copy.map(|one| one.value),
        history: history
            .into_iter()
            .map(|item| HistoryItem { who: None, ..item })
            .collect(),
        fields: fields(office, &request.subject)?,
        request: request.value,
    })
}

/// What the first page of a new request shows.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Fields of the certificate to come.
    pub fields: Vec<(String, String)>,
    /// An open request that has to be finished first.
    pub open: Option<Request>,
}

/// The data a new request will freeze.
///
/// # Errors
/// [`Refusal`].
pub async fn new_request(office: &Office, actor: &Actor) -> Result<NewRequest, Refusal> {
    office.look(actor, Operation::ViewOwnRequest, None).await?;
    let registration = office.own_registration(actor).await?;
    let organization: Option<Stored<Organization>> = office.parts.db.get(registration.organization).await?;
    let organization = organization.ok_or(Refusal::NotFound(Missing::Organization))?;
    let open = requests::of(&office.parts.db, registration.id)
        .await?
        .into_iter()
        .find(|one| !one.state.is_final());
    Ok(NewRequest {
        fields: fields(office, &Subject::of(&registration, &organization))?,
        open: open.map(|one| one.value),
    })
}

/// What the page of the key needs.
#[derive(Clone, Debug)]
pub struct KeyPage {
    /// Request.
    pub request: Request,
    /// DER `Name`, base64.
    pub subject: String,
    /// DER `Extensions`, base64; empty: the profile decides, not the request.
    pub extensions: String,
    /// Name of the key file.
    pub file_name: String,
    /// Fields of the subject with their titles.
    pub fields: Vec<(String, String)>,
}

/// The page of the key; only a draft has one.
///
/// # Errors
/// [`Refusal`].
pub async fn key_page(office: &Office, actor: &Actor, id: RequestId) -> Result<KeyPage, Refusal> {
    office.look(actor, Operation::ViewOwnRequest, Some(id.into())).await?;
    let request = office.own_request(actor, id).await?;
    if request.state != RequestState::Draft {
        return Err(StepRefusal::NotFromHere.into());
    }
    let profile = office.profile(&request.profile)?;
    Ok(KeyPage {
        subject: STANDARD.encode(office.subject_name(&request.subject, profile)?.to_der()),
        extensions: String::new(),
        file_name: format!("zaver-{}.key.pem", request.number),
        fields: fields(office, &request.subject)?,
        request: request.value,
    })
}

fn fields(office: &Office, subject: &Subject) -> Result<Vec<(String, String)>, Refusal> {
    let profile = office.profile(profiles::USER)?;
    let name = office.subject_name(subject, profile)?;
    Ok(printing::name_fields(&name)
        .into_iter()
        .map(|field| (field.title, field.value))
        .collect())
}
