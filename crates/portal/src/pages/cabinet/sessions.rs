//! Сеансы: where one is signed in, and the way out.

use askama::Template;
use axum::http::StatusCode;
use domain::{id::SessionId, session::Session};
use jiff::civil::DateTime;
use office::{ops::end_sessions, views};

use crate::{
    done::Done,
    kit::{self, filters},
    page,
    shell::Shell,
    web::{Answer, Desk, Failure, Sent, Signed, done},
};

/// `GET /cabinet/sessions`; operators have it at `/ra/sessions`.
#[derive(Debug, Template)]
#[template(path = "cabinet/sessions.html")]
pub(crate) struct SessionsPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<SessionRow>,
}

/// One session.
#[derive(Debug)]
pub(crate) struct SessionRow {
    pub(crate) id: String,
    pub(crate) agent: String,
    pub(crate) address: String,
    pub(crate) created_at: DateTime,
    pub(crate) seen_at: DateTime,
    /// The one that shows this page.
    pub(crate) current: bool,
}

impl SessionRow {
    fn of(desk: &Desk, session: Session) -> Self {
        Self {
            id: session.id.to_string(),
            agent: kit::agent(&session.agent),
            address: session.address,
            created_at: desk.office().local(session.created_at),
            seen_at: desk.office().local(session.seen_at),
            current: desk.actor().session == Some(session.id),
        }
    }
}

/// `GET`.
pub(crate) async fn show(Signed(desk): Signed) -> Answer {
    let sessions = views::sessions(desk.office(), desk.actor()).await?;
    let mut rows: Vec<SessionRow> = sessions
        .into_iter()
        .map(|session| SessionRow::of(&desk, session))
        .collect();
    rows.sort_by_key(|row| !row.current);
    Ok(page::ok(&SessionsPage {
        shell: desk.shell(),
        rows,
    }))
}

/// `POST`: one session when it is named, all the others when none is.
pub(crate) async fn end(
    Sent {
        desk: Signed(desk),
        form,
    }: Sent<Signed>,
) -> Answer {
    let session = match form.value("session") {
        "" => None,
        id => Some(
            id.parse::<SessionId>()
                .map_err(|_| Failure::Status(StatusCode::BAD_REQUEST))?,
        ),
    };
    desk.office()
        .perform(desk.actor(), end_sessions::Command { session })
        .await?;
    Ok(done(
        desk.visit.path(),
        if session.is_some() {
            Done::SessionEnded
        } else {
            Done::SessionsEnded
        },
    ))
}
