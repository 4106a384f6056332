//! Who is here: read once per request, used by every page.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::rights::{Actor, Role};
use office::{
    Refusal,
    views::{self, SessionView},
};

use super::{cookies::Cookie, csrf};
use crate::{
    done::Done,
    portal::Portal,
    shell::{Shell, Theme, Viewer, Workplace},
};

/// One request of one person.
#[derive(Debug, Clone)]
pub(crate) struct Visit(Arc<Facts>);

#[derive(Debug)]
struct Facts {
    session: Option<SessionView>,
    secret: String,
    /// The secret was made now; the answer carries it to the browser.
    fresh: bool,
    theme: Option<Theme>,
    path: String,
    done: Option<Done>,
    address: IpAddr,
    agent: String,
    code: String,
}

impl Visit {
    /// Reads cookies, the session behind them, and where the request came from.
    pub(crate) async fn read(portal: &Portal, request: &Parts) -> (Self, Option<Refusal>) {
        let (headers, transport) = (&request.headers, portal.transport().cookies());
        let token = Cookie::Session.read(transport, headers);
        let (session, refusal) = match &token {
            Some(token) => match views::session(portal.office(), token).await {
                Ok(session) => (session, None),
                Err(refusal) => (None, Some(refusal)),
            },
            None => (None, None),
        };
        let known = Cookie::Visit
            .read(transport, headers)
            .filter(|secret| secret.len() >= 32);
        let fresh = known.is_none();
        let secret = match (&session, token) {
            (Some(_), Some(token)) => token,
            _ => known.unwrap_or_else(|| URL_SAFE_NO_PAD.encode(portal.random::<32>())),
        };
        let [a, b, c] = portal.random::<3>();
        let facts = Facts {
            fresh: fresh && session.is_none(),
            session,
            secret,
            theme: Cookie::Theme
                .read(transport, headers)
                .and_then(|word| Theme::parse(&word)),
            path: request.uri.path().to_owned(),
            done: Cookie::Done
                .read(transport, headers)
                .and_then(|word| Done::parse(&word)),
            address: address(portal, request),
            agent: text(headers, header::USER_AGENT).chars().take(200).collect(),
            code: format!("{a:02X}{b:02X}-{c:02X}"),
        };
        (Self(Arc::new(facts)), refusal)
    }

    /// The secret to be carried to the browser, when it has none yet.
    pub(crate) fn fresh_secret(&self) -> Option<&str> {
        self.0.fresh.then_some(self.0.secret.as_str())
    }

    /// What the form before this page has done; the page says it, and nobody says it again.
    pub(crate) fn done(&self) -> Option<Done> {
        self.0.done
    }

    /// Who acts.
    pub(crate) fn actor(&self) -> &Actor {
        const VISITOR: &Actor = &Actor::VISITOR;
        self.0.session.as_ref().map_or(VISITOR, |session| &session.actor)
    }

    /// The session, when there is one.
    pub(crate) fn session(&self) -> Option<&SessionView> {
        self.0.session.as_ref()
    }

    /// The form on this person's page carried this token.
    pub(crate) fn owns(&self, token: &str) -> bool {
        csrf::holds(&self.0.secret, token)
    }

    /// Path of the request.
    pub(crate) fn path(&self) -> &str {
        &self.0.path
    }

    /// Network address of the browser.
    pub(crate) fn address(&self) -> String {
        // Whoever has one IPv6 address has 2^64 of them: limits count the network.
        match self.0.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }

    /// Browser, as it calls itself.
    pub(crate) fn agent(&self) -> &str {
        &self.0.agent
    }

    /// «7F3A-19»: the mark of this request in the log and on error pages.
    pub(crate) fn code(&self) -> &str {
        &self.0.code
    }

    /// The frame of a page.
    pub(crate) fn shell(&self, portal: &Portal) -> Shell {
        Shell {
            site: portal.site(),
            path: self.0.path.clone(),
            theme: self.0.theme,
            csrf: csrf::token(&self.0.secret, portal.random()),
            viewer: self.session().map(viewer),
            done: self.0.done.map(Done::sentence),
            failed: false,
        }
    }
}

fn viewer(session: &SessionView) -> Viewer {
    let (role, workplace) = match session.actor.role {
        Role::RaOperator => ("Оператор УЦ", Workplace::Office),
        Role::CaUser if !session.must_acknowledge => (
            "Пользователь УЦ",
            Workplace::Cabinet {
                messages: session.unread,
            },
        ),
        _ => ("Пользователь УЦ", Workplace::Entry),
    };
    Viewer {
        name: session.account.short_name.clone(),
        role: role.to_owned(),
        organization: session.organization.clone(),
        workplace,
    }
}

/// The browser's address: the peer's, or what a trusted proxy says of it.
fn address(portal: &Portal, request: &Parts) -> IpAddr {
    let peer = request
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.ip());
    let trusted = portal.transport().proxies();
    if !trusted.contains(&peer) {
        return peer;
    }
    // A proxy may add a line of its own to what the client sent: only the last hops are what proxies say.
    let lines = request.headers.get_all("x-forwarded-for").iter();
    let chain: Vec<&str> = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut hops = chain.into_iter().rev().map_while(hop);
    hops.find(|hop| !trusted.contains(hop)).unwrap_or(peer)
}

/// `192.0.2.1`, `192.0.2.1:5000`, `2001:db8::1`, `[2001:db8::1]:5000`.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    text.parse().ok().or_else(with_port)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
