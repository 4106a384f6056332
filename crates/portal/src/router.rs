//! Which address leads to which page.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, Uri},
    middleware,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use office::{Office, watch::Severity};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{
    assets,
    pages::{cabinet, change, demo, public, ra},
    portal::{Portal, Settings},
    site, web,
};

/// No form of ours is longer.
const FORM_LIMIT: usize = 64 * 1024;
/// Longer than drawing the longest scan takes.
const PATIENCE: Duration = Duration::from_secs(90);

/// The portal over an office.
pub fn router(office: Office, settings: Settings) -> Router {
    let portal = Portal::new(office, settings);
    let theme = site::theme_css(&portal.site());
    let pages = public_pages()
        .merge(cabinet_pages())
        .merge(office_pages())
        .fallback(async || StatusCode::NOT_FOUND)
        .method_not_allowed_fallback(async || StatusCode::METHOD_NOT_ALLOWED)
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(middleware::from_fn_with_state(portal.clone(), web::around));
    Router::new()
        .route("/healthz", get(health))
        .route(
            "/static/theme.css",
            get(async move || ([("content-type", "text/css; charset=utf-8")], theme)),
        )
        .route("/static/{name}", get(assets::serve))
        .merge(pages)
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(portal.clone(), web::security))
        .with_state(portal)
}

/// Whether the office serves people safely; a probe needs no more. What somebody should look at soon is told and is no failure.
async fn health(State(portal): State<Portal>) -> (StatusCode, String) {
    let health = portal.office().health();
    let status = match health.severity() {
        Severity::Ok | Severity::Warning => StatusCode::OK,
        Severity::Error => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, format!("{}\n", health.line()))
}

fn public_pages() -> Router<Portal> {
    use public::{ca, home, info, login, registry, theme, verify};
    Router::new()
        .route("/", get(home::show))
        .route("/ca", get(ca::show))
        .route("/registry", get(registry::show).post(registry::search))
        .route(
            "/verify",
            get(verify::show)
                .post(verify::check)
                .layer(DefaultBodyLimit::max(verify::LIMIT)),
        )
        .route("/info", get(info::show))
        .route("/info/forms/{name}", get(info::blank))
        .route("/login", get(login::show).post(login::enter))
        .route("/logout", post(login::leave).get(back::<1>))
        .route("/theme", post(theme::choose).get(back::<1>))
        .route("/demo", get(demo::show))
        .route("/demo/clock", post(demo::advance).get(back::<1>))
}

fn cabinet_pages() -> Router<Portal> {
    use cabinet::{
        certificate, certificates, key, messages, new_request, overview, password, regulation, request, requests,
        sessions, withdraw,
    };
    Router::new()
        .route("/cabinet", get(overview::show))
        .route("/cabinet/password", get(password::show).post(password::change))
        .route(
            "/cabinet/regulation",
            get(regulation::show).post(regulation::acknowledge),
        )
        .route("/cabinet/requests", get(requests::show))
        .route("/cabinet/requests/new", get(new_request::show).post(new_request::start))
        .route("/cabinet/requests/{id}", get(request::show))
        .route("/cabinet/requests/{id}/stage", get(request::stage))
        .route("/cabinet/requests/{id}/key", get(key::show).post(key::submit))
        .route("/cabinet/requests/{id}/statement.pdf", get(request::statement))
        .route(
            "/cabinet/requests/{id}/withdraw",
            get(withdraw::show).post(withdraw::withdraw),
        )
        .route("/cabinet/certificates", get(certificates::show))
        .route("/cabinet/certificates/{id}", get(certificate::show))
        .route("/cabinet/certificates/{id}/certificate.cer", get(certificate::own_file))
        .route("/cabinet/certificates/{id}/copy.pdf", get(certificate::own_copy))
        .route(
            "/cabinet/certificates/{id}/{change}",
            get(change::own_show).post(change::own_send),
        )
        .route(
            "/cabinet/certificates/{id}/{change}/statement.pdf",
            get(change::own_statement),
        )
        .route("/cabinet/certificates/{id}/statements/{place}", get(change::own_done))
        .route("/cabinet/messages", get(messages::show))
        .route("/cabinet/sessions", get(sessions::show).post(sessions::end))
}

