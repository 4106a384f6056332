//! Бумажные копии: two go out, one comes back signed within a month.

use askama::Template;
use axum::http::StatusCode;
use domain::{
    id::CertificateId,
    paper_copy::{Delivery, PaperCopy},
};
use jiff::civil::DateTime;
use office::{
    Office, Refusal,
    ops::{mark_copy_returned, send_copies},
    views,
};

use crate::{
    done::Done,
    kit::{Due, Errors, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Desk, Id, Operator, Sent, done, refused, wanted},
};

/// `GET /ra/copies`.
#[derive(Debug, Template)]
#[template(path = "ra/copies.html")]
pub(crate) struct CopiesPage {
    pub(crate) shell: Shell,
    pub(crate) query: String,
    /// Titles and rows: to send, overdue, out, back.
    pub(crate) groups: Vec<(&'static str, Vec<CopyRow>)>,
    /// Id of the certificate whose return was not marked, and the storage place that was typed.
    pub(crate) failed: Option<(String, String)>,
    pub(crate) errors: Errors,
}

impl CopiesPage {
    /// What was typed into this row, when it is the one to be mended.
    fn typed(&self, row: &CopyRow) -> Option<&str> {
        self.errors.of("storage_place")?;
        self.failed
            .as_ref()
            .filter(|(id, _)| *id == row.id)
            .map(|(_, typed)| typed.as_str())
    }
}

/// The copies of one certificate.
#[derive(Debug)]
pub(crate) struct CopyRow {
    /// Id of the certificate.
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) status: Status,
    pub(crate) due: Due,
    /// How and when they went out.
    pub(crate) sent: Option<(&'static str, DateTime)>,
    /// When the signed one came back and where it is kept.
    pub(crate) returned: Option<(DateTime, String)>,
}

impl CopyRow {
    fn is_open(&self) -> bool {
        self.returned.is_none()
    }
}

impl CopyRow {
    fn of(office: &Office, copy: PaperCopy, due: Due) -> Self {
        let how = match copy.delivery {
            Some(Delivery::InHand) => "вручены",
            Some(Delivery::Post) | None => "отправлены почтой",
        };
        Self {
            id: copy.certificate.to_string(),
            serial: copy.serial,
            holder: copy.holder,
            organization: copy.organization,
            status: told::copy(copy.state),
            due,
            sent: copy.sent_at.map(|at| (how, office.local(at))),
            returned: copy
                .returned_at
                .map(|at| (office.local(at), copy.storage_place.unwrap_or_default())),
        }
    }
}

async fn render(
    desk: &Desk,
    shell: Shell,
    status: StatusCode,
    query: String,
    failed: Option<(String, String)>,
    errors: Errors,
) -> Answer {
    let office = desk.office();
    let copies = views::copies(office, desk.actor(), &query).await?;
    let rows = |of: Vec<(PaperCopy, office::Due)>| {
        of.into_iter()
            .map(|(copy, due)| CopyRow::of(office, copy, told::due(&due)))
            .collect()
    };
    let returned = copies
        .returned
        .into_iter()
        .map(|copy| (copy.clone(), office.due(&copy.deadline)))
        .collect();
    let groups = vec![
        ("Срок возврата прошёл", rows(copies.overdue)),
        ("Отправить или вручить", rows(copies.to_send)),
        ("Ждём возврата", rows(copies.sent)),
        ("Вернулись", rows(returned)),
    ];
    Ok(page::show(
        status,
        &CopiesPage {
            shell,
            query,
            groups,
            failed,
            errors,
        },
    ))
}

async fn again(desk: &Desk, failed: Option<(String, String)>, refusal: Refusal) -> Answer {
    let (status, errors) = refused(refusal)?;
    render(desk, desk.failed_shell(), status, String::new(), failed, errors).await
}

/// `GET /ra/copies`.
pub(crate) async fn show(Operator(desk): Operator) -> Answer {
    render(
        &desk,
        desk.shell(),
        StatusCode::OK,
        String::new(),
        None,
        Errors::default(),
    )
    .await
}

/// `POST /ra/copies`: a person's name never stands in an address.
pub(crate) async fn search(
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let query = wanted(form.value("query"));
    render(&desk, desk.shell(), StatusCode::OK, query, None, Errors::default()).await
}

/// `POST /ra/copies/{certificate}/send`.
pub(crate) async fn send(
    Id(certificate): Id<CertificateId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let command = send_copies::Command {
        certificate,
        delivery: form.value("delivery").to_owned(),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(()) => Ok(done("/ra/copies", Done::CopiesSent)),
        Err(refusal) => again(&desk, None, refusal).await,
    }
}

/// `POST /ra/copies/{certificate}/return`.
pub(crate) async fn give_back(
    Id(certificate): Id<CertificateId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let command = mark_copy_returned::Command {
        certificate,
        storage_place: form.value("storage_place").to_owned(),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(()) => Ok(done("/ra/copies", Done::CopyReturned)),
        Err(refusal) => {
            again(
                &desk,
                Some((certificate.to_string(), form.value("storage_place").to_owned())),
                refusal,
            )
            .await
        }
    }
}
