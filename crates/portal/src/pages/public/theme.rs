//! The colour scheme a person chooses; works without scripts.

use crate::{
    shell::Theme,
    web::{Answer, Anyone, Failure, Sent, safe_next, see_other, theme_chosen},
};
use axum::http::StatusCode;

/// `POST /theme`.
pub(crate) async fn choose(
    Sent {
        desk: Anyone(desk),
        form,
    }: Sent<Anyone>,
) -> Answer {
    let theme = Theme::parse(form.value("theme")).ok_or(Failure::Status(StatusCode::BAD_REQUEST))?;
    let next = safe_next(form.value("next")).unwrap_or("/");
    Ok(theme_chosen(&desk.portal, see_other(next), theme.name()))
}
