//! Certificates and lists of revoked certificates for programs: no visit, no cookie, told how long they may be kept.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use office::views::PublicFile;
use office::{Office, views};

/// Kept no longer, so that a suspension is seen soon; what changed is asked for by its version.
const LONGEST: Duration = Duration::from_secs(300);

/// `/ca/{name}` and `/crl/{name}` over an office.
pub fn files(office: Office) -> Router {
    Router::new()
        .route("/ca/{name}", get(show))
        .route("/crl/{name}", get(show))
        .with_state(office)
}

async fn show(State(office): State<Office>, Path(name): Path<String>, asked: HeaderMap) -> Response {
    match views::ca_file(&office, &name).await {
        Ok(Some(file)) => answer(file, &asked, office.now()),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(refusal) => {
            tracing::error!(code = refusal.code(), error = ?refusal, name, "a public file is not given");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

fn answer(file: PublicFile, asked: &HeaderMap, now: Timestamp) -> Response {
    let tag = format!("\"{}\"", file.version);
    let is_known = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| {
            let mut tags = tags.split(',').map(|one| one.trim().trim_start_matches("W/"));
            tags.any(|one| one == tag || one == "*")
        });
    let left = u64::try_from(file.expires.as_second() - now.as_second()).unwrap_or(0);
    let age = left.min(LONGEST.as_secs());
    let mut answer = match is_known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, file.media_type)], file.bytes).into_response(),
    };
    let modified = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&file.modified);
    let told = [
        (header::ETAG, Ok(tag)),
        (header::LAST_MODIFIED, modified),
        (
            header::CACHE_CONTROL,
            Ok(format!("public, max-age={age}, must-revalidate")),
        ),
    ];
    for (name, value) in told {
        if let Some(value) = value.ok().and_then(|value| HeaderValue::from_str(&value).ok()) {
            answer.headers_mut().insert(name, value);
        }
    }
    let nosniff = HeaderValue::from_static("nosniff");
    answer.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    answer
}
