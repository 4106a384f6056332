//! Cookies: which there are, how they are written and read.

use axum::http::{HeaderMap, HeaderValue, header};

/// How browsers reach the portal; it decides what a cookie may promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Transport {
    /// TLS, our own or a trusted proxy's.
    Secure,
    /// Plain HTTP on loopback: the demo and the development.
    Loopback,
}

/// A cookie of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Token of the session.
    Session,
    /// Secret of a visitor who is not signed in: the forms of the public pages are tied to it.
    Visit,
    /// Chosen colour scheme.
    Theme,
    /// What the form just sent has done: the next page says it and takes the cookie away.
    Done,
}

impl Cookie {
    const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Visit => "visit",
            Self::Theme => "theme",
            Self::Done => "done",
        }
    }

    /// Its name in the browser. `__Host-` binds it to this host and to TLS, which plain loopback can't promise.
    fn full_name(self, transport: Transport) -> String {
        match transport {
            Transport::Secure => format!("__Host-zaver-{}", self.name()),
            Transport::Loopback => format!("zaver-{}", self.name()),
        }
    }

    /// Finds its value.
    pub(crate) fn read(self, transport: Transport, headers: &HeaderMap) -> Option<String> {
        let name = self.full_name(transport);
        let lines = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        let pairs = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        pairs
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
            .next()
    }

    /// The header that sets it; an empty value takes it away.
    pub(crate) fn write(self, transport: Transport, value: &str) -> Option<HeaderValue> {
        let name = self.full_name(transport);
        let age = match (self, value) {
            (_, "") => "; Max-Age=0",
            (Self::Theme, _) => "; Max-Age=31536000",
            (Self::Done, _) => "; Max-Age=60",
            (Self::Session | Self::Visit, _) => "",
        };
        let secure = if transport == Transport::Secure { "; Secure" } else { "" };
        HeaderValue::try_from(format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_promises_what_its_transport_keeps() {
        let text = |cookie: Cookie, transport| cookie.write(transport, "x").unwrap().to_str().unwrap().to_owned();
        assert_eq!(
            text(Cookie::Session, Transport::Secure),
            "__Host-zaver-session=x; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        assert_eq!(
            text(Cookie::Session, Transport::Loopback),
            "zaver-session=x; Path=/; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn the_plain_name_is_not_taken_for_the_secure_one() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_static("zaver-session=evil; a=b; __Host-zaver-session=good"),
        );
        assert_eq!(
            Cookie::Session.read(Transport::Secure, &headers).as_deref(),
            Some("good")
        );
        assert_eq!(Cookie::Visit.read(Transport::Secure, &headers), None);
    }
}
