//! Очередь: everything that waits for a decision, by its term.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Due, Pages, Status, filters},
    shell::Shell,
};

/// `GET /ra`.
#[derive(Debug, Template)]
#[template(path = "ra/queue.html")]
pub(crate) struct QueuePage {
    pub(crate) shell: Shell,
    /// Code of the chosen tab.
    pub(crate) tab: String,
    /// Code, title and count of every tab.
    pub(crate) tabs: Vec<(String, String, i64)>,
    pub(crate) query: String,
    pub(crate) rows: Vec<QueueRow>,
    pub(crate) tasks: Vec<TaskRow>,
    pub(crate) pages: Pages,
}

/// One case.
#[derive(Debug)]
pub(crate) struct QueueRow {
    /// «Запрос на сертификат», «Регистрация пользователя».
    pub(crate) kind: &'static str,
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    pub(crate) created_at: DateTime,
}

/// Something a timer found.
#[derive(Debug)]
pub(crate) struct TaskRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) created_at: DateTime,
    /// Where the case is.
    pub(crate) href: Option<String>,
}
