//! Сеансы: where one is signed in, and the way out.

use askama::Template;
use jiff::civil::DateTime;

use crate::{kit::filters, shell::Shell};

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
