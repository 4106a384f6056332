//! Certificates and lists of revoked certificates for programs: no visit, no cookie, told how long they may be kept.

use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::fmt::rfc2822;
use office::views::PublicFile;
use office::{Office, Refusal, views};

use crate::tags::names;

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
    let found = async {
        match views::ca_file(&office, &name).await? {
            Some(file) => answer(&office, file, &asked).await,
            None => Ok(StatusCode::NOT_FOUND.into_response()),
        }
    };
    found.await.unwrap_or_else(|refusal| {
        tracing::error!(code = refusal.code(), error = ?refusal, name, "a public file is not given");
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    })
}

async fn answer(office: &Office, file: PublicFile, asked: &HeaderMap) -> Result<Response, Refusal> {
    let tag = format!("\"{}\"", file.version);
    let modified = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&file.modified);
    let modified = modified.unwrap_or_default();
    let left = u64::try_from(file.expires.as_second() - office.now().as_second()).unwrap_or(0);
    let age = left.min(LONGEST.as_secs());
    let mut answer = if is_known(asked, &tag, &modified) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let media_type = file.media_type;
        ([(header::CONTENT_TYPE, media_type)], file.bytes(office).await?).into_response()
    };
    let told = [
        (header::ETAG, tag),
        (header::LAST_MODIFIED, modified),
        (header::CACHE_CONTROL, format!("public, max-age={age}, must-revalidate")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

/// Whether the asker has this version. Of the two conditions the tag decides (RFC 9110 §13.2.2); a date is compared as
/// it was given out.
fn is_known(asked: &HeaderMap, tag: &str, modified: &str) -> bool {
    if asked.contains_key(header::IF_NONE_MATCH) {
        return names(asked, tag);
    }
    let since = asked.get(header::IF_MODIFIED_SINCE);
    since.and_then(|since| since.to_str().ok()) == Some(modified)
}
