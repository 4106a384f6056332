//! `observe`: looks at an installation from outside, as whoever relies on it does, and believes nothing but the root given.

mod lists;
mod outside;
mod services;

use std::path::PathBuf;

use clap::Args;
use office::clock::{Clock, SystemClock};
use office::watch::{Finding, Severity, worst};
use pki::certificate::Certificate;
use rand::Rng;

use self::outside::Outside;
use crate::open;
use crate::outcome::Refused;

#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Address of the portal.
    #[arg(long)]
    url: String,
    /// Certificate of the root, PEM or DER, from a source that is not this portal.
    #[arg(long)]
    root: PathBuf,
    /// One JSON object instead of lines.
    #[arg(long)]
    json: bool,
}

/// What the looks share.
struct Look {
    outside: Outside,
    /// This machine's clock, unix seconds.
    now: i64,
    root: Certificate,
    nonce: [u8; 16],
}

pub(crate) async fn run(options: Options) -> Result<(), Refused> {
    // The only provider of cryptography for TLS; a second call would find it installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let json = options.json;
    let findings = tokio::task::spawn_blocking(move || observe(&options))
        .await
        .map_err(|error| Refused::new("observe", error.to_string()))??;
    crate::doctor::print(&findings, json);
    match worst(&findings) {
        Severity::Error => Err(Refused::new("unhealthy", "есть ошибки, смотрите выше")),
        Severity::Ok | Severity::Warning => Ok(()),
    }
}

fn observe(options: &Options) -> Result<Vec<Finding>, Refused> {
    let bytes = std::fs::read(&options.root).map_err(|error| Refused::file(&options.root, &error))?;
    let root = Certificate::parse(&bytes).map_err(|error| Refused::new(error.code(), error.to_string()))?;
    let mut nonce = [0; 16];
    open::system_rng()?.fill_bytes(&mut nonce);
    // The content of a positive INTEGER without leading zeros.
    nonce[0] = nonce[0] & 0x3f | 0x40;
    let look = Look {
        outside: Outside::new(&options.url),
        now: SystemClock::default().now().as_second(),
        root,
        nonce,
    };
    let mut findings = vec![portal(&look)];
    match issuing(&look) {
        Ok(issuing) => {
            findings.push(Finding::ok("authority", "издающий УЦ подписан корнем"));
            findings.push(lists::root(&look));
            let (finding, listed) = lists::issuing(&look, &issuing);
            findings.push(finding);
            findings.push(services::ocsp(&look, &issuing, listed.as_deref()));
            findings.push(services::tsp(&look, &issuing));
        }
        Err(wrong) => findings.push(Finding::error("authority", wrong)),
    }
    Ok(findings)
}

fn portal(look: &Look) -> Finding {
    match look.outside.get("/healthz") {
        Ok(_) => Finding::ok("portal", "отвечает"),
        Err(wrong) => Finding::error("portal", wrong),
    }
}

/// The issuing authority that the portal shows, if the root has signed it and it is in force.
fn issuing(look: &Look) -> Result<Certificate, String> {
    let issuing = Certificate::parse(&look.outside.get("/ca/issuing.cer")?).map_err(|error| error.to_string())?;
    let key = look.root.public_key().map_err(|error| error.to_string())?;
    issuing.verify(&key).map_err(|error| error.to_string())?;
    if look.now < issuing.not_before() || look.now > issuing.not_after() {
        return Err("сертификат издающего УЦ не действует сейчас".into());
    }
    Ok(issuing)
}
