//! The delegated responder (RFC 6960, RFC 5019): what is asked, what is known of it, one signature.

use std::sync::Arc;

use authority::custody::SignError;
use bytes::Bytes;
use jiff::Timestamp;
use pki::certificate::Certificate;
use pki::describe::format_serial;
use pki::ocsp::{
    AnswerInput, CertificateId, Failure, IssuerHashes, OcspRequest, Single, Status, build_tbs, failure,
    responder_key_hash,
};
use tokio::sync::Semaphore;

use super::answers::{Answer, Answers, Lifetime};
use super::complaint::Complaint;
use super::status_view::{Known, StatusView};
use crate::Office;
use crate::refusal::{Fault, Refusal};

/// Answers in the making at most; more are told to try later.
const PLACES: usize = 128;

/// How the responder works.
#[derive(Clone, Debug)]
pub struct ResponderSettings {
    /// Its certificate, DER.
    pub certificate: Vec<u8>,
    /// Certificates that the ceremony issued and no register holds, DER: other services of the УЦ.
    pub services: Vec<Vec<u8>>,
    /// From thisUpdate to nextUpdate, seconds.
    pub validity: u32,
}

/// Answers questions about the status of certificates. A cheap clone.
#[derive(Clone, Debug)]
pub struct Responder(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    office: Office,
    view: StatusView,
    answers: Answers,
    /// Answers that are being made: they share the keeper and the database with issuing, which a flood must not stop.
    places: Semaphore,
    issuer: IssuerHashes,
    key_hash: [u8; 20],
    /// Serial numbers of certificates of the ceremony.
    services: Vec<String>,
    validity: i64,
    /// Nothing is ever forgotten, so the archive begins with the УЦ itself (RFC 6960 §4.4.4).
    archive_from: i64,
    complaint: Complaint,
}

impl Responder {
    /// A responder over an office. Its key is with the office's keeper.
    ///
    /// # Errors
    /// [`Refusal::Fault`] when a certificate does not read.
    pub fn open(office: Office, settings: &ResponderSettings) -> Result<Self, Refusal> {
        let read = |der: &[u8]| Certificate::parse(der).map_err(|error| Fault::Stored(error.to_string()));
        let unreadable = || Fault::Stored("a key of the authority does not read".into());
        let own = read(&settings.certificate)?;
        let services: Result<Vec<_>, _> = settings.services.iter().map(|der| read(der)).collect();
        let ca = office.parts.ca.issuing.certificate();
        Ok(Self(Arc::new(Inside {
            view: StatusView::new(office.parts.db.clone(), office.parts.clock.clone()),
            answers: Answers::default(),
            places: Semaphore::new(PLACES),
            issuer: IssuerHashes::new(ca.subject_der(), ca.public_key_der()).ok_or_else(unreadable)?,
            key_hash: responder_key_hash(own.public_key_der()).ok_or_else(unreadable)?,
            services: services?.iter().map(|one| format_serial(one.serial())).collect(),
            validity: settings.validity.into(),
            archive_from: ca.not_before(),
            complaint: Complaint::of("ocsp"),
            office,
        })))
    }

    /// Answers a question in DER. There is always an answer; a failure is one too.
    pub async fn answer(&self, question: Bytes) -> Answer {
        match self.0.answer(question).await {
            Ok(answer) => {
                self.0.complaint.withdraw();
                answer
            }
            Err(kind) => Answer {
                der: Bytes::copy_from_slice(&failure(kind)),
                lifetime: None,
            },
        }
    }
}

impl Inside {
    async fn answer(&self, question: Bytes) -> Result<Answer, Failure> {
        if let Err(refusal) = self.office.on_time() {
            self.complaint.raise(refusal.code(), &refusal);
            return Err(Failure::TryLater);
        }
        let as_of = self.view.confirm().await.ok_or(Failure::TryLater)?;
        let now = self.office.now();
        if let Some(answer) = self.answers.find(&question, now.as_second()) {
            return Ok(answer);
        }
        let _place = self.places.try_acquire().map_err(|_| Failure::TryLater)?;
        let request = OcspRequest::parse(&question).map_err(|_| Failure::MalformedRequest)?;
        if !request.certificates().iter().any(|id| self.issuer.are_of(id)) {
            return Err(Failure::Unauthorized);
        }
        let mut statuses = Vec::with_capacity(request.certificates().len());
        for id in request.certificates() {
            statuses.push(self.status(id).await?);
        }
        let answer = self.signed(&request, &statuses, as_of, now).await?;
        // What is not known may be issued the next moment, and no change of a status tells of it.
        let known: Option<Vec<_>> = statuses.into_iter().collect();
        match known {
            Some(known) if request.nonce().is_none() => {
                self.answers.keep(&question, answer.clone(), known);
                Ok(answer)
            }
            _ => Ok(Answer {
                lifetime: None,
                ..answer
            }),
        }
    }

    /// What is known; nothing of what is not ours and of what was never issued.
    async fn status(&self, id: &CertificateId) -> Result<Option<Arc<Known>>, Failure> {
        if !self.issuer.are_of(id) {
            return Ok(None);
        }
        let serial = format_serial(id.serial());
        match self.view.status(&serial).await {
            Ok(None) if self.services.contains(&serial) => Ok(Some(Known::of(Status::Good))),
            Ok(known) => Ok(known),
            Err(fault) => {
                self.complaint.raise("status", &fault);
                Err(Failure::TryLater)
            }
        }
    }

    async fn signed(
        &self,
        request: &OcspRequest,
        statuses: &[Option<Arc<Known>>],
        as_of: Timestamp,
        now: Timestamp,
    ) -> Result<Answer, Failure> {
        let this_update = as_of.as_second();
        let next_update = this_update + self.validity;
        let single = |(certificate, known): (_, &Option<Arc<Known>>)| Single {
            certificate,
            status: known.as_ref().map_or(Status::Unknown, |known| known.status),
            this_update,
            next_update: Some(next_update),
            archive_cutoff: Some(self.archive_from),
        };
        let singles: Vec<_> = request.certificates().iter().zip(statuses).map(single).collect();
        let input = AnswerInput {
            key_hash: &self.key_hash,
            produced_at: now.as_second(),
            singles: &singles,
            nonce: request.nonce(),
        };
        let tbs = build_tbs(&input).map_err(|_| Failure::InternalError)?;
        let der = self.office.parts.signer.ocsp(tbs).await.map_err(|error| {
            self.complaint.raise(error.code(), &error);
            match error {
                SignError::Gone | SignError::Away | SignError::LogUnwritable => Failure::TryLater,
                _ => Failure::InternalError,
            }
        })?;
        let lifetime = request.nonce().is_none().then(|| Lifetime {
            tag: tag(&der),
            from: this_update,
            until: next_update,
        });
        Ok(Answer {
            der: der.into(),
            lifetime,
        })
    }
}

/// Names an answer by its hash.
fn tag(der: &[u8]) -> Arc<str> {
    use std::fmt::Write;
    let mut text = String::with_capacity(34);
    text.push('"');
    for byte in &gost::streebog256(der)[..16] {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.push('"');
    text.into()
}
