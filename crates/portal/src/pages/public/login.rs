//! Вход.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use domain::rights::Role;
use office::{
    Refusal,
    ops::{sign_in, sign_out},
};

use crate::{
    kit::{Errors, Field, filters},
    page,
    shell::Shell,
    web::{Answer, Anyone, Desk, Newcomer, Sent, refused, safe_next, see_other, session_ends, session_starts},
};

/// `GET /login`, `POST /login`.
#[derive(Debug, Template)]
#[template(path = "public/login.html")]
pub(crate) struct LoginPage {
    pub(crate) shell: Shell,
    pub(crate) login: String,
    /// Where to go after the sign-in; a path of this portal.
    pub(crate) next: String,
    /// The session had ended when a form was sent: what was typed into it is gone.
    pub(crate) lost: bool,
    pub(crate) errors: Errors,
}

impl LoginPage {
    fn login(&self) -> Field {
        Field::text("login", "Логин")
            .max(64)
            .autocomplete("username")
            .value(self.login.as_str())
            .errors(&self.errors)
    }

    fn password(&self) -> Field {
        Field::password("password", "Пароль", "current-password")
            .width("")
            .errors(&self.errors)
    }
}

/// `GET /login`.
pub(crate) async fn show(Anyone(desk): Anyone, Query(query): Query<BTreeMap<String, String>>) -> Answer {
    if desk.visit.session().is_some() {
        return Ok(see_other(desk.home()));
    }
    let next = query
        .get("next")
        .map(String::as_str)
        .and_then(safe_next)
        .unwrap_or_default();
    Ok(page::ok(&LoginPage {
        shell: desk.shell(),
        login: String::new(),
        next: next.to_owned(),
        lost: query.contains_key("lost"),
        errors: Errors::default(),
    }))
}

/// `POST /login`.
pub(crate) async fn enter(
    Sent {
        desk: Anyone(desk),
        form,
    }: Sent<Anyone>,
) -> Answer {
    let command = sign_in::Command {
        login: form.value("login").to_owned(),
        password: form.value("password").to_owned(),
        address: desk.visit.address(),
        agent: desk.visit.agent().to_owned(),
    };
    let next = safe_next(form.value("next")).unwrap_or_default();
    match desk.office().perform(&domain::rights::Actor::VISITOR, command).await {
        Ok(signed_in) => {
            let home = match signed_in.role {
                Role::RaOperator => "/ra",
                _ => "/cabinet",
            };
            let path = if next.starts_with(home) { next } else { home };
            Ok(session_starts(&desk.portal, see_other(path), &signed_in.token))
        }
        Err(refusal) => wrong(&desk, form.value("login"), next, refusal),
    }
}

fn wrong(desk: &Desk, login: &str, next: &str, refusal: Refusal) -> Answer {
    let (status, errors) = refused(refusal)?;
    let page = LoginPage {
        shell: desk.failed_shell(),
        login: login.to_owned(),
        next: next.to_owned(),
        lost: false,
        errors,
    };
    Ok(page::show(status, &page))
}

/// `POST /logout`.
pub(crate) async fn leave(
    Sent {
        desk: Newcomer(desk), ..
    }: Sent<Newcomer>,
) -> Answer {
    desk.office().perform(desk.actor(), sign_out::Command).await?;
    Ok(session_ends(&desk.portal, see_other("/")))
}
