//! Time stamps over HTTP (RFC 3161 §3.4).

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use office::services::Stamper;

/// A request has less than two hundred bytes; the reader of requests looks at 4 KB.
const BODY_LIMIT: usize = 8 * 1024;
const QUERY: &[u8] = b"application/timestamp-query";

/// `/tsp` over a time-stamping authority.
pub fn tsp(stamper: Stamper) -> Router {
    Router::new()
        .route("/tsp", post(stamp))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(stamper)
}

async fn stamp(State(stamper): State<Stamper>, headers: HeaderMap, request: Bytes) -> Response {
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.as_bytes());
    if kind.is_none_or(|kind| !kind.eq_ignore_ascii_case(QUERY)) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let answer = stamper.answer(&request).await;
    let told = [
        (header::CONTENT_TYPE, "application/timestamp-reply"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (told, answer).into_response()
}
