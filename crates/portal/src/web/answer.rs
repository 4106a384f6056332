//! Answers that are not a page, and the way from a refusal of the office to one.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::process::StepRefusal;
use office::{Download, Refusal, RefusalKind, refusal::GuardRefusal};

use super::cookies::Cookie;
use crate::{done::Done, kit::Errors, portal::Portal};

/// What a handler gives back.
pub(crate) type Answer = Result<Response, Failure>;

/// Why there is no page. [`super::around`] turns it into one, in the frame of the person.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Sign in first.
    SignIn,
    /// Take another step first: an own password, the регламент.
    First(&'static str),
    /// The form belongs to another session, or to another site.
    StaleForm,
    /// The office refuses.
    Refused(Refusal),
    /// HTTP itself refuses.
    Status(StatusCode),
}

/// A form whose fields don't make a command is not one of ours.
impl From<serde_json::Error> for Failure {
    fn from(_: serde_json::Error) -> Self {
        Self::Status(StatusCode::BAD_REQUEST)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal.kind() {
            RefusalKind::SignIn => Self::SignIn,
            _ => Self::Refused(refusal),
        }
    }
}

/// What [`super::around`] reads off a failed answer: its own words instead of the general ones.
#[derive(Debug, Clone)]
pub(crate) struct Words(pub(crate) String);

/// Marks an answer for people who have to sign in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignInFirst;

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::SignIn => {
                let mut answer = StatusCode::UNAUTHORIZED.into_response();
                answer.extensions_mut().insert(SignInFirst);
                return answer;
            }
            Self::First(path) => return see_other(path),
            Self::StaleForm => (
                StatusCode::FORBIDDEN,
                "Форма устарела. Откройте страницу заново и отправьте её ещё раз".to_owned(),
            ),
            Self::Refused(refusal) => (status(&refusal), refusal.to_string()),
            Self::Status(status) => return status.into_response(),
        };
        let mut answer = status.into_response();
        answer.extensions_mut().insert(Words(words));
        answer
    }
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal.kind() {
        RefusalKind::SignIn => StatusCode::UNAUTHORIZED,
        RefusalKind::Forbidden => StatusCode::FORBIDDEN,
        RefusalKind::NotFound => StatusCode::NOT_FOUND,
        RefusalKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        RefusalKind::Process | RefusalKind::Conflict => StatusCode::CONFLICT,
        RefusalKind::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        RefusalKind::Unavailable => {
            tracing::error!(code = refusal.code(), error = ?refusal, "the office could not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// What the person can mend on the same page, with the status of that page; anything else is a failure.
pub(crate) fn refused(refusal: Refusal) -> Result<(StatusCode, Errors), Failure> {
    let status = status(&refusal);
    match refusal {
        Refusal::Invalid(fields) => {
            let mut errors = Errors::default();
            for field in fields {
                errors.add(field.field, field.text);
            }
            Ok((status, errors))
        }
        other => match other.kind() {
            RefusalKind::Invalid | RefusalKind::Process | RefusalKind::Conflict | RefusalKind::TooMany { .. } => {
                let errors = Errors::whole(other.to_string()).leading_to(in_the_way(&other));
                let outdated = matches!(other, Refusal::Conflict | Refusal::Step(StepRefusal::NotFromHere));
                Ok((status, if outdated { errors.outdated() } else { errors }))
            }
            _ => Err(other.into()),
        },
    }
}

/// The page of the case that stands in the way of this one.
fn in_the_way(refusal: &Refusal) -> Option<String> {
    match refusal {
        Refusal::Guard(GuardRefusal::AlreadyRegistered { id, .. }) => Some(format!("/ra/registrations/{id}")),
        _ => None,
    }
}

/// After a form: the browser asks for `path` anew, so that a reload repeats nothing.
pub(crate) fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// After a form that did something: the next page says what, once. [`super::around`] writes it into a cookie.
pub(crate) fn done(path: &str, done: Done) -> Response {
    let mut answer = see_other(path);
    answer.extensions_mut().insert(done);
    answer
}

/// The answer that gives the browser its session.
pub(crate) fn session_starts(portal: &Portal, answer: Response, token: &str) -> Response {
    with_cookie(portal, answer, Cookie::Session, token)
}

/// The answer that takes the session away, and what the browser kept of it for «Назад».
pub(crate) fn session_ends(portal: &Portal, answer: Response) -> Response {
    let mut answer = with_cookie(portal, answer, Cookie::Session, "");
    let clear = (
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\""),
    );
    answer.headers_mut().insert(clear.0, clear.1);
    answer
}

/// The answer that keeps the chosen colour scheme.
pub(crate) fn theme_chosen(portal: &Portal, answer: Response, theme: &str) -> Response {
    with_cookie(portal, answer, Cookie::Theme, theme)
}

fn with_cookie(portal: &Portal, mut answer: Response, cookie: Cookie, value: &str) -> Response {
    if let Some(header) = cookie.write(portal.transport().cookies(), value) {
        answer.headers_mut().append(header::SET_COOKIE, header);
    }
    answer
}

/// A file: shown in the browser when it is made for printing, saved otherwise.
pub(crate) fn file(download: Download) -> Response {
    let shown = download.media_type == "application/pdf" || download.media_type.starts_with("image/");
    let how = if shown { "inline" } else { "attachment" };
    let name: String = download
        .file_name
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(*sign))
        .collect();
    let mut answer = Response::new(Body::from(download.bytes));
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(download.media_type));
    if let Ok(value) = HeaderValue::try_from(format!("{how}; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}
