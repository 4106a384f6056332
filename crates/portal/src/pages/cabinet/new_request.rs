//! Новый запрос, step 1: check the data the certificate will carry.

use askama::Template;

use axum::http::StatusCode;
use office::{ops::start_request, views};

use crate::{
    kit::{Errors, filters},
    page,
    shell::Shell,
    web::{Answer, Desk, Sent, User, refused, see_other},
};

/// `GET /cabinet/requests/new`, `POST /cabinet/requests/new`.
#[derive(Debug, Template)]
#[template(path = "cabinet/new_request.html")]
pub(crate) struct NewRequestPage {
    pub(crate) shell: Shell,
    /// Title and value of every field of the certificate.
    pub(crate) fields: Vec<(String, String)>,
    /// Id and number of a request that has to be finished first.
    pub(crate) open: Option<(String, String)>,
    pub(crate) errors: Errors,
}

async fn render(desk: &Desk, shell: Shell, status: StatusCode, errors: Errors) -> Answer {
    let new = views::new_request(desk.office(), desk.actor()).await?;
    let open = new.open.map(|request| (request.id.to_string(), request.number));
    Ok(page::show(
        status,
        &NewRequestPage {
            shell,
            fields: new.fields,
            open,
            errors,
        },
    ))
}

/// `GET /cabinet/requests/new`.
pub(crate) async fn show(User(desk): User) -> Answer {
    render(&desk, desk.shell(), StatusCode::OK, Errors::default()).await
}

/// `POST /cabinet/requests/new`.
pub(crate) async fn start(Sent { desk: User(desk), form }: Sent<User>) -> Answer {
    let command = start_request::Command {
        consent: form.value("consent").to_owned(),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(id) => Ok(see_other(&format!("/cabinet/requests/{id}/key"))),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            render(&desk, desk.failed_shell(), status, errors).await
        }
    }
}
