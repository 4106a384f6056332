//! Новый запрос, step 2: the key is made in the browser. The contract with `web/src/key.js` is the form's ids and data.

use askama::Template;

use axum::http::StatusCode;
use domain::{id::RequestId, request::RequestState};
use office::{ops::submit_key, views};

use crate::{
    done::Done,
    kit::{Errors, filters},
    page,
    shell::Shell,
    web::{Answer, Desk, Id, Sent, User, done, refused, see_other},
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

async fn render(desk: &Desk, id: RequestId, shell: Shell, status: StatusCode, errors: Errors) -> Answer {
    let key = views::key_page(desk.office(), desk.actor(), id).await?;
    Ok(page::show(
        status,
        &KeyPage {
            shell,
            id: id.to_string(),
            number: key.request.number,
            subject: key.subject,
            extensions: key.extensions,
            file_name: key.file_name,
            errors,
        },
    ))
}

/// Whether the key of the request has been sent already: a second press, or a page kept open.
async fn has_key(desk: &Desk, id: RequestId) -> Result<bool, office::Refusal> {
    Ok(views::own_request(desk.office(), desk.actor(), id).await?.request.state != RequestState::Draft)
}

/// `GET /cabinet/requests/{id}/key`.
pub(crate) async fn show(User(desk): User, Id(id): Id<RequestId>) -> Answer {
    if has_key(&desk, id).await? {
        return Ok(see_other(&format!("/cabinet/requests/{id}")));
    }
    render(&desk, id, desk.shell(), StatusCode::OK, Errors::default()).await
}

/// `POST /cabinet/requests/{id}/key`.
pub(crate) async fn submit(Id(id): Id<RequestId>, Sent { desk: User(desk), form }: Sent<User>) -> Answer {
    let command = submit_key::Command {
        request: id,
        pkcs10: form.value("request").to_owned(),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(()) => Ok(done(&format!("/cabinet/requests/{id}"), Done::RequestSent)),
        Err(_) if has_key(&desk, id).await? => Ok(see_other(&format!("/cabinet/requests/{id}"))),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            render(&desk, id, desk.failed_shell(), status, errors).await
        }
    }
}
