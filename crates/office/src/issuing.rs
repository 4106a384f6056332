//! Issuing in the order that survives a crash at any instant.
//!
//! Step A commits decision, serial number, to-be-signed bytes and the status «issuing». Then the stored bytes are signed,
//! with no transaction open. Step B commits the certificate. After a restart step B is done again with the same bytes.

use authority::custody::SignError;
use authority::issuing::{self, CompleteError, Input, Prepared};
use domain::certificate::{Certificate, CertificateAction, CertificateState};
use domain::id::{CertificateId, RequestId};
use domain::organization::Organization;
use domain::paper_copy::{PaperCopy, PaperCopyState};
use domain::process::Process;
use domain::registration::Registration;
use domain::request::{Request, RequestAction};
use domain::rights::{Actor, Operation};
use domain::timer::TimerKind;
use jiff::{Timestamp, ToSpan};
use pki::extension::IdentificationKind;
use pki::name::Attribute;
use pki::profile::{Profile, ProfileError};
use pki::request::CertificationRequest;
use requisites::ru;
use storage::{Stored, blob, certificates, requests};

use crate::asked::Asked;
use crate::ops::approve_registration::authorized;
use crate::ops::submit_key::hex;
use crate::refusal::{Fault, GuardRefusal, IssueRefusal, KeyRequestRefusal, Missing, Refusal};
use crate::{Office, Operate, Seen, Step, access, crash, crl, told};

/// An issued certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Id.
    pub id: CertificateId,
    /// Serial number, hex.
    pub serial: String,
    /// DER.
    pub der: Vec<u8>,
}

/// The second operator issues by an approved request.
///
/// # Errors
/// [`Refusal`]; [`IssueRefusal::Sign`] when only the signature is still missing: it is made later by itself.
pub async fn issue_certificate(office: &Office, actor: &Actor, request: RequestId) -> Result<Issued, Refusal> {
    let id = office.perform(actor, IssueCertificate { request }).await?;
    complete(office, id).await
}

/// The same from a page: refused when somebody has changed the request since it was shown.
///
/// # Errors
/// As [`issue_certificate`]; [`Refusal::Conflict`].
pub async fn issue_seen(office: &Office, actor: &Actor, request: RequestId, version: i64) -> Result<Issued, Refusal> {
    let id = office
        .perform(
            actor,
            Seen {
                version,
                command: IssueCertificate { request },
            },
        )
        .await?;
    complete(office, id).await
}

/// What a system asks for.
#[derive(Clone, Debug)]
pub struct SystemRequest {
    /// PKCS#10, PEM or DER.
    pub pkcs10: Vec<u8>,
    /// A profile that allows it.
    pub profile: String,
    /// A key of the system's own: asked again under it, the same certificate is given and no other is issued.
    pub key: Option<String>,
}

impl SystemRequest {
    /// A request without a key of its own.
    #[must_use]
    pub fn new(pkcs10: Vec<u8>, profile: impl Into<String>) -> Self {
        Self {
            pkcs10,
            profile: profile.into(),
            key: None,
        }
    }
}

/// Issues for a system.
///
/// # Errors
/// [`Refusal`].
pub async fn issue_for_system(office: &Office, actor: &Actor, request: SystemRequest) -> Result<Issued, Refusal> {
    let started = office.perform(actor, IssueForSystem(request)).await?;
    match started.tbs {
        Some(tbs) => sign(office, started.id, &tbs).await,
        None => complete(office, started.id).await,
    }
}

/// Completes what was started and not signed: at the start of the server and now and then.
///
/// # Errors
/// [`Refusal::Fault`].
pub(crate) async fn complete_started(office: &Office) -> Result<(), Refusal> {
    for started in certificates::in_state(&office.parts.db, CertificateState::Issuing).await? {
        if let Err(refusal) = complete(office, started.id).await {
            tracing::error!(serial = started.serial, code = refusal.code(), error = ?refusal, "issuing is not completed");
        }
    }
    Ok(())
}

/// The start of a server: everything decided is signed before anyone is served.
pub(crate) async fn recover(office: &Office) -> Result<(), Refusal> {
    complete_started(office).await
}

