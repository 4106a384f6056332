//! Обзор: the next action, the way, what is at hand.

use askama::Template;
use jiff::civil::DateTime;

use super::certificates::CertificateRow;
use crate::{
    kit::{Due, Track, filters},
    shell::Shell,
};

/// `GET /cabinet`.
#[derive(Debug, Template)]
#[template(path = "cabinet/overview.html")]
pub(crate) struct OverviewPage {
    pub(crate) shell: Shell,
    /// «Мария Андреевна».
    pub(crate) greeting: String,
    pub(crate) next: NextAction,
    pub(crate) track: Track,
    pub(crate) certificates: Vec<CertificateRow>,
    pub(crate) messages: Vec<MessageRow>,
}

/// The one thing to do now.
#[derive(Debug)]
pub(crate) struct NextAction {
    pub(crate) title: String,
    pub(crate) text: String,
    /// Where its button leads, and what stands on it; nothing when the office has the ball.
    pub(crate) button: Option<(String, String)>,
    pub(crate) due: Option<Due>,
}

/// One message.
#[derive(Debug)]
pub(crate) struct MessageRow {
    pub(crate) at: DateTime,
    pub(crate) text: String,
    pub(crate) link: Option<String>,
    pub(crate) unread: bool,
}
