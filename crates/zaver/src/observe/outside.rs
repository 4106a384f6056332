//! HTTP as a stranger speaks it: with patience and limits.

use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// Longer than an honest answer takes.
const PATIENCE: Duration = Duration::from_secs(20);
/// Larger than a list of a million.
const LARGEST: u64 = 128 << 20;

/// A portal from outside.
pub(super) struct Outside {
    agent: Agent,
    url: String,
}

impl Outside {
    pub(super) fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .tls_config(TlsConfig::builder().root_certs(trusted()).build())
            .build();
        Self {
            agent: config.into(),
            url: url.trim_end_matches('/').to_owned(),
        }
    }

    /// What lies at a path.
    pub(super) fn get(&self, path: &str) -> Result<Vec<u8>, String> {
        let answer = self.agent.get(format!("{}{path}", self.url)).call();
        read(path, answer)
    }

    /// The answer to a question; `None` when nobody answers questions there.
    pub(super) fn post(&self, path: &str, media_type: &str, question: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let request = self.agent.post(format!("{}{path}", self.url));
        match request.header("content-type", media_type).send(question) {
            Ok(answer) if answer.status() == 404 => Ok(None),
            answer => read(path, answer).map(Some),
        }
    }
}

/// What this machine trusts. Without any, an address with TLS is refused, which is told as every refusal is.
fn trusted() -> RootCerts {
    let found = rustls_native_certs::load_native_certs().certs;
    let roots: Vec<_> = found.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
    RootCerts::new_with_certs(&roots)
}

fn read(path: &str, answer: Result<ureq::http::Response<Body>, ureq::Error>) -> Result<Vec<u8>, String> {
    let mut answer = answer.map_err(|error| format!("{path}: {error}"))?;
    if !answer.status().is_success() {
        return Err(format!("{path}: ответ {}", answer.status().as_u16()));
    }
    let body = answer.body_mut().with_config().limit(LARGEST);
    body.read_to_vec().map_err(|error| format!("{path}: {error}"))
}