async fn complete(office: &Office, id: CertificateId) -> Result<Issued, Refusal> {
    let missing = || Refusal::NotFound(Missing::Certificate);
    let certificate: Stored<Certificate> = office.parts.db.get(id).await?.ok_or_else(missing)?;
    if certificate.state != CertificateState::Issuing {
        // What is signed is never signed again: one serial number, one certificate.
        return stored(office, id, certificate.value.serial).await;
    }
    let tbs = blob(&office.parts.db, id, "tbs").await?.ok_or_else(missing)?;
    sign(office, id, &tbs).await
}

/// From the stored bytes to the stored certificate.
async fn sign(office: &Office, id: CertificateId, tbs: &[u8]) -> Result<Issued, Refusal> {
    let missing = || Refusal::NotFound(Missing::Certificate);
    crash::point("before-sign");
    let signed = issuing::complete(&office.parts.ca.issuing, &office.parts.signer, tbs).await;
    crash::point("after-sign");
    let der = match signed {
        Ok(certificate) => certificate.der().to_vec(),
        Err(CompleteError::Sign(SignError::Certificate(refusal))) => {
            // The keeper will never sign these bytes: the serial number is void, the list says so, the case is decided anew.
            tracing::error!(certificate = %id, code = refusal.code(), "the keeper refuses the prepared certificate for good");
            office.perform(&Actor::SYSTEM, GiveUp { certificate: id }).await?;
            crl::publish_if_due(office).await?;
            return Err(IssueRefusal::Void(refusal).into());
        }
        Err(CompleteError::Sign(error)) => return Err(IssueRefusal::Sign(error).into()),
        Err(error @ CompleteError::NotOurs) => return Err(Fault::Stored(error.to_string()).into()),
    };
    match office
        .perform(
            &Actor::SYSTEM,
            CompleteIssuing {
                certificate: id,
                der: der.clone(),
            },
        )
        .await
    {
        Ok(serial) => return Ok(Issued { id, serial, der }),
        // Somebody completed it meanwhile: what is stored is the certificate.
        Err(Refusal::Step(_)) => {}
        Err(refusal) => return Err(refusal),
    }
    let certificate: Stored<Certificate> = office.parts.db.get(id).await?.ok_or_else(missing)?;
    stored(office, id, certificate.value.serial).await
}

async fn stored(office: &Office, id: CertificateId, serial: String) -> Result<Issued, Refusal> {
    let der = blob(&office.parts.db, id, "certificate").await?;
    let der = der.ok_or(Refusal::NotFound(Missing::Certificate))?;
    Ok(Issued { id, serial, der })
}

/// Step A for a request of a user.
#[derive(Clone, Copy, Debug)]
struct IssueCertificate {
    request: RequestId,
}

impl Operate for IssueCertificate {
    const OPERATION: Operation = Operation::IssueCertificate;
    type Outcome = CertificateId;

    async fn run(&self, step: &mut Step<'_>) -> Result<CertificateId, Refusal> {
        let mut request = step.get::<Request>(self.request, Missing::Request).await?;
        step.about(request.id);
        let rule = step.take(request.state, RequestAction::Issue)?;
        let operator = step.account()?;
        if request.approved_by == Some(operator) || request.compared_by.contains(&operator) {
            return Err(GuardRefusal::FourEyes.into());
        }
        let registration = step
            .get::<Registration>(request.registration, Missing::Registration)
            .await?;
        authorized(&registration.authorization, step.today())?;
        let stored = blob(step.db(), request.id, "pkcs10")
            .await?
            .ok_or(Refusal::NotFound(Missing::Request))?;
        let pkcs10 = CertificationRequest::parse(&stored)?;
        let profile = step.office.profile(&request.profile)?;
        let subject = step.office.subject_name(&request.subject, profile)?;
        // The approved data are certified, never those of the PKCS#10; they were equal when it was taken.
        let input = Input {
            subject: &subject,
            public_key: pkcs10.public_key(),
            identification_kind: Some(IdentificationKind::Personal),
        };
        let prepared = step.office.prepare(profile, input, step.now)?;
        let organization = step
            .get::<Organization>(registration.organization, Missing::Organization)
            .await?;
        let certificate = Certificate {
            request: Some(request.id),
            registration: Some(registration.id),
            holder: request.subject.holder.to_string(),
            organization: organization.short_name.clone(),
            snils: Some(request.subject.snils.digits().to_owned()),
            inns: vec![
                request.subject.inn.digits().to_owned(),
                request.subject.inn_legal.digits().to_owned(),
            ],
            ..started(step, &prepared, &request.profile)?
        };
        step.insert(&certificate);
        step.set.blob(certificate.id, "tbs", prepared.tbs);
        step.note("serial", certificate.serial.clone());
        request.state = rule.to;
        request.decided_by = Some(operator);
        request.deeds.push(step.deed("Решено выпустить сертификат"));
        request.decided_at = Some(step.now);
        request.certificate = Some(certificate.id);
        step.end_term(request.id, |kind| kind == TimerKind::RequestTerm).await?;
        step.update(&request);
        Ok(certificate.id)
    }
}

