//! Отмена запроса: asked for once more, because a withdrawn request does not come back.

use askama::Template;

use axum::http::StatusCode;
use domain::{id::RequestId, request::RequestAction};
use office::{ops::withdraw_request, views};

use crate::{
    done::Done,
    kit::{Errors, filters},
    page,
    shell::Shell,
    web::{Answer, Desk, Id, Sent, User, done, refused, see_other},
};

/// `GET /cabinet/requests/{id}/withdraw`, `POST /cabinet/requests/{id}/withdraw`.
#[derive(Debug, Template)]
#[template(path = "cabinet/withdraw.html")]
pub(crate) struct WithdrawPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    /// The user has a key file already.
    pub(crate) has_key: bool,
    pub(crate) errors: Errors,
}

async fn render(desk: &Desk, id: RequestId, shell: Shell, status: StatusCode, errors: Errors) -> Answer {
    let view = views::own_request(desk.office(), desk.actor(), id).await?;
    if errors.is_empty() && !view.offered.contains(&RequestAction::Withdraw) {
        return Ok(see_other(&format!("/cabinet/requests/{id}")));
    }
    Ok(page::show(
        status,
        &WithdrawPage {
            shell,
            id: id.to_string(),
            has_key: view.request.key.is_some(),
            number: view.request.number,
            errors,
        },
    ))
}

/// `GET /cabinet/requests/{id}/withdraw`.
pub(crate) async fn show(User(desk): User, Id(id): Id<RequestId>) -> Answer {
    render(&desk, id, desk.shell(), StatusCode::OK, Errors::default()).await
}

/// `POST /cabinet/requests/{id}/withdraw`.
pub(crate) async fn withdraw(Id(id): Id<RequestId>, Sent { desk: User(desk), .. }: Sent<User>) -> Answer {
    match desk
        .office()
        .perform(desk.actor(), withdraw_request::Command { request: id })
        .await
    {
        Ok(()) => Ok(done("/cabinet/requests", Done::RequestWithdrawn)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            render(&desk, id, desk.failed_shell(), status, errors).await
        }
    }
}
