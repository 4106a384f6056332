//! One organisation: its adherence and its users.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Status, filters},
    shell::Shell,
};

/// `GET /ra/organizations/{id}`.
#[derive(Debug, Template)]
#[template(path = "ra/organization.html")]
pub(crate) struct OrganizationPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) adherences: Vec<AdherenceRow>,
    pub(crate) registrations: Vec<RegistrationRow>,
    /// Users may be registered.
    pub(crate) joined: bool,
}

/// One application to join.
#[derive(Debug)]
pub(crate) struct AdherenceRow {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) edition: String,
    pub(crate) received_at: DateTime,
    pub(crate) status: Status,
    /// Where the organisation is seen in the ОМС, or why it was refused.
    pub(crate) basis: String,
}

/// One user.
#[derive(Debug)]
pub(crate) struct RegistrationRow {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) status: Status,
}