/// Step A for a system.
#[derive(Clone, Debug)]
struct IssueForSystem(SystemRequest);

/// What step A has stored.
#[derive(Debug)]
struct Started {
    id: CertificateId,
    /// Nothing when it was started by an earlier call under the same key.
    tbs: Option<Vec<u8>>,
}

impl Operate for IssueForSystem {
    const OPERATION: Operation = Operation::IssueForSystem;
    type Outcome = Started;

    async fn run(&self, step: &mut Step<'_>) -> Result<Started, Refusal> {
        let Self(request) = self;
        // A refused attempt of a system is worth a record too.
        step.keep_on_refusal();
        let asked = Asked::of(step, request);
        if let Some(id) = asked.answered_before(step).await? {
            step.about(id);
            step.note("answered", "again");
            return Ok(Started { id, tbs: None });
        }
        let profile = step
            .office
            .parts
            .profiles
            .get(&request.profile)
            .filter(|profile| profile.issued_by_system);
        let profile = profile.ok_or_else(|| IssueRefusal::Profile(request.profile.clone()))?;
        let pkcs10 = CertificationRequest::parse(&request.pkcs10)?;
        let identity = hex(&pkcs10.public_key().identity());
        if requests::key_seen(step.db(), &identity).await?.is_some() {
            return Err(KeyRequestRefusal::KeySeen.into());
        }
        step.set.see_key(&identity, step.now, "system");
        let subject = profile.subject(pkcs10.subject()).map_err(profile_refusal)?;
        let input = Input {
            subject: &subject,
            public_key: pkcs10.public_key(),
            identification_kind: None,
        };
        let prepared = step.office.prepare(profile, input, step.now)?;
        let text = |attribute| subject.get(attribute).unwrap_or_default().to_owned();
        let certificate = Certificate {
            holder: text(Attribute::CommonName),
            organization: text(Attribute::Organization),
            ..started(step, &prepared, &request.profile)?
        };
        step.insert(&certificate);
        step.set.blob(certificate.id, "tbs", prepared.tbs.clone());
        step.set.blob(certificate.id, "pkcs10", pkcs10.der().to_vec());
        asked.answer(step, certificate.id);
        step.about(certificate.id);
        step.note("serial", certificate.serial.clone());
        Ok(Started {
            id: certificate.id,
            tbs: Some(prepared.tbs),
        })
    }
}

/// Step B.
#[derive(Clone, Debug)]
struct CompleteIssuing {
    certificate: CertificateId,
    der: Vec<u8>,
}

impl Operate for CompleteIssuing {
    const OPERATION: Operation = Operation::CompleteIssuing;
    type Outcome = String;

    async fn run(&self, step: &mut Step<'_>) -> Result<String, Refusal> {
        let mut certificate = step.get::<Certificate>(self.certificate, Missing::Certificate).await?;
        step.about(certificate.id);
        step.note("serial", certificate.serial.clone());
        certificate.state = step.take(certificate.state, CertificateAction::Complete)?.to;
        certificate.issued_at = Some(step.now);
        step.update(&certificate);
        step.set.blob(certificate.id, "certificate", self.der.clone());
        access::follow(step, &certificate).await?;
        if let Some(request) = certificate.request {
            finish_request(step, request, &certificate).await?;
        }
        Ok(certificate.serial.clone())
    }
}

/// In place of step B when the bytes can never be signed.
#[derive(Clone, Copy, Debug)]
struct GiveUp {
    certificate: CertificateId,
}

