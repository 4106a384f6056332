//! A browser as far as the portal can tell: cookies, forms, no redirects followed by themselves.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Request, header},
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// Token of the first form.
    pub(crate) fn token(&self) -> &str {
        let mark = "name=\"csrf\" value=\"";
        self.text
            .split(mark)
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the page has a form")
    }

    pub(crate) fn title(&self) -> &str {
        self.text
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next())
            .unwrap_or_default()
    }
}

pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) address: SocketAddr,
    /// Further headers of every request.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Browser {
    pub(crate) fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            address: ([192, 0, 2, 1], 40_000).into(),
            headers: Vec::new(),
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, None, Vec::new()).await
    }

    /// Sends a form with the token of the page it stood on.
    pub(crate) async fn send(&mut self, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let token = page.token().to_owned();
        // A decision names the version of the case its page showed, as the hidden field of the form does.
        let version = page
            .text
            .split("name=\"version\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let fields: Vec<(&str, &str)> = [("csrf", token.as_str())]
            .into_iter()
            .chain(version.map(|version| ("version", version)))
            .chain(fields.iter().copied())
            .collect();
        self.post(path, &fields).await
    }

    /// Sends a form as it is.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        self.ask(
            "POST",
            path,
            Some("application/x-www-form-urlencoded"),
            body.into_bytes(),
        )
        .await
    }

    pub(crate) async fn ask(&mut self, method: &str, path: &str, kind: Option<&str>, body: Vec<u8>) -> Answer {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(Body::from(body)).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = answer.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie
                .to_str()
                .expect("a cookie is text")
                .split(';')
                .next()
                .unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie has a value");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let bytes = body.collect().await.expect("the body comes whole").to_bytes();
        Answer {
            status: parts.status.as_u16(),
            location: parts
                .headers
                .get(header::LOCATION)
                .map(|value| value.to_str().expect("an address is text").to_owned()),
            headers: parts.headers,
            // Eyes see no difference between the two spaces.
            text: String::from_utf8_lossy(&bytes).replace('\u{a0}', " "),
        }
    }
}
