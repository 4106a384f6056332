//! Forms that came back: the token first, then the fields.

use std::collections::BTreeMap;

use axum::{
    Form,
    extract::{
        FromRequest, FromRequestParts, Multipart, Request,
        multipart::{Field, MultipartError},
    },
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

/// A sent file with the desk it was sent to, and the fields beside it.
#[derive(Debug)]
pub(crate) struct Upload<D> {
    pub(crate) desk: D,
    pub(crate) form: Filled,
    pub(crate) file_name: String,
    /// `None` when the file is larger than any scan may be.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// The largest file that is kept.
const MOST: usize = 10 * 1024 * 1024;
/// The largest file that is heard out, so that its sender reads an answer instead of a broken connection.
const HEARD_OUT: usize = 64 * 1024 * 1024;
/// The longest field beside a file.
const FIELD: usize = 4 * 1024;
/// Fields beside a file.
const FIELDS: usize = 100;

/// Sent files with the desk they were sent to, and the fields beside them.
#[derive(Debug)]
pub(crate) struct Files<D> {
    pub(crate) desk: D,
    pub(crate) form: Filled,
    /// In the order of the form; a field without a file is left out.
    pub(crate) files: Vec<SentFile>,
}

/// One file.
#[derive(Debug)]
pub(crate) struct SentFile {
    pub(crate) name: String,
    /// `None` when the file is larger than any may be.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Files of one form.
const MOST_FILES: usize = 2;

impl<D> FromRequest<Portal> for Files<D>
where
    D: FromRequestParts<Portal, Rejection = Failure> + AsRef<Desk> + Send,
{
    type Rejection = Failure;

    /// The token comes before the files, so that nobody's file is read for nothing.
    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        same_site(&parts.headers)?;
        let desk = D::from_request_parts(&mut parts, portal).await?;
        let multipart = Multipart::from_request(Request::from_parts(parts, body), portal).await;
        let mut multipart = multipart.map_err(|rejection| Failure::Status(rejection.status()))?;
        let mut values = BTreeMap::new();
        let (mut owned, mut files) = (false, Vec::new());
        while let Some(field) = multipart.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(name) if owned && files.len() < MOST_FILES => {
                    let bytes = read(field, MOST).await?;
                    files.push(SentFile { name, bytes });
                }
                None if (owned || name == "csrf") && values.len() < FIELDS => {
                    let bytes = read(field, FIELD).await?.unwrap_or_default();
                    let value = String::from_utf8(bytes).map_err(|_| Failure::Status(StatusCode::BAD_REQUEST))?;
                    if name == "csrf" {
                        check(desk.as_ref(), Some(&value))?;
                        owned = true;
                    } else {
                        values.insert(name, value);
                    }
                }
                _ => return Err(Failure::StaleForm),
            }
        }
        Ok(Self {
            desk,
            form: Filled::new(values),
            files,
        })
    }
}

impl<D> FromRequest<Portal> for Upload<D>
where
    D: FromRequestParts<Portal, Rejection = Failure> + AsRef<Desk> + Send,
{
    type Rejection = Failure;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Failure> {
        let Files { desk, form, mut files } = Files::<D>::from_request(request, portal).await?;
        let file = files.pop().ok_or(Failure::Status(StatusCode::BAD_REQUEST))?;
        if !files.is_empty() {
            return Err(Failure::StaleForm);
        }
        Ok(Self {
            desk,
            form,
            file_name: file.name,
            bytes: file.bytes,
        })
    }
}

/// Reads a field; `None` when it is longer than `most`.
async fn read(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Failure> {
    let (mut bytes, mut heard) = (Vec::new(), 0);
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        heard += chunk.len();
        if heard > HEARD_OUT {
            return Err(Failure::Status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        if heard <= most {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((heard <= most).then_some(bytes))
}

fn broken(error: MultipartError) -> Failure {
    Failure::Status(error.status())
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
