//! Certificates: issued from a PKCS#10, found by serial number.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::certificate::{Certificate, CertificateState};
use jiff::Timestamp;
use office::{Office, SystemRequest, issue_for_system, views};
use pki::pem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::bearer::Caller;
use crate::{Problem, ROOT};

/// Longest key of idempotency.
const LONGEST_KEY: usize = 128;
/// Label of RFC 7468.
const CERTIFICATE: &str = "CERTIFICATE";

/// What to issue.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    /// Profile that allows certificates for systems.
    #[schema(example = "system")]
    profile: String,
    /// PKCS#10 in PEM.
    pkcs10: String,
}

/// An issued certificate.
#[derive(Serialize, ToSchema)]
pub(crate) struct Issued {
    /// Serial number, hexadecimal.
    serial: String,
    /// PEM.
    certificate: String,
}

/// Issues a certificate from a PKCS#10. With `Idempotency-Key` the same order may be sent again: the answer is the same
/// and no other certificate is issued.
#[utoipa::path(
    post,
    path = "/certificates",
    tag = "certificates",
    security(("token" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "1–128 visible ASCII characters", max_length = 128)),
    request_body = Order,
    responses(
        (status = 201, description = "Issued; `Location` leads to it", body = Issued),
        (status = 400, description = "Not JSON of the described form", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No good token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token does not allow it", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The profile or the process refuses", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "The PKCS#10 is refused", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Not written; repeat under the same key", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn issue(
    State(office): State<Office>,
    Caller(actor): Caller,
    headers: HeaderMap,
    order: Result<Json<Order>, JsonRejection>,
) -> Result<Response, Problem> {
    let key = key(&headers)?;
    let Json(order) = order?;
    let request = SystemRequest {
        pkcs10: order.pkcs10.into_bytes(),
        profile: order.profile,
        key,
    };
    let issued = issue_for_system(&office, &actor, request).await?;
    let location = format!("{ROOT}/certificates/{}", issued.serial);
    let answer = Issued {
        serial: issued.serial,
        certificate: pem::encode(CERTIFICATE, &issued.der),
    };
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(answer)).into_response())
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let bytes = value.as_bytes();
    if (1..=LONGEST_KEY).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic) {
        return Ok(value.to_str().ok().map(str::to_owned));
    }
    let sentence = "Idempotency-Key — от 1 до 128 видимых знаков ASCII";
    Err(Problem::plain(StatusCode::BAD_REQUEST, "bad-idempotency-key", sentence))
}

/// What a certificate is worth.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    Valid,
    Suspended,
    Revoked,
    Annulled,
    Expired,
}

impl Status {
    /// An end decided by people outlives the end by the clock.
    fn of(certificate: &Certificate, now: Timestamp) -> Self {
        match certificate.state {
            CertificateState::Annulled => Self::Annulled,
            CertificateState::Revoked | CertificateState::Void => Self::Revoked,
            _ if now > certificate.not_after => Self::Expired,
            CertificateState::Suspended => Self::Suspended,
            CertificateState::Valid | CertificateState::Issuing => Self::Valid,
        }
    }
}

/// A certificate with its status.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shown {
    /// Serial number, hexadecimal.
    serial: String,
    /// At this instant.
    status: Status,
    /// Profile it was issued by.
    profile: String,
    /// First instant, RFC 3339.
    #[schema(value_type = String, format = DateTime)]
    not_before: Timestamp,
    /// Last instant, RFC 3339.
    #[schema(value_type = String, format = DateTime)]
    not_after: Timestamp,
    /// PEM.
    certificate: String,
}

/// Shows a certificate by its serial number.
#[utoipa::path(
    get,
    path = "/certificates/{serial}",
    tag = "certificates",
    security(("token" = [])),
    params(("serial" = String, Path, description = "Serial number, hexadecimal", max_length = 40)),
    responses(
        (status = 200, description = "Found", body = Shown),
        (status = 400, description = "Not a serial number", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No good token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The token does not allow it", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "None of ours", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn show(
    State(office): State<Office>,
    Caller(actor): Caller,
    Path(serial): Path<String>,
) -> Result<Json<Shown>, Problem> {
    if serial.len() > 40 || !serial.bytes().all(|sign| sign.is_ascii_hexdigit()) {
        let sentence = "Серийный номер — до 40 шестнадцатеричных знаков подряд";
        return Err(Problem::plain(StatusCode::BAD_REQUEST, "bad-serial", sentence));
    }
    let view = views::system_certificate(&office, &actor, &serial).await?;
    Ok(Json(Shown {
        status: Status::of(&view.certificate, office.now()),
        serial: view.certificate.serial,
        profile: view.certificate.profile,
        not_before: view.certificate.not_before,
        not_after: view.certificate.not_after,
        certificate: pem::encode(CERTIFICATE, &view.der),
    }))
}
