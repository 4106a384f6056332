//! One request as the operator sees it: paper against record, check list, decision.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Query, http::StatusCode, response::IntoResponse as _};
use domain::{
    certificate::CertificateState,
    id::RequestId,
    paper_copy::PaperCopyState,
    request::{RequestAction, RequestState},
};
use jiff::civil::DateTime;
use office::{Refusal, views};

use crate::{
    kit::{Due, Errors, Event, Field, Filled, Status, filters},
    page,
    pages::cabinet::request::stage_of,
    shell::Shell,
    told,
    web::{Answer, Desk, Id, Operator, refused},
};

/// `GET /ra/requests/{id}`.
#[derive(Debug, Template)]
#[template(path = "ra/request.html")]
pub(crate) struct RequestCardPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    /// What a decision names: the case as this page shows it.
    pub(crate) version: i64,
    pub(crate) number: String,
    pub(crate) holder: String,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) checks: Vec<Check>,
    pub(crate) scan: Option<Scan>,
    /// How far the scan is turned, in degrees.
    pub(crate) turn: u16,
    pub(crate) offers: RequestOffers,
    /// Why approval is not possible yet.
    pub(crate) problems: Vec<String>,
    pub(crate) comment: Option<String>,
    /// What the operator has begun to write, or what the marks «Нет» say.
    pub(crate) draft: String,
    /// Id and serial number.
    pub(crate) certificate: Option<(String, String)>,
    /// The next step after the certificate: its paper copies are still here.
    pub(crate) copies_to_send: bool,
    /// Since when the applicant mends what was returned.
    pub(crate) returned_at: Option<DateTime>,
    pub(crate) events: Vec<Event>,
    pub(crate) errors: Errors,
}

/// One line of the automatic comparison.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) title: String,
    pub(crate) value: String,
    pub(crate) source: String,
    /// `None` for what the operator compares by eye.
    pub(crate) matches: Option<bool>,
}

/// One question of the check list with the operator's mark.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) mark: Option<bool>,
}

/// The scan of the statement.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) pages: u32,
}

/// Steps the process offers this operator now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RequestOffers {
    pub(crate) register_statement: bool,
    /// Scan and check list are open.
    pub(crate) compare: bool,
    pub(crate) give_back: bool,
    pub(crate) reject: bool,
    pub(crate) approve: bool,
    pub(crate) issue: bool,
    /// This operator approved: another one issues.
    pub(crate) four_eyes: bool,
}

impl RequestCardPage {
    fn is_issuing(&self) -> bool {
        self.status == Status::RequestIssuing
    }

