//! One certificate.

use askama::Template;
use axum::response::Response;
use domain::{certificate::Certificate, id::CertificateId, paper_copy::PaperCopy, status::HoldReason};
use jiff::{Timestamp, civil::DateTime};
use office::{
    Office,
    ops::{download_certificate, print_certificate_copy},
    views::{self, CertificateCard, HistoryItem},
};

use crate::{
    kit::{Due, Event, Status, Tone, filters},
    page,
    pages::change::{self, Change},
    shell::Shell,
    told,
    web::{Answer, Desk, Id, Operator, User, file},
};

/// Folder of the holder's own addresses.
pub(crate) const OWN: &str = "/cabinet/certificates";

/// `GET /cabinet/certificates/{id}`.
#[derive(Debug, Template)]
#[template(path = "cabinet/certificate.html")]
pub(crate) struct CertificatePage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) holder: String,
    pub(crate) status: Status,
    pub(crate) not_before: DateTime,
    pub(crate) not_after: DateTime,
    /// Days left and days in all, for the bar; none when it runs no more.
    pub(crate) left: Option<(i32, i32)>,
    /// There is a paper copy to print.
    pub(crate) has_copy: bool,
    /// Until when the signed one is awaited.
    pub(crate) copy_due: Option<Due>,
    /// What a late copy costs.
    pub(crate) copy_price: Option<String>,
    /// Sections of the certificate: title, then title and value of every field.
    pub(crate) parts: Vec<(String, Vec<(String, String)>)>,
    pub(crate) events: Vec<Event>,
    /// Statements that were carried out, newest first: place in the history, number.
    pub(crate) statements: Vec<(usize, String)>,
    /// Folder of its addresses: the cabinet's or the operator's.
    pub(crate) root: &'static str,
    /// Changes of the status that are open to the reader.
    pub(crate) changes: Vec<Change>,
    /// Why it is suspended, reason by reason.
    pub(crate) holds: Vec<&'static str>,
    /// One of them is the paper copy.
    pub(crate) held_for_copy: bool,
    /// The zone of every instant on the page.
    pub(crate) zone: String,
}

impl CertificatePage {
    fn days(left: &i32) -> String {
        crate::kit::plural(usize::try_from(*left).unwrap_or_default(), ["день", "дня", "дней"])
    }

    /// The reader is the holder: he has the key.
    fn is_own(&self) -> bool {
        self.root == OWN
    }

    /// There is nothing to change any more: the file is kept for the record.
    fn is_over(&self) -> bool {
        self.changes.is_empty()
    }
}

fn events(
    office: &Office,
    certificate: &Certificate,
    copy: Option<&PaperCopy>,
    history: Vec<HistoryItem>,
) -> Vec<Event> {
    let event = |at: Option<Timestamp>, text: &str, tone| {
        at.map(|at| Event {
            at: Some(office.local(at)),
            text: text.to_owned(),
            by: None,
            tone,
        })
    };
    let sent = event(
        copy.and_then(|copy| copy.sent_at),
        "Бумажные копии отправлены",
        Tone::Info,
    );
    let returned = event(
        copy.and_then(|copy| copy.returned_at),
        "Подписанная копия вернулась",
        Tone::Ok,
    );
    let issued = event(certificate.issued_at, "Сертификат изготовлен", Tone::Ok);
    let mut events: Vec<Event> = told::events(office, history);
    events.extend([returned, sent, issued].into_iter().flatten());
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    events
}

/// A certificate of a system has no holder who could have asked.
fn statements(certificate: &Certificate) -> Vec<(usize, String)> {
    let changes = certificate
        .changes
        .iter()
        .filter(|_| certificate.registration.is_some());
    let mut statements: Vec<_> = changes.map(|change| change.number.clone()).enumerate().collect();
    statements.iter_mut().for_each(|(place, _)| *place += 1);
    statements.reverse();
    statements
}

/// Keeps the order of the paper copy, section by section.
fn sections(fields: Vec<(&'static str, String, String)>) -> Vec<(String, Vec<(String, String)>)> {
    let mut sections: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for (section, title, value) in fields {
        match sections.last_mut() {
            Some((name, fields)) if name == section => fields.push((title, value)),
            _ => sections.push((section.to_owned(), vec![(title, value)])),
        }
    }
    sections
}

/// `GET /cabinet/certificates/{id}`.
pub(crate) async fn show(User(desk): User, Id(id): Id<CertificateId>) -> Answer {
    let card = views::own_certificate(desk.office(), desk.actor(), id).await?;
    Ok(render(&desk, card, OWN))
}

/// `GET /ra/certificates/{id}`.
pub(crate) async fn office_card(Operator(desk): Operator, Id(id): Id<CertificateId>) -> Answer {
    let card = views::certificate(desk.office(), desk.actor(), id).await?;
    Ok(render(&desk, card, "/ra/certificates"))
}

fn render(desk: &Desk, card: CertificateCard, root: &'static str) -> Response {
    let office = desk.office();
    let copy_price = card.line.price_of_late_copy();
    let (certificate, copy) = (card.line.certificate, card.line.copy);
    let day = |seconds: i64| i32::try_from(seconds / (24 * 60 * 60)).unwrap_or_default();
    let (now, start, end) = (office.now(), certificate.not_before, certificate.not_after);
    let days = |from: Timestamp| day(end.as_second() - from.as_second());
    page::ok(&CertificatePage {
        shell: desk.shell(),
        id: certificate.id.to_string(),
        status: told::certificate(&certificate, now),
        not_before: office.local(certificate.not_before),
        not_after: office.local(certificate.not_after),
        left: certificate.runs_at(now).then(|| (days(now), days(start))),
        has_copy: copy.is_some(),
        copy_due: card.line.due.as_ref().map(told::due),
        copy_price,
        parts: sections(card.fields),
        events: events(office, &certificate, copy.as_ref(), card.history),
        statements: statements(&certificate),
        root,
        changes: change::open_to(desk.actor().role, &certificate, now),
        held_for_copy: certificate.holds_by(HoldReason::CopyNotReturned),
        holds: certificate
            .holds
            .iter()
            .map(|hold| office::told::hold(hold.reason))
            .collect(),
        zone: office.zone_name(),
        holder: certificate.holder,
        serial: certificate.serial,
    })
}

async fn download(desk: &Desk, id: CertificateId) -> Answer {
    Ok(file(
        desk.office()
            .perform(desk.actor(), download_certificate::Command { certificate: id })
            .await?,
    ))
}

async fn print(desk: &Desk, id: CertificateId) -> Answer {
    Ok(file(
        desk.office()
            .perform(desk.actor(), print_certificate_copy::Command { certificate: id })
            .await?,
    ))
}

/// `GET /cabinet/certificates/{id}/certificate.cer`.
pub(crate) async fn own_file(User(desk): User, Id(id): Id<CertificateId>) -> Answer {
    download(&desk, id).await
}

/// `GET /cabinet/certificates/{id}/copy.pdf`.
pub(crate) async fn own_copy(User(desk): User, Id(id): Id<CertificateId>) -> Answer {
    print(&desk, id).await
}

/// `GET /ra/certificates/{id}/certificate.cer`.
pub(crate) async fn office_file(Operator(desk): Operator, Id(id): Id<CertificateId>) -> Answer {
    download(&desk, id).await
}

/// `GET /ra/certificates/{id}/copy.pdf`.
pub(crate) async fn office_copy(Operator(desk): Operator, Id(id): Id<CertificateId>) -> Answer {
    print(&desk, id).await
}