impl Operate for GiveUp {
    const OPERATION: Operation = Operation::CompleteIssuing;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut certificate = step.get::<Certificate>(self.certificate, Missing::Certificate).await?;
        step.about(certificate.id);
        step.note("void", certificate.serial.clone());

        certificate.state = step.take(certificate.state, CertificateAction::GiveUp)?.to;
        step.update(&certificate);
        step.set.number_status(certificate.id);
        step.status_changes = true;
        let Some(request) = certificate.request else {
            return Ok(());
        };
        let mut request = step.get::<Request>(request, Missing::Request).await?;
        request.state = step.take(request.state, RequestAction::GiveUp)?.to;
        request.certificate = None;
        request.decided_by = None;
        request.decided_at = None;
        request
            .deeds
            .push(step.deed("Хранитель ключей не подписал подготовленный сертификат, номер аннулирован"));
        step.update(&request);
        Ok(())
    }
}

/// The request is done, the month for the signed copy begins, the user is told.
async fn finish_request(step: &mut Step<'_>, request: RequestId, certificate: &Certificate) -> Result<(), Refusal> {
    let mut request = step.get::<Request>(request, Missing::Request).await?;
    request.state = step.take(request.state, RequestAction::Complete)?.to;
    request.deadline = None;
    request.deeds.push(step.deed("Сертификат выпущен"));
    step.update(&request);

    let deadline = step.office.term(step.office.regulation().terms.signed_copy, step.now);
    step.start_timer(TimerKind::CopyTerm, certificate.id, step.office.end_of(&deadline));
    for days in step.office.regulation().terms.copy_reminders.clone() {
        let day = deadline.due.saturating_sub(i32::from(days).days());
        let at = step.office.start_of(day);
        if at > step.now {
            step.start_timer(TimerKind::CopyReminder(days), certificate.id, at);
        }
    }
    let price = told::price_of_late_copy(deadline.due);
    step.insert(&PaperCopy {
        certificate: certificate.id,
        serial: certificate.serial.clone(),
        holder: certificate.holder.clone(),
        organization: certificate.organization.clone(),
        state: PaperCopyState::initial(),
        deadline,
        delivery: None,
        sent_at: None,
        returned_at: None,
        returned_by: None,
        storage_place: None,
    });
    let registration = step
        .get::<Registration>(request.registration, Missing::Registration)
        .await?;
    let until = ru::date_long(step.office.local(certificate.not_after).date());
    let text = format!(
        "Сертификат выпущен, действует до {until}. Скачайте его. {} {price}",
        told::TWO_COPIES
    );
    step.tell(
        &registration,
        &format!("Запрос {}: сертификат выпущен", request.number),
        &text,
        "/cabinet/certificates",
    );
    Ok(())
}

/// What every certificate is at the decision; the caller says whose it is.
fn started(step: &Step<'_>, prepared: &Prepared, profile: &str) -> Result<Certificate, Refusal> {
    let instant = |second| Timestamp::from_second(second).map_err(|error| Fault::Stored(error.to_string()));
    Ok(Certificate {
        id: CertificateId::new(step.now, step.random()),
        serial: pki::describe::format_serial(prepared.serial.as_bytes()),
        issuer: crl::ISSUING.into(),
        state: CertificateState::initial(),
        holds: Vec::new(),
        changes: Vec::new(),
        profile: profile.into(),
        shard: prepared.shard,
        request: None,
        registration: None,
        holder: String::new(),
        organization: String::new(),
        snils: None,
        inns: Vec::new(),
        not_before: instant(prepared.not_before)?,
        not_after: instant(prepared.not_after)?,
        decided_at: step.now,
        issued_at: None,
    })
}

impl Office {
    fn prepare(&self, profile: &Profile, input: Input<'_>, now: Timestamp) -> Result<Prepared, Refusal> {
        let (ca, settings) = (&self.parts.ca.issuing, &self.parts.ca_settings);
        Ok(self.rng(|rng| issuing::prepare(ca, profile, settings, input, now.as_second(), rng))?)
    }
}

/// What a profile has against a subject or a key.
pub(crate) fn profile_refusal(error: ProfileError) -> Refusal {
    IssueRefusal::Prepare(error.into()).into()
}
