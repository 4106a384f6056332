//! Ознакомление с Регламентом.

use askama::Template;

use crate::{
    kit::{Errors, filters},
    pages::public::info::RegulationText,
    shell::Shell,
};

/// `GET /cabinet/regulation`, `POST /cabinet/regulation`.
#[derive(Debug, Template)]
#[template(path = "cabinet/regulation.html")]
pub(crate) struct RegulationPage {
    pub(crate) shell: Shell,
    pub(crate) regulation: RegulationText,
    pub(crate) errors: Errors,
}
