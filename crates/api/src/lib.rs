//! What programs ask for over HTTP: lists of revoked certificates, OCSP, time stamps, and REST, described by OpenAPI 3.1 at `/api/v1/openapi.json`.
//!
//! A handler parses the request, names one operation of the office and answers in JSON; a refusal is a problem of
//! RFC 9457. Who asks is told by a bearer token (RFC 6750); what the token allows is checked in the office.

mod access;
mod bearer;
mod certificates;
mod files;
mod observation;
mod ocsp;
mod problem;
mod tags;
mod tsp;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router, middleware};
use office::Office;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as Description, Server};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use files::files;
pub use observation::observation;
pub use ocsp::ocsp;
pub use problem::Problem;
pub use tsp::tsp;

/// Where the interface is mounted.
pub const ROOT: &str = "/api/v1";
/// A PKCS#10 has a few kilobytes.
const BODY_LIMIT: usize = 64 * 1024;

/// The interface over an office; it is nested at [`ROOT`].
pub fn router(office: Office) -> Router {
    let (routes, description) = described().with_state(office).split_for_parts();
    let routes: Router = routes;
    routes
        .route("/openapi.json", get(async move || Json(description)))
        .fallback(async || {
            Problem::plain(
                StatusCode::NOT_FOUND,
                "not-found",
                "Такого адреса нет. Перечень — в openapi.json",
            )
        })
        .method_not_allowed_fallback(async || {
            let sentence = "По этому адресу так не обращаются. Перечень — в openapi.json";
            Problem::plain(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", sentence)
        })
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::map_response(private))
}

/// The description of the interface.
#[must_use]
pub fn description() -> Description {
    described().split_for_parts().1
}

fn described() -> OpenApiRouter<Office> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(certificates::issue))
        .routes(routes!(certificates::show))
        .routes(routes!(access::show))
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Заверь",
        description = "Выпуск и проверка сертификатов для информационных систем. Отказы — по RFC 9457."
    ),
    modifiers(&Frame),
)]
struct Api;

struct Frame;

impl Modify for Frame {
    fn modify(&self, description: &mut Description) {
        description.servers = Some(vec![Server::new(ROOT)]);
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        description
            .components
            .get_or_insert_default()
            .add_security_scheme("token", scheme);
    }
}

/// What a system is told is for it alone.
async fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
