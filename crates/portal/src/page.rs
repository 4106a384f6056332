//! A rendered page and its way into an answer.

use crate::kit::typeset;
use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

/// Renders a page with the given status.
pub(crate) fn show(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(typeset(&html))).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page as asked for.
pub(crate) fn ok(page: &impl Template) -> Response {
    show(StatusCode::OK, page)
}
