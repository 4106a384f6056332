//! Организации.

use askama::Template;

use crate::{
    kit::{Pages, Status, filters},
    shell::Shell,
};

/// `GET /ra/organizations`.
#[derive(Debug, Template)]
#[template(path = "ra/organizations.html")]
pub(crate) struct OrganizationsPage {
    pub(crate) shell: Shell,
    pub(crate) query: String,
    pub(crate) rows: Vec<OrganizationRow>,
    pub(crate) pages: Pages,
}

/// One organisation.
#[derive(Debug)]
pub(crate) struct OrganizationRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) inn: String,
    pub(crate) ogrn: String,
    pub(crate) head: String,
    pub(crate) status: Option<Status>,
}
