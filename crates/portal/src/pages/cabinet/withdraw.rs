//! Отмена запроса: asked for once more, because a withdrawn request does not come back.

use askama::Template;

use crate::{
    kit::{Errors, filters},
    shell::Shell,
};

/// `GET /cabinet/requests/{id}/withdraw`, `POST /cabinet/requests/{id}/withdraw`.
#[derive(Debug, Template)]
#[template(path = "cabinet/withdraw.html")]
pub(crate) struct WithdrawPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) errors: Errors,
}
