//! The portal as a whole: what it is built of.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use office::Office;
use rand::{Rng as _, rngs::StdRng};

use crate::{site::Site, web};

/// How browsers reach the portal.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Plain HTTP on loopback.
    Loopback,
    /// TLS of our own.
    Tls,
    /// A proxy in front ends TLS; only these peers may say whose request it is.
    Proxy(Vec<IpAddr>),
}

impl Transport {
    pub(crate) const fn is_secure(&self) -> bool {
        !matches!(self, Self::Loopback)
    }

    pub(crate) const fn cookies(&self) -> web::CookieTransport {
        if self.is_secure() {
            web::CookieTransport::Secure
        } else {
            web::CookieTransport::Loopback
        }
    }

    pub(crate) fn proxies(&self) -> &[IpAddr] {
        match self {
            Self::Proxy(peers) => peers,
            Self::Loopback | Self::Tls => &[],
        }
    }
}

/// What a portal is built of.
#[derive(Debug)]
pub struct Settings {
    /// Names and colours.
    pub site: Site,
    /// Text of the регламент, Markdown.
    pub regulation: String,
    /// How to get a certificate, Markdown.
    pub instruction: String,
    /// How browsers come.
    pub transport: Transport,
    /// Seeded from the system, or by a test: tokens of forms and codes of answers.
    pub rng: StdRng,
    /// The corner of a demonstration; a real installation has none.
    pub demo: Option<Arc<dyn Demo>>,
}

/// What the corner of a demonstration can show and do.
pub trait Demo: Send + Sync + std::fmt::Debug {
    /// Who can sign in.
    fn people(&self) -> Vec<DemoPerson>;
    /// Letters that were sent, newest first.
    fn letters(&self) -> Vec<DemoLetter>;
    /// Moves the clock forward.
    fn advance(&self, hours: u32);
}

/// Someone to sign in as.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// «Оператор УЦ».
    pub role: String,
    /// ФИО.
    pub name: String,
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
}

/// A letter of the demonstration.
#[derive(Debug, Clone)]
pub struct DemoLetter {
    /// Address.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Text.
    pub text: String,
}

/// The portal. A cheap clone.
#[derive(Debug, Clone)]
pub(crate) struct Portal(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    office: Office,
    site: Arc<Site>,
    /// HTML of the settings' Markdown.
    regulation: String,
    instruction: String,
    transport: Transport,
    rng: Mutex<StdRng>,
    demo: Option<Arc<dyn Demo>>,
}

impl Portal {
    pub(crate) fn new(office: Office, settings: Settings) -> Self {
        Self(Arc::new(Inside {
            office,
            site: Arc::new(settings.site),
            regulation: web::markdown(&settings.regulation),
            instruction: web::markdown(&settings.instruction),
            transport: settings.transport,
            rng: Mutex::new(settings.rng),
            demo: settings.demo,
        }))
    }

    pub(crate) fn office(&self) -> &Office {
        &self.0.office
    }

    pub(crate) fn site(&self) -> Arc<Site> {
        self.0.site.clone()
    }

    pub(crate) fn regulation(&self) -> &str {
        &self.0.regulation
    }

    pub(crate) fn instruction(&self) -> &str {
        &self.0.instruction
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.0.transport
    }

    pub(crate) fn demo(&self) -> Option<&dyn Demo> {
        self.0.demo.as_deref()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0
            .rng
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }
}
