//! Запросы, with the columns of the portal the offices know.

use askama::Template;
use domain::{process::Process as _, request::RequestState};
use jiff::civil::DateTime;
use office::{Office, views};

use crate::{
    kit::{Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, User},
};

/// `GET /cabinet/requests`.
#[derive(Debug, Template)]
#[template(path = "cabinet/requests.html")]
pub(crate) struct RequestsPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<RequestRow>,
}

impl RequestsPage {
    /// A new one has to wait for the end of this one.
    fn has_open(&self) -> bool {
        self.rows.iter().any(|row| !row.is_over)
    }
}

/// One request.
#[derive(Debug)]
pub(crate) struct RequestRow {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) created_at: DateTime,
    /// Where it stands, as on its own page.
    pub(crate) status: Status,
    /// One of the three statuses the portal has always shown, where it says something else.
    pub(crate) public: Option<&'static str>,
    /// «Дата одобрения»: nothing for what was turned down.
    pub(crate) approved_at: Option<DateTime>,
    /// Id and serial number of its certificate.
    pub(crate) certificate: Option<(String, String)>,
    pub(crate) comment: Option<String>,
    pub(crate) action: RowAction,
    pub(crate) is_over: bool,
}

/// What the last column offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowAction {
    /// The key is not made yet.
    MakeKey,
    /// «Печать» of the statement.
    Print,
    /// «Скачать» the certificate.
    Download,
    /// A new request from the data of this one.
    Again,
    /// Nothing.
    None,
}

impl RequestRow {
    fn of(office: &Office, row: views::RequestRow) -> Self {
        let request = row.request;
        let turned_down = matches!(request.state, RequestState::Rejected | RequestState::Withdrawn);
        // The status says it all: the person did it himself.
        let withdrawn = request.state == RequestState::Withdrawn;
        let status = told::request(request.state);
        let certificate = request.certificate.map(|id| id.to_string()).zip(row.serial);
        Self {
            action: match request.state {
                RequestState::Draft => RowAction::MakeKey,
                RequestState::AwaitingStatement | RequestState::UnderReview | RequestState::NeedsFix => {
                    RowAction::Print
                }
                RequestState::Completed => RowAction::Download,
                RequestState::Rejected | RequestState::Withdrawn => RowAction::Again,
                RequestState::Approved | RequestState::Issuing => RowAction::None,
            },
            is_over: request.state.is_final(),
            id: request.id.to_string(),
            created_at: office.local(request.created_at),
            status,
            public: Some(told::public(row.status).label()).filter(|public| !withdrawn && *public != status.label()),
            approved_at: request.decided_at.filter(|_| !turned_down).map(|at| office.local(at)),
            certificate,
            comment: request.comment.filter(|_| !withdrawn),
            number: request.number,
        }
    }
}

/// `GET /cabinet/requests`.
pub(crate) async fn show(User(desk): User) -> Answer {
    let rows = views::own_requests(desk.office(), desk.actor()).await?;
    let rows = rows.into_iter().map(|row| RequestRow::of(desk.office(), row)).collect();
    Ok(page::ok(&RequestsPage {
        shell: desk.shell(),
        rows,
    }))
}
