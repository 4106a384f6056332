//! Главная.

use askama::Template;

use super::ca::CrlRow;
use crate::{kit::filters, shell::Shell};

/// `GET /`.
#[derive(Debug, Template)]
#[template(path = "public/home.html")]
pub(crate) struct HomePage {
    pub(crate) shell: Shell,
    /// Current revocation lists.
    pub(crate) crls: Vec<CrlRow>,
    /// Edition of the регламент in force.
    pub(crate) edition: String,
}
