//! One request: where it stands, what to do with it.

use askama::Template;
use axum::response::IntoResponse as _;
use domain::{
    certificate::CertificateState,
    id::RequestId,
    request::{RequestAction, RequestState},
};
use jiff::civil::DateTime;
use office::{ops::print_statement, views};

use crate::{
    kit::{Due, Event, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Id, User, file},
};

/// `GET /cabinet/requests/{id}`.
#[derive(Debug, Template)]
#[template(path = "cabinet/request.html")]
pub(crate) struct RequestPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) created_at: DateTime,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    /// What the office wrote: reason of a return or a rejection.
    pub(crate) comment: Option<String>,
    /// Title and value of every field.
    pub(crate) fields: Vec<(String, String)>,
    /// Fingerprint of the key, as the paper shows it.
    pub(crate) fingerprint: Option<String>,
    pub(crate) can_withdraw: bool,
    /// Id and serial number.
    pub(crate) certificate: Option<(String, String)>,
    pub(crate) events: Vec<Event>,
}

impl RequestPage {
    /// The signature is being made: the page asks for the outcome by itself.
    fn is_issuing(&self) -> bool {
        self.status == Status::RequestIssuing
    }

    fn waits_for_paper(&self) -> bool {
        matches!(self.status, Status::RequestAwaitsPaper | Status::RequestReturned)
    }

    /// The statement can be printed while the office has not decided.
    fn can_print(&self) -> bool {
        self.fingerprint.is_some() && !self.is_over()
    }

    fn is_over(&self) -> bool {
        matches!(
            self.status,
            Status::RequestDone | Status::RequestRejected | Status::RequestWithdrawn
        )
    }

    fn can_begin_again(&self) -> bool {
        matches!(self.status, Status::RequestRejected | Status::RequestWithdrawn)
    }
}

/// `GET /cabinet/requests/{id}`.
pub(crate) async fn show(User(desk): User, Id(id): Id<RequestId>) -> Answer {
    let office = desk.office();
    let view = views::own_request(office, desk.actor(), id).await?;
    let valid = view
        .certificate
        .filter(|certificate| !matches!(certificate.state, CertificateState::Issuing | CertificateState::Void));
    Ok(page::ok(&RequestPage {
        shell: desk.shell(),
        id: id.to_string(),
        created_at: office.local(view.request.created_at),
        status: told::request(view.request.state),
        due: view.due.as_ref().map(told::due),
        // Whoever withdrew it himself needs no comment on that.
        comment: view
            .request
            .comment
            .filter(|_| view.request.state != RequestState::Withdrawn),
        fields: view.fields,
        fingerprint: view.request.key.map(|key| key.fingerprint),
        can_withdraw: view.offered.contains(&RequestAction::Withdraw),
        certificate: valid.map(|certificate| (certificate.id.to_string(), certificate.serial)),
        events: told::events(office, view.history),
        number: view.request.number,
    }))
}

/// `GET /cabinet/requests/{id}/stage`: `issuing` while the signature is being made, `over` afterwards.
pub(crate) async fn stage(User(desk): User, Id(id): Id<RequestId>) -> Answer {
    let view = views::own_request(desk.office(), desk.actor(), id).await?;
    Ok(stage_of(view.request.state).into_response())
}

/// What the watching script compares.
pub(crate) const fn stage_of(state: RequestState) -> &'static str {
    match state {
        RequestState::Issuing => "issuing",
        _ => "over",
    }
}

/// `GET /cabinet/requests/{id}/statement.pdf`.
pub(crate) async fn statement(User(desk): User, Id(id): Id<RequestId>) -> Answer {
    Ok(file(
        desk.office()
            .perform(desk.actor(), print_statement::Command { request: id })
            .await?,
    ))
}
