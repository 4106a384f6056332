//! Главная.

use askama::Template;
use office::views;

use super::ca::CrlRow;
use crate::{
    kit::filters,
    page,
    shell::Shell,
    web::{Answer, Anyone},
};

/// `GET /`.
#[derive(Debug, Template)]
#[template(path = "public/home.html")]
pub(crate) struct HomePage {
    pub(crate) shell: Shell,
    /// Current complete revocation lists; the others are for programs and stand on their own page.
    pub(crate) crls: Vec<CrlRow>,
    /// Edition of the регламент in force.
    pub(crate) edition: String,
}

/// `GET /`.
pub(crate) async fn show(Anyone(desk): Anyone) -> Answer {
    let authority = views::authority(desk.office()).await?;
    let crls = authority
        .crls
        .iter()
        .filter(|crl| crl.complete)
        .map(|crl| CrlRow::of(desk.office(), crl))
        .collect();
    Ok(page::ok(&HomePage {
        shell: desk.shell(),
        crls,
        edition: desk.office().regulation().edition.clone(),
    }))
}
