//! Who asks: the token of an information system (RFC 6750).

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use domain::rights::Actor;
use office::{Office, Refusal, views};

use crate::Problem;

/// Longer than any token of ours.
const LONGEST: usize = 256;

/// An information system whose token is good at this moment.
pub(crate) struct Caller(pub(crate) Actor);

impl FromRequestParts<Office> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Self, Problem> {
        let token = token(parts).ok_or(Refusal::SignInNeeded)?;
        Ok(Self(views::client(office, token).await?))
    }
}

fn token(parts: &Parts) -> Option<&str> {
    let words = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = words.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= LONGEST).then_some(token)
}
