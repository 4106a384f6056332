//! Новый запрос, step 1: check the data the certificate will carry.

use askama::Template;

use crate::{
    kit::{Errors, filters},
    shell::Shell,
};

/// `GET /cabinet/requests/new`, `POST /cabinet/requests/new`.
#[derive(Debug, Template)]
#[template(path = "cabinet/new_request.html")]
pub(crate) struct NewRequestPage {
    pub(crate) shell: Shell,
    /// Title and value of every field of the holder.
    pub(crate) holder: Vec<(String, String)>,
    /// The same of the organisation.
    pub(crate) organization: Vec<(String, String)>,
    /// Id and number of the request whose data it begins with.
    pub(crate) from: Option<(String, String)>,
    pub(crate) errors: Errors,
}
