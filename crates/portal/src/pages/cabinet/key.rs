//! Новый запрос, step 2: the key is made in the browser. The contract with `web/src/key.js` is the form's ids and data.

use askama::Template;

use crate::{
    kit::{Errors, filters},
    shell::Shell,
};

/// `GET /cabinet/requests/{id}/key`, `POST /cabinet/requests/{id}/key`.
#[derive(Debug, Template)]
#[template(path = "cabinet/key.html")]
pub(crate) struct KeyPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    /// Base64 of the DER Name the request must carry.
    pub(crate) subject: String,
    /// Base64 of the DER Extensions the request must carry.
    pub(crate) extensions: String,
    /// Name of the key file offered for saving.
    pub(crate) file_name: String,
    pub(crate) errors: Errors,
}
