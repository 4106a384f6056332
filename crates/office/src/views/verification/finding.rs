//! What is said of one signature, certificate or list, as a person reads it.

use jiff::Timestamp;
use pki::{
    certificate::Certificate,
    crl::RevocationList,
    describe::format_serial,
    examine::SignatureReport,
    lenient::{Reading, Remark},
    name::{Attribute, DistinguishedName},
    path::{Path, PathError, Refusal, Settings, Status, Store},
};

use crate::printing;

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A signature of a document.
    Signature,
    /// A certificate.
    Certificate,
    /// A list of revoked certificates.
    List,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Why it does not hold: a stable code and a sentence.
    pub refusal: Option<(&'static str, String)>,
    /// Whose certificate it is.
    pub person: Option<Person>,
    /// Who issued the certificate or the list.
    pub issuer: Option<String>,
    /// The moment the check is about: that of the time stamp, or now.
    pub moment: Timestamp,
    /// What the signer claims as the time of signing.
    pub claimed: Option<Timestamp>,
    /// The time stamps of the signature.
    pub stamps: Vec<Stamp>,
    /// As of when the certificate is known not to be revoked.
    pub status_as_of: Option<Timestamp>,
    /// From the certificate to the one that is trusted.
    pub chain: Vec<String>,
    /// What is odd about it.
    pub remarks: Vec<String>,
}

/// The holder of a certificate.
#[derive(Clone, Debug)]
pub struct Person {
    /// Surname with names, or what else the certificate calls the holder.
    pub title: String,
    /// Title and value of every field.
    pub fields: Vec<(String, String)>,
    /// Serial number.
    pub serial: String,
    /// First instant.
    pub not_before: Timestamp,
    /// Last instant.
    pub not_after: Timestamp,
}

/// A time stamp on a signature.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Its time, if it holds.
    pub time: Option<Timestamp>,
    /// Who made it, or why it does not hold.
    pub note: String,
}

impl Finding {
    pub(super) fn certificate(reading: &Reading<Certificate>, store: &Store<'_>, settings: &Settings) -> Self {
        let found = store.find(&reading.value, settings);
        Self {
            remarks: written(&reading.remarks),
            ..Self::new(FindingKind::Certificate, settings.time)
                .about(&reading.value)
                .by_path(found.as_ref())
        }
    }

    pub(super) fn list<'a>(
        list: &'a RevocationList,
        remarks: &[Remark],
        store: &Store<'a>,
        settings: &Settings,
    ) -> Self {
        let finding = Self {
            issuer: Some(title(list.issuer_der())),
            remarks: written(remarks),
            ..Self::new(FindingKind::List, settings.time)
        };
        let unsigned = "Сертификата, которым подписан список, нет среди известных, или подпись списка не сходится.";
        let mut finding = match store.find_signer(list, settings) {
            Ok(path) => finding.by_path(Ok(&path)),
            Err(Some(refusal)) => finding.by_path(Err(&refusal)),
            Err(None) => finding.because("issuer-unknown", unsigned.into()),
        };
        let next = list.next_update().unwrap_or(list.this_update());
        if finding.refusal.is_none() && settings.time > next {
            finding = finding.because("expired", "Список устарел: издатель уже выпустил следующий.".into());
        }
        finding
    }

    pub(super) fn signature(report: &SignatureReport) -> Self {
        let mut finding = Self::new(FindingKind::Signature, report.moment);
        if let Some(certificate) = &report.certificate {
            finding = finding.about(certificate);
        }
        finding.claimed = report.claimed_time.and_then(instant);
        let stamps = report.stamps.iter().map(|stamp| match stamp {
            Ok(stamp) => Stamp {
                time: instant(stamp.time),
                note: title(stamp.path.certificates[0].subject_der()),
            },
            Err(error) => Stamp {
                time: None,
                note: error.to_string(),
            },
        });
        finding.stamps = stamps.collect();
        match &report.result {
            Ok(path) => finding.by_path(Ok(path)),
            Err(pki::examine::SignatureError::Path(refusal)) => finding.by_path(Err(refusal)),
            Err(error) => finding.because(error.code(), error.to_string()),
        }
    }

    fn new(kind: FindingKind, moment: i64) -> Self {
        Self {
            kind,
            refusal: None,
            person: None,
            issuer: None,
            moment: instant(moment).unwrap_or(Timestamp::UNIX_EPOCH),
            claimed: None,
            stamps: Vec::new(),
            status_as_of: None,
            chain: Vec::new(),
            remarks: Vec::new(),
        }
    }

    fn about(self, certificate: &Certificate) -> Self {
        let fields = DistinguishedName::from_der(certificate.subject_der()).map(|name| printing::name_fields(&name));
        Self {
            person: Some(Person {
                title: title(certificate.subject_der()),
                fields: fields
                    .unwrap_or_default()
                    .into_iter()
                    .map(|field| (field.title, field.value))
                    .collect(),
                serial: format_serial(certificate.serial()),
                not_before: instant(certificate.not_before()).unwrap_or(Timestamp::MIN),
                not_after: instant(certificate.not_after()).unwrap_or(Timestamp::MAX),
            }),
            issuer: Some(title(certificate.issuer_der())),
            ..self
        }
    }

    fn by_path(self, found: Result<&Path, &Refusal>) -> Self {
        match found {
            Ok(path) => Self {
                chain: path.certificates.iter().map(|one| title(one.subject_der())).collect(),
                status_as_of: path.statuses.first().and_then(|status| match status {
                    Status::Good { as_of } => instant(*as_of),
                    _ => None,
                }),
                ..self
            },
            Err(refusal) => self.because(refusal.cause.code(), sentence(refusal)),
        }
    }

    fn because(self, code: &'static str, sentence: String) -> Self {
        Self {
            refusal: Some((code, sentence)),
            ..self
        }
    }
}

/// The cause; the day where there is one; the certificate when it is another one than that in question.
fn sentence(refusal: &Refusal) -> String {
    let mut sentence = refusal.cause.to_string();
    if let PathError::Revoked { since, .. } | PathError::Held { since } = refusal.cause
        && let Some(since) = instant(since)
    {
        sentence += &format!(" С {}.", since.strftime("%d.%m.%Y %H:%M UTC"));
    }
    if refusal.distance > 0 {
        sentence += &format!(
            " Речь о сертификате издателя: {}.",
            title(refusal.certificate.subject_der())
        );
    }
    sentence
}

/// What a person calls the holder: names, or the common name, or the organisation.
fn title(name: &[u8]) -> String {
    let Ok(name) = DistinguishedName::from_der(name) else {
        return "имя не читается".into();
    };
    match (name.get(Attribute::Surname), name.get(Attribute::GivenName)) {
        (Some(surname), Some(given)) => format!("{surname} {given}"),
        _ => {
            let called = [Attribute::CommonName, Attribute::Organization].map(|attribute| name.get(attribute));
            called
                .into_iter()
                .flatten()
                .next()
                .map_or_else(|| name.to_string(), str::to_owned)
        }
    }
}

fn written(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(ToString::to_string).collect()
}

fn instant(second: i64) -> Option<Timestamp> {
    Timestamp::from_second(second).ok()
}
