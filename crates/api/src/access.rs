//! Whether a person may come in: the question of a system that relies on the certificates.

use axum::Json;
use axum::extract::{Path, State};
use office::views::AccessView;
use office::{Office, views};
use serde::Serialize;
use utoipa::ToSchema;

use crate::Problem;
use crate::bearer::Caller;

/// The access of a person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Access {
    /// A valid certificate, none suspended.
    Open,
    /// A certificate is suspended.
    Blocked,
    /// No certificate that runs.
    None,
}

/// What is answered.
#[derive(Serialize, ToSchema)]
pub(crate) struct Answer {
    /// The access.
    access: Access,
}

/// Says whether a person may come in, by all his certificates at this moment.
#[utoipa::path(
    get,
    path = "/access/{snils}",
    tag = "access",
    security(("token" = [])),
    params(("snils" = String, Path, description = "СНИЛС, 11 digits", max_length = 14)),
    responses(
        (status = 200, description = "The access", body = Answer),
        (status = 422, description = "Not a СНИЛС", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No good token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token does not allow it", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(office): State<Office>,
    Caller(actor): Caller,
    Path(snils): Path<String>,
) -> Result<Json<Answer>, Problem> {
    let access = match views::access(&office, &actor, &snils).await? {
        AccessView::Open => Access::Open,
        AccessView::Blocked => Access::Blocked,
        AccessView::None => Access::None,
    };
    Ok(Json(Answer { access }))
}
