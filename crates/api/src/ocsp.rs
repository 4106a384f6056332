//! OCSP over HTTP (RFC 6960 A.1, RFC 5019): questions in the body or in the path.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use office::Office;
use office::services::{Answer, Lifetime, Responder};

use crate::tags::names;

/// As the reader of questions; see `pki::ocsp`.
const BODY_LIMIT: usize = 64 * 1024;
/// Longer questions are posted (RFC 5019 §5 posts them from 255 bytes on).
const PATH_LIMIT: usize = 8 * 1024;
/// Padding is often lost on the way through an address.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
const RESPONSE: HeaderValue = HeaderValue::from_static("application/ocsp-response");

/// `/ocsp` over a responder.
pub fn ocsp(office: Office, responder: Responder) -> Router {
    Router::new()
        .route("/ocsp", post(posted))
        .route("/ocsp/", post(posted))
        .route("/ocsp/{*question}", get(asked_by_path))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state((office, responder))
}

type Served = State<(Office, Responder)>;

/// An answer to a POST is kept by nobody (RFC 9111 §3).
async fn posted(State((_, responder)): Served, question: Bytes) -> Response {
    let answer = responder.answer(question).await;
    ([(header::CONTENT_TYPE, RESPONSE)], answer.der).into_response()
}

async fn asked_by_path(
    State((office, responder)): Served,
    Path(question): Path<String>,
    headers: HeaderMap,
) -> Response {
    if question.len() > PATH_LIMIT {
        return StatusCode::URI_TOO_LONG.into_response();
    }
    // What is no base64 is no question, and the responder says so.
    let question = BASE64.decode(question).unwrap_or_default();
    let Answer { der, lifetime } = responder.answer(question.into()).await;
    let answer = ([(header::CONTENT_TYPE, RESPONSE)], der).into_response();
    match lifetime {
        Some(lifetime) => with_lifetime(answer, &lifetime, &headers, office.now().as_second()),
        None => ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], answer).into_response(),
    }
}

/// The headers of RFC 5019 §6.2.
fn with_lifetime(answer: Response, lifetime: &Lifetime, asked: &HeaderMap, now: i64) -> Response {
    let mut answer = match names(asked, &lifetime.tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => answer,
    };
    let date = |second| {
        let instant = Timestamp::from_second(second).ok()?;
        DateTimePrinter::new().timestamp_to_rfc9110_string(&instant).ok()
    };
    let age = (lifetime.until - now).max(0);
    let told = [
        (header::ETAG, Some(lifetime.tag.to_string())),
        (header::LAST_MODIFIED, date(lifetime.from)),
        (header::EXPIRES, date(lifetime.until)),
        (
            header::CACHE_CONTROL,
            Some(format!("max-age={age}, public, no-transform, must-revalidate")),
        ),
    ];
    for (name, value) in told {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}
