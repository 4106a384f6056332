//! Сообщения.

use askama::Template;

use office::views;

use super::overview::MessageRow;
use crate::{
    kit::filters,
    page,
    shell::Shell,
    web::{Answer, User},
};

/// `GET /cabinet/messages`.
#[derive(Debug, Template)]
#[template(path = "cabinet/messages.html")]
pub(crate) struct MessagesPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<MessageRow>,
}

/// `GET /cabinet/messages`.
pub(crate) async fn show(User(desk): User) -> Answer {
    let messages = views::messages(desk.office(), desk.actor()).await?;
    let rows = messages
        .into_iter()
        .map(|message| MessageRow::of(desk.office(), message))
        .collect();
    Ok(page::ok(&MessagesPage {
        shell: desk.shell(),
        rows,
    }))
}
