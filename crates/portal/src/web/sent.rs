//! Forms that came back: the token first, then the fields.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, Multipart, Request},
    http::{HeaderMap, StatusCode},
};

use super::{Desk, Failure};
use crate::{kit::Filled, portal::Portal};

/// A sent form with the desk it was sent to.
#[derive(Debug)]
pub(crate) struct Sent<D> {
    pub(crate) desk: D,
    pub(crate) form: Filled,
}

impl<D> FromRequest<Portal> for Sent<D>
where
    D: FromRequestParts<Portal, Rejection = Failure> + AsRef<Desk> + Send,
{
    type Rejection = Failure;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        same_site(&parts.headers)?;
        let desk = D::from_request_parts(&mut parts, portal).await?;
        let request = Request::from_parts(parts, body);
        let fields = Form::<Vec<(String, String)>>::from_request(request, portal).await;
        let Form(fields) = fields.map_err(|rejection| Failure::Status(rejection.status()))?;
        let mut values: BTreeMap<String, String> = fields.into_iter().collect();
        check(desk.as_ref(), values.remove("csrf").as_deref())?;
        Ok(Self {
            desk,
            form: Filled::new(values),
        })
    }
}

/// A sent file with the desk it was sent to.
#[derive(Debug)]
pub(crate) struct Upload<D> {
    pub(crate) desk: D,
    pub(crate) file_name: String,
    pub(crate) bytes: Vec<u8>,
}

impl<D> FromRequest<Portal> for Upload<D>
where
    D: FromRequestParts<Portal, Rejection = Failure> + AsRef<Desk> + Send,
{
    type Rejection = Failure;

    /// The token comes before the file, so that nobody's file is read for nothing.
    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        same_site(&parts.headers)?;
        let desk = D::from_request_parts(&mut parts, portal).await?;
        let multipart = Multipart::from_request(Request::from_parts(parts, body), portal).await;
        let mut multipart = multipart.map_err(|rejection| Failure::Status(rejection.status()))?;
        let broken = |error: axum::extract::multipart::MultipartError| Failure::Status(error.status());
        let mut owned = false;
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            match field.name() {
                Some("csrf") => {
                    check(desk.as_ref(), Some(&field.text().await.map_err(broken)?))?;
                    owned = true;
                }
                Some(_) if owned => {
                    let file_name = field.file_name().unwrap_or_default().to_owned();
                    let bytes = field.bytes().await.map_err(broken)?.to_vec();
                    return Ok(Self { desk, file_name, bytes });
                }
                _ => return Err(Failure::StaleForm),
            }
        }
        Err(Failure::Status(StatusCode::BAD_REQUEST))
    }
}

fn check(desk: &Desk, token: Option<&str>) -> Result<(), Failure> {
    let owned = token.is_some_and(|token| desk.visit.owns(token));
    if owned { Ok(()) } else { Err(Failure::StaleForm) }
}

/// Browsers say where a form comes from; another site's is refused before anything is read.
fn same_site(headers: &HeaderMap) -> Result<(), Failure> {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    match site {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) => Err(Failure::StaleForm),
    }
}

/// A path of this portal, or nothing: a link in a letter must not lead people elsewhere through us.
pub(crate) fn safe_next(next: &str) -> Option<&str> {
    let own = next.starts_with('/') && !next.starts_with("//") && next.len() <= 512;
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (own && plain).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_followed() {
        for good in ["/", "/cabinet", "/ra/requests/1?tab=x"] {
            assert_eq!(safe_next(good), Some(good));
        }
        for bad in [
            "",
            "cabinet",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/\u{a0}",
        ] {
            assert_eq!(safe_next(bad), None, "{bad}");
        }
    }
}
