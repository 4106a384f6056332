//! What happens around every page: who is here, what the answer must carry, and a page for every failure.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::Instrument as _;

use super::{
    Visit,
    answer::{Failure, SignInFirst, Words},
    cookies::Cookie,
    see_other,
};
use crate::{
    done::Done,
    page,
    pages::failure::{self, FailurePage},
    portal::Portal,
};

/// The middleware of all pages.
pub(crate) async fn around(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (visit, refusal) = Visit::read(&portal, &parts).await;
    let asked = parts.method == Method::GET;
    let span = tracing::info_span!("request", code = visit.code(), method = %parts.method, path = visit.path());
    parts.extensions.insert(visit.clone());
    let answer = match refusal {
        Some(refusal) => Failure::Refused(refusal).into_response(),
        None => next.run(Request::from_parts(parts, body)).instrument(span).await,
    };
    let mut answer = mended(&portal, &visit, asked, answer);
    let transport = portal.transport().cookies();
    if let Some(cookie) = visit
        .fresh_secret()
        .and_then(|secret| Cookie::Visit.write(transport, secret))
    {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if let Some(cookie) = told(&visit, &answer).and_then(|word| Cookie::Done.write(transport, word)) {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    let keep = if !asked && is_page(&answer) {
        KEEP_FOR_BACK
    } else {
        "no-store"
    };
    let headers = answer.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(keep));
    answer
}

/// The answer to a form is kept by this browser alone, so that «Назад» comes back to it with everything typed; without
/// it the browser has nothing to show. Signing out clears what was kept.
const KEEP_FOR_BACK: &str = "private, no-cache";

/// What the cookie of the outcome becomes: the new outcome, or nothing after a page has said the old one.
fn told(visit: &Visit, answer: &Response) -> Option<&'static str> {
    match answer.extensions().get::<Done>() {
        Some(done) => Some(done.code()),
        None => visit.done().filter(|_| is_page(answer)).map(|_| ""),
    }
}

fn is_page(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// An answer without a page of its own gets one.
fn mended(portal: &Portal, visit: &Visit, asked: bool, answer: Response) -> Response {
    let status = answer.status();
    if answer.extensions().get::<SignInFirst>().is_some() {
        return see_other(&sign_in_path(visit, asked));
    }
    if is_page(&answer) || !(status.is_client_error() || status.is_server_error()) {
        return answer;
    }
    if status.is_server_error() {
        tracing::error!(code = visit.code(), path = visit.path(), %status, "a page failed");
    }
    let (title, general) = failure::words(status);
    let words = answer
        .extensions()
        .get::<Words>()
        .map_or(general, |words| words.0.as_str());
    let page = FailurePage {
        shell: visit.shell(portal),
        title: title.to_owned(),
        text: words.to_owned(),
        way_out: way_out(visit),
        code: visit.code().to_owned(),
    };
    let mut shown = page::show(status, &page);
    if let Some(allow) = answer.headers().get(header::ALLOW) {
        shown.headers_mut().insert(header::ALLOW, allow.clone());
    }
    shown
}

/// After the sign-in the person comes back to the page; from where a form was sent to, the way leads to the form's page.
fn sign_in_path(visit: &Visit, asked: bool) -> String {
    let lost = if asked { "" } else { "&lost=form" };
    format!("/login?next={}{lost}", visit.path())
}

fn way_out(visit: &Visit) -> (&'static str, &'static str) {
    use domain::rights::Role;
    match visit.actor().role {
        Role::RaOperator => ("/ra", "К очереди"),
        Role::CaUser | Role::NewUser => ("/cabinet", "В кабинет"),
        Role::Visitor | Role::Client | Role::System => ("/", "На главную"),
    }
}
