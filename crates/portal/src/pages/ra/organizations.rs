//! Организации.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use domain::{adherence::Adherence, organization::Organization};
use office::views;

use crate::{
    kit::{Pages, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Operator},
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

impl OrganizationRow {
    fn of((organization, adherence): (Organization, Option<Adherence>)) -> Self {
        Self {
            id: organization.id.to_string(),
            name: organization.short_name,
            inn: organization.inn.to_string(),
            ogrn: organization.ogrn.to_string(),
            head: organization.head_name.initials(),
            status: adherence.map(|adherence| told::adherence(adherence.state)),
        }
    }
}

/// `GET /ra/organizations`: names and numbers of organisations are no secret, the search may stand in the address.
pub(crate) async fn show(Operator(desk): Operator, Query(asked): Query<BTreeMap<String, String>>) -> Answer {
    let query: String = asked.get("q").map_or("", |q| q.trim()).chars().take(200).collect();
    let page_number: u32 = asked.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let (found, more) = views::organizations(desk.office(), desk.actor(), &query, page_number).await?;
    let rows: Vec<OrganizationRow> = found.into_iter().map(OrganizationRow::of).collect();
    let fields = if query.is_empty() {
        String::new()
    } else {
        format!("q={}&", crate::web::encoded(&query))
    };
    let pages = Pages::of("/ra/organizations", page_number, more, rows.len()).fields(fields);
    Ok(page::ok(&OrganizationsPage {
        shell: desk.shell(),
        query,
        rows,
        pages,
    }))
}
