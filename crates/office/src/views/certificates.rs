//! Certificates and their paper copies.

use domain::certificate::{Certificate, CertificateState};
use domain::id::CertificateId;
use domain::paper_copy::{PaperCopy, PaperCopyState};
use domain::rights::{Actor, Operation};
use pki::describe::describe;
use storage::{Stored, blob, certificates as stored_certificates, paper_copies};

use super::{HistoryItem, PAGE};
use crate::refusal::{Fault, Missing, Refusal};
use crate::{Due, Office, Tone, told};

/// Copies shown of each state.
const MOST: u32 = 100;

/// A line of «Сертификаты → Действительные».
#[derive(Clone, Debug)]
pub struct OwnCertificate {
    /// Certificate.
    pub certificate: Certificate,
    /// Its paper copy.
    pub copy: Option<PaperCopy>,
    /// Term of the signed copy, while it is awaited: nobody asks for the copy of a certificate that has ended.
    pub due: Option<Due>,
    /// It is valid at this instant.
    pub valid_now: bool,
}

impl OwnCertificate {
    /// What follows when the signed copy does not come back: nothing when it is late already, or the certificate is
    /// suspended as it is.
    #[must_use]
    pub fn price_of_late_copy(&self) -> Option<String> {
        let due = self.due.as_ref().filter(|due| due.tone != Tone::Late)?;
        (self.certificate.state == CertificateState::Valid).then(|| told::price_of_late_copy(due.due))
    }
}

/// Certificates of one's own, newest first.
///
/// # Errors
/// [`Refusal`].
pub async fn own_certificates(office: &Office, actor: &Actor) -> Result<Vec<OwnCertificate>, Refusal> {
    office.look(actor, Operation::DownloadCertificate, None).await?;
    let registration = office.own_registration(actor).await?;
    let mut rows = Vec::new();
    for certificate in stored_certificates::of(&office.parts.db, registration.id).await? {
        if is_signed(&certificate) {
            rows.push(own(office, certificate.value).await?);
        }
    }
    Ok(rows)
}

async fn own(office: &Office, certificate: Certificate) -> Result<OwnCertificate, Refusal> {
    let copy: Option<Stored<PaperCopy>> = office.parts.db.get(certificate.id).await?;
    let copy = copy.map(|copy| copy.value);
    let now = office.now();
    let awaits = |copy: &&PaperCopy| copy.state != PaperCopyState::Returned && certificate.runs_at(now);
    let awaited = copy.as_ref().filter(awaits);
    Ok(OwnCertificate {
        due: awaited.map(|copy| office.due(&copy.deadline)),
        valid_now: certificate.not_before <= now && now <= certificate.not_after,
        copy,
        certificate,
    })
}

