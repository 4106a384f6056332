//! Сообщения.

use askama::Template;

use super::overview::MessageRow;
use crate::{kit::filters, shell::Shell};

/// `GET /cabinet/messages`.
#[derive(Debug, Template)]
#[template(path = "cabinet/messages.html")]
pub(crate) struct MessagesPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<MessageRow>,
}
