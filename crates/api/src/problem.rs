//! Refusals as problem details (RFC 9457).

use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use office::refusal::IssueRefusal;
use office::{Refusal, RefusalKind};
use serde::Serialize;
use utoipa::ToSchema;

/// When to ask again for what is not signed yet, seconds: the office tries every minute.
const NOT_SIGNED_RETRY: u32 = 60;

/// A refusal of RFC 9457 with the code of the office.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:zaver:refusal:CODE`.
    #[serde(rename = "type")]
    #[schema(rename = "type")]
    kind: String,
    /// The same for every refusal of this status.
    title: &'static str,
    /// HTTP status.
    status: u16,
    /// What to do next, in Russian.
    detail: String,
    /// Stable code, the same as on the command line.
    code: &'static str,
    #[serde(skip)]
    retry_after: Option<u32>,
}

impl Problem {
    pub(crate) fn plain(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:zaver:refusal:{code}"),
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: detail.into(),
            code,
            retry_after: None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let mut retry_after = None;
        let status = match refusal.kind() {
            // The signature is made by itself; the same order gives the certificate then.
            _ if matches!(refusal, Refusal::Issue(IssueRefusal::Sign(_))) => {
                retry_after = Some(NOT_SIGNED_RETRY);
                StatusCode::SERVICE_UNAVAILABLE
            }
            RefusalKind::SignIn => {
                let sentence = "Покажите действующий ключ доступа: Authorization: Bearer. Ключ выдаёт администратор УЦ";
                return Self::plain(StatusCode::UNAUTHORIZED, "token-needed", sentence);
            }
            RefusalKind::Forbidden => {
                let sentence = "Ключ доступа этого не разрешает. Попросите администратора УЦ выдать другой";
                return Self::plain(StatusCode::FORBIDDEN, "forbidden", sentence);
            }
            RefusalKind::NotFound => StatusCode::NOT_FOUND,
            RefusalKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            RefusalKind::Process | RefusalKind::Conflict => StatusCode::CONFLICT,
            RefusalKind::TooMany { retry_after: seconds } => {
                retry_after = Some(seconds);
                StatusCode::TOO_MANY_REQUESTS
            }
            RefusalKind::Unavailable => {
                tracing::error!(error = ?refusal, "a system is refused by a fault of ours");
                StatusCode::SERVICE_UNAVAILABLE
            }
        };
        Self {
            retry_after,
            ..Self::plain(status, refusal.code(), refusal.to_string())
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::plain(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "Запрос больше 64 КБ. Передайте один PKCS#10",
            ),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::plain(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "Передайте JSON с заголовком Content-Type: application/json",
            ),
            _ => Self::plain(
                StatusCode::BAD_REQUEST,
                "not-json",
                format!("Запрос не читается: {}", rejection.body_text()),
            ),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
