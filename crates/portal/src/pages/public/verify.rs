//! Проверка подписи: a document and its signature, or a certificate; nothing is kept.

use askama::Template;
use axum::http::StatusCode;
use jiff::civil::DateTime;
use office::{
    Office,
    views::{self, FindingKind, ShownFile},
};

use crate::{
    kit::{Errors, Field, filters},
    page,
    shell::Shell,
    web::{Answer, Anyone, Files, SentFile, refused},
};

/// Two files of ten megabytes with what is around them.
pub(crate) const LIMIT: usize = 24 * 1024 * 1024;

/// `GET /verify` shows the form, `POST /verify` the answer.
#[derive(Debug, Template)]
#[template(path = "public/verify.html")]
pub(crate) struct VerifyPage {
    pub(crate) shell: Shell,
    pub(crate) errors: Errors,
    /// `None` before the first check.
    pub(crate) answer: Option<Verified>,
}

/// What is said of the files.
#[derive(Debug)]
pub(crate) struct Verified {
    pub(crate) at: DateTime,
    pub(crate) files: Vec<String>,
    pub(crate) findings: Vec<Finding>,
}

/// One signature, certificate or list.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) title: &'static str,
    /// Why it does not hold.
    pub(crate) refusal: Option<String>,
    /// Title and value, in the order of reading.
    pub(crate) rows: Vec<(&'static str, String)>,
    /// Fields of the holder's name.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) remarks: Vec<String>,
}

impl VerifyPage {
    fn fields(&self) -> [Field; 2] {
        let signature = Field::file("file", "Подпись, сертификат или список отозванных", "")
            .hint("Файл .sig, .p7s, .cer, .crl или .pem, до 10 МБ")
            .errors(&self.errors);
        let document = Field::file("document", "Подписанный документ", "")
            .hint("Нужен, когда подпись лежит отдельно от документа; до 10 МБ")
            .optional()
            .errors(&self.errors);
        [signature, document]
    }
}

impl Verified {
    fn of(office: &Office, verification: views::Verification) -> Self {
        let finding = |finding| Finding::of(office, finding);
        Self {
            at: office.local(verification.at),
            files: verification.files,
            findings: verification.findings.into_iter().map(finding).collect(),
        }
    }
}

impl Finding {
    fn of(office: &Office, finding: views::Finding) -> Self {
        let moment = |at| crate::kit::moment(office.local(at));
        let mut rows = Vec::new();
        if let Some(person) = &finding.person {
            let holder = match finding.kind {
                FindingKind::Signature => "Кто подписал",
                _ => "Владелец",
            };
            let validity = format!("{} — {}", moment(person.not_before), moment(person.not_after));
            rows.push((holder, person.title.clone()));
            rows.push(("Сертификат", person.serial.clone()));
            rows.push(("Срок сертификата", validity));
        }
        rows.extend(finding.issuer.map(|issuer| ("Издатель", issuer)));
        rows.extend(
            finding
                .claimed
                .map(|at| ("Время подписания, со слов подписавшего", moment(at))),
        );
        for stamp in finding.stamps {
            let row = match stamp.time {
                Some(at) => ("Штамп времени", format!("{}, {}", moment(at), stamp.note)),
                None => ("Штамп времени не принят", stamp.note),
            };
            rows.push(row);
        }
        rows.push(("Проверено на", moment(finding.moment)));
        rows.extend(
            finding
                .status_as_of
                .map(|at| ("Не отозван по сведениям на", moment(at))),
        );
        if !finding.chain.is_empty() {
            rows.push(("Цепочка доверия", finding.chain.join(" → ")));
        }
        Self {
            title: match (finding.kind, finding.refusal.is_some()) {
                (FindingKind::Signature, false) => "Подпись действительна",
                (FindingKind::Signature, true) => "Подпись не принята",
                (FindingKind::Certificate, false) => "Сертификат действует",
                (FindingKind::Certificate, true) => "Сертификат не принят",
                (FindingKind::List, false) => "Список отозванных действует",
                (FindingKind::List, true) => "Список отозванных не принят",
            },
            refusal: finding.refusal.map(|(_, sentence)| sentence),
            rows,
            fields: finding.person.map(|person| person.fields).unwrap_or_default(),
            remarks: finding.remarks,
        }
    }
}

/// `GET /verify`.
pub(crate) async fn show(Anyone(desk): Anyone) -> Answer {
    Ok(page::ok(&VerifyPage {
        shell: desk.shell(),
        errors: Errors::default(),
        answer: None,
    }))
}

/// `POST /verify`.
pub(crate) async fn check(
    Files {
        desk: Anyone(desk),
        files,
        ..
    }: Files<Anyone>,
) -> Answer {
    let failed = |status, errors| {
        page::show(
            status,
            &VerifyPage {
                shell: desk.failed_shell(),
                errors,
                answer: None,
            },
        )
    };
    let Some(shown) = shown(files) else {
        let errors = Errors::at(
            "file",
            "Файл больше 10 МБ. Такие документы проверяют программой на своём компьютере",
        );
        return Ok(failed(StatusCode::UNPROCESSABLE_ENTITY, errors));
    };
    match views::verification(desk.office(), shown, &desk.visit.address()).await {
        Ok(verification) => Ok(page::ok(&VerifyPage {
            shell: desk.shell(),
            errors: Errors::default(),
            answer: Some(Verified::of(desk.office(), verification)),
        })),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            Ok(failed(status, errors))
        }
    }
}

/// A browser sends a field without a file as an empty one. None: a file is too large.
fn shown(files: Vec<SentFile>) -> Option<Vec<ShownFile>> {
    let shown = files.into_iter().map(|file| {
        Some(ShownFile {
            name: file.name,
            bytes: file.bytes?,
        })
    });
    let mut shown: Vec<ShownFile> = shown.collect::<Option<_>>()?;
    shown.retain(|file| !(file.name.is_empty() && file.bytes.is_empty()));
    Some(shown)
}