fn office_pages() -> Router<Portal> {
    use cabinet::{certificate, password, sessions};
    use ra::{
        adherence, certificates, copies, organization, organizations, queue, registration, registration_form, request,
        request_steps,
    };
    Router::new()
        .route("/ra", get(queue::show))
        .route("/ra/search", post(queue::search).get(back::<1>))
        .route("/ra/tasks/{id}/close", post(queue::close).get(back::<3>))
        .route("/ra/adherence/new", get(adherence::show).post(adherence::register))
        .route("/ra/organizations", get(organizations::show))
        .route("/ra/organizations/{id}", get(organization::show))
        .route(
            "/ra/organizations/{organization}/adherence/{id}/hand-back",
            post(adherence::hand_back).get(back::<3>),
        )
        .route(
            "/ra/registrations/new",
            get(registration_form::show).post(registration_form::register),
        )
        .route("/ra/registrations/{id}", get(registration::show))
        .route(
            "/ra/registrations/{id}/edit",
            get(registration_form::edit).post(registration_form::amend),
        )
        .route(
            "/ra/registrations/{id}/decision",
            post(registration::decide).get(back::<1>),
        )
        .route("/ra/registrations/{id}/sheet", post(registration::sheet).get(back::<1>))
        .route("/ra/requests/{id}", get(request::show))
        .route("/ra/requests/{id}/stage", get(request::stage))
        .route(
            "/ra/requests/{id}/statement",
            post(request_steps::statement).get(back::<1>),
        )
        .route(
            "/ra/requests/{id}/scan",
            post(request_steps::attach)
                .layer(DefaultBodyLimit::disable())
                .get(back::<1>),
        )
        .route("/ra/requests/{id}/checks", post(request_steps::check).get(back::<1>))
        .route("/ra/requests/{id}/decision", post(request_steps::decide).get(back::<1>))
        .route("/ra/requests/{id}/issue", post(request_steps::issue).get(back::<1>))
        .route("/ra/scans/{id}/original", get(request_steps::scan_original))
        .route("/ra/scans/{id}/pages/{page}", get(request_steps::scan_page))
        .route("/ra/copies", get(copies::show).post(copies::search))
        .route("/ra/copies/{certificate}/send", post(copies::send).get(back::<2>))
        .route(
            "/ra/copies/{certificate}/return",
            post(copies::give_back).get(back::<2>),
        )
        .route("/ra/certificates", get(certificates::show).post(certificates::search))
        .route("/ra/certificates/{id}/certificate.cer", get(certificate::office_file))
        .route("/ra/certificates/{id}/copy.pdf", get(certificate::office_copy))
        .route("/ra/certificates/{id}", get(certificate::office_card))
        .route(
            "/ra/certificates/{id}/{change}",
            get(change::office_show).post(change::office_send),
        )
        .route(
            "/ra/certificates/{id}/{change}/statement.pdf",
            get(change::office_statement),
        )
        .route("/ra/certificates/{id}/statements/{place}", get(change::office_done))
        .route("/ra/sessions", get(sessions::show).post(sessions::end))
        .route("/ra/password", get(password::show).post(password::change))
}

/// Where a form was sent to, asked for as a page (a reload, the way back after the sign-in): the page it stood on, so many
/// steps up.
async fn back<const STEPS: usize>(uri: Uri) -> Response {
    let steps: Vec<&str> = uri.path().rsplitn(STEPS + 1, '/').collect();
    let page = steps.get(STEPS).filter(|page| !page.is_empty());
    web::see_other(page.unwrap_or(&"/"))
}

/// A panic is a defect: the log has its words, the person a page with the code of the answer.
fn panicked(payload: Box<dyn Any + Send>) -> Response {
    let words = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied());
    tracing::error!(panic = words.unwrap_or("of unknown kind"), "a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