    /// Ways to turn a scan that lies on its side; style sheets do it, so that nothing marked is lost.
    fn turns(&self) -> [(u16, &'static str); 4] {
        [(0, "0°"), (90, "90°"), (180, "180°"), (270, "270°")]
    }

    fn marked(&self) -> usize {
        self.checks.iter().filter(|check| check.mark.is_some()).count()
    }

    fn reason_field(&self) -> Field {
        Field::area("reason", "Комментарий заявителю")
            .hint("Обязателен при возврате и отказе. Собран из отметок «Нет», его можно изменить")
            .value(self.draft.as_str())
            .errors(&self.errors)
    }

    fn final_field(&self) -> Field {
        Field::tick("final", "Отклонить окончательно: заявителю понадобится новый запрос").errors(&self.errors)
    }

    fn scan_field(&self) -> Field {
        Field::file("scan", "Скан заявления", "application/pdf,image/jpeg,image/png")
            .hint("PDF, JPEG или PNG до 10 МБ")
            .errors(&self.errors)
    }
}

/// What the operator had on the page besides the case itself.
#[derive(Debug, Default)]
struct OnPage {
    /// The comment, when it was begun.
    draft: Option<String>,
    turn: u16,
    errors: Errors,
}

impl OnPage {
    fn of(form: &Filled) -> Self {
        Self {
            draft: form.typed("reason").map(str::to_owned),
            turn: form.value("turn").parse().unwrap_or_default(),
            errors: Errors::default(),
        }
    }
}

async fn render(desk: &Desk, id: RequestId, shell: Shell, status: StatusCode, on_page: OnPage) -> Answer {
    let office = desk.office();
    let card = views::request_card(office, desk.actor(), id).await?;
    let can = |action| card.offered.contains(&action);
    let offers = RequestOffers {
        register_statement: can(RequestAction::RegisterStatement),
        compare: can(RequestAction::Compare),
        give_back: can(RequestAction::Return),
        reject: can(RequestAction::Reject),
        approve: can(RequestAction::Approve),
        issue: can(RequestAction::Issue),
        four_eyes: card.four_eyes_blocks,
    };
    let valid = card
        .certificate
        .filter(|certificate| !matches!(certificate.state, CertificateState::Issuing | CertificateState::Void));
    let comparison = |one: views::Comparison| Comparison {
        title: one.title.to_owned(),
        value: one.value,
        source: one.source,
        matches: one.agrees,
    };
    let returned = card
        .request
        .deeds
        .last()
        .filter(|_| card.request.state == RequestState::NeedsFix);
    let has_paper = !card.request.statement_received_at.is_empty();
    let checks = card.check_list.into_iter().map(|(item, mark)| Check {
        code: item.code,
        text: item.text,
        mark,
    });
    let events = told::events(office, card.history);
    Ok(page::show(
        status,
        &RequestCardPage {
            shell,
            id: id.to_string(),
            holder: card.request.subject.holder.to_string(),
            status: told::request(card.request.state),
            due: card.due.as_ref().map(told::due),
            comparisons: card.comparisons.into_iter().map(comparison).collect(),
            checks: checks.filter(|_| has_paper).collect(),
            scan: card.scan.map(|scan| Scan {
                id: scan.id.to_string(),
                file_name: scan.file_name,
                pages: scan.pages,
            }),
            offers,
            problems: card.problems,
            comment: card.request.comment,
            draft: on_page.draft.unwrap_or(card.suggested_reason),
            turn: on_page.turn,
            certificate: valid.map(|certificate| (certificate.id.to_string(), certificate.serial)),
            copies_to_send: card.copy.is_some_and(|copy| copy.state == PaperCopyState::ToSend),
            returned_at: returned.map(|deed| office.local(deed.at)),
            errors: on_page.errors.since(&events),
            events,
            version: card.version,
            number: card.request.number,
        },
    ))
}

/// The page once more, with what is wrong.
pub(super) async fn again(desk: &Desk, id: RequestId, form: &Filled, refusal: Refusal) -> Answer {
    let (status, errors) = refused(refusal)?;
    failed(desk, id, form, status, errors).await
}

pub(super) async fn failed(desk: &Desk, id: RequestId, form: &Filled, status: StatusCode, errors: Errors) -> Answer {
    let on_page = OnPage {
        errors,
        ..OnPage::of(form)
    };
    render(desk, id, desk.failed_shell(), status, on_page).await
}

pub(super) fn card(id: RequestId) -> String {
    format!("/ra/requests/{id}")
}

/// The page with its scan turned as it was.
pub(super) fn turned(id: RequestId, form: &Filled) -> String {
    match OnPage::of(form).turn {
        0 => card(id),
        turn => format!("{}?turn={turn}", card(id)),
    }
}

/// `GET /ra/requests/{id}`; `?turn=` is how far the scan is turned.
pub(crate) async fn show(
    Operator(desk): Operator,
    Id(id): Id<RequestId>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Answer {
    let on_page = OnPage::of(&Filled::new(query));
    render(&desk, id, desk.shell(), StatusCode::OK, on_page).await
}

/// `GET /ra/requests/{id}/stage`.
pub(crate) async fn stage(Operator(desk): Operator, Id(id): Id<RequestId>) -> Answer {
    let state = views::request_stage(desk.office(), desk.actor(), id).await?;
    Ok(stage_of(state).into_response())
}