/// A certificate with every field and every change of its status.
#[derive(Clone, Debug)]
pub struct CertificateCard {
    /// Changes of the status, newest first.
    pub history: Vec<HistoryItem>,
    /// The line.
    pub line: OwnCertificate,
    /// (section, title, value) in the order of the paper copy.
    pub fields: Vec<(&'static str, String, String)>,
}

/// One certificate of one's own.
///
/// # Errors
/// [`Refusal`].
pub async fn own_certificate(office: &Office, actor: &Actor, id: CertificateId) -> Result<CertificateCard, Refusal> {
    office
        .look(actor, Operation::DownloadCertificate, Some(id.into()))
        .await?;
    let missing = || Refusal::NotFound(Missing::Certificate);
    let registration = office.own_registration(actor).await?;
    let certificate: Stored<Certificate> = office.parts.db.get(id).await?.ok_or_else(missing)?;
    if certificate.registration != Some(registration.id) || !is_signed(&certificate) {
        return Err(missing());
    }
    card(office, certificate.value).await
}

/// The certificate of anyone, for an operator.
///
/// # Errors
/// [`Refusal`].
pub async fn certificate(office: &Office, actor: &Actor, id: CertificateId) -> Result<CertificateCard, Refusal> {
    office.look(actor, Operation::ViewCertificates, Some(id.into())).await?;
    let missing = || Refusal::NotFound(Missing::Certificate);
    let certificate: Stored<Certificate> = office.parts.db.get(id).await?.ok_or_else(missing)?;
    if !is_signed(&certificate) {
        return Err(missing());
    }
    card(office, certificate.value).await
}

/// There is a signed certificate behind the record.
fn is_signed(certificate: &Certificate) -> bool {
    !matches!(certificate.state, CertificateState::Issuing | CertificateState::Void)
}

async fn card(office: &Office, certificate: Certificate) -> Result<CertificateCard, Refusal> {
    let missing = || Refusal::NotFound(Missing::Certificate);
    let der = blob(&office.parts.db, certificate.id, "certificate")
        .await?
        .ok_or_else(missing)?;
    let parsed = pki::certificate::Certificate::parse(&der).map_err(|error| Fault::Stored(error.to_string()))?;
    let fields = describe(&parsed, office.hours_east(office.now()));
    let mut history = Vec::with_capacity(certificate.changes.len());
    for change in certificate.changes.iter().rev() {
        history.push(HistoryItem {
            at: change.at,
            text: told::line(change),
            who: office.who(change.decided_by).await?,
        });
    }
    Ok(CertificateCard {
        history,
        fields: fields
            .into_iter()
            .map(|field| (field.section.title(), field.title, field.value))
            .collect(),
        line: own(office, certificate).await?,
    })
}

/// Issued certificates as the operator searches them; `true` when there are more.
///
/// # Errors
/// [`Refusal`].
pub async fn certificates(
    office: &Office,
    actor: &Actor,
    q: &str,
    page: u32,
) -> Result<(Vec<Certificate>, bool), Refusal> {
    office.look(actor, Operation::ViewCertificates, None).await?;
    let offset = page.max(1).saturating_sub(1).saturating_mul(PAGE);
    let mut found = stored_certificates::search(&office.parts.db, q, PAGE + 1, offset).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    Ok((found.into_iter().map(|one| one.value).collect(), more))
}

/// Paper copies by where they are.
#[derive(Clone, Debug)]
pub struct Copies {
    /// The month is over.
    pub overdue: Vec<(PaperCopy, Due)>,
    /// To be sent.
    pub to_send: Vec<(PaperCopy, Due)>,
    /// Out, awaited.
    pub sent: Vec<(PaperCopy, Due)>,
    /// Back.
    pub returned: Vec<PaperCopy>,
}

/// Copies of certificates that have ended go to nobody.
async fn running(office: &Office, copies: Vec<PaperCopy>) -> Result<Vec<PaperCopy>, Refusal> {
    let ids: Vec<CertificateId> = copies.iter().map(|copy| copy.certificate).collect();
    let certificates: Vec<Stored<Certificate>> = office.parts.db.get_many(ids).await?;
    let runs = |copy: &PaperCopy| {
        let certificate = certificates.iter().find(|one| one.id == copy.certificate);
        certificate.is_some_and(|one| one.runs_at(office.now()))
    };
    Ok(copies.into_iter().filter(runs).collect())
}

/// Paper copies.
///
/// # Errors
/// [`Refusal`].
pub async fn copies(office: &Office, actor: &Actor, q: &str) -> Result<Copies, Refusal> {
    office.look(actor, Operation::ViewCopies, None).await?;
    let of = async |state| -> Result<Vec<PaperCopy>, Refusal> {
        let found = paper_copies::in_state(&office.parts.db, state, q, MOST).await?;
        Ok(found.into_iter().map(|one| one.value).collect())
    };
    let with_due = |copies: Vec<PaperCopy>| -> Vec<(PaperCopy, Due)> {
        copies
            .into_iter()
            .map(|copy| (copy.clone(), office.due(&copy.deadline)))
            .collect()
    };
    Ok(Copies {
        overdue: with_due(of(PaperCopyState::Overdue).await?),
        to_send: with_due(running(office, of(PaperCopyState::ToSend).await?).await?),
        sent: with_due(of(PaperCopyState::Sent).await?),
        returned: of(PaperCopyState::Returned).await?,
    })
}
