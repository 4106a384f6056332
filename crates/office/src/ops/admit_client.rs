//! Admits an information system to the API: the administrator of the server asks for it on the command line.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::client::Client;
use domain::id::ClientId;
use domain::rights::{Operation, Role};
use jiff::ToSpan;
use sha2::{Digest, Sha256};

use crate::ops::submit_key::hex;
use crate::refusal::{Fault, Refusal};
use crate::{Operate, Step};

/// So that a token is known for what it is wherever it turns up.
const PREFIX: &str = "zaver_";

/// Which system, what for, how long.
#[derive(Clone, Debug)]
pub struct Command {
    /// What the administrator calls it.
    pub name: String,
    /// Codes of operations.
    pub operations: Vec<String>,
    /// Days the token is good for.
    pub days: u16,
}

/// The token is told once and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Id.
    pub id: ClientId,
    /// Token.
    pub token: String,
}

impl std::fmt::Debug for Admitted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Admitted({})", self.id)
    }
}

impl Operate for Command {
    const OPERATION: Operation = Operation::AdmitClient;
    type Outcome = Admitted;

    async fn run(&self, step: &mut Step<'_>) -> Result<Admitted, Refusal> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            return Err(Refusal::field("name", "Назовите систему: от 1 до 100 знаков"));
        }
        if self.operations.is_empty() {
            return Err(Refusal::field("operation", "Назовите хотя бы одну операцию"));
        }
        for code in &self.operations {
            if !Operation::by_code(code).is_some_and(|operation| operation.permits(Role::Client)) {
                return Err(Refusal::field(
                    "operation",
                    format!(
                        "Операции {code} нет среди доступных системам: {}",
                        on_offer().join(", ")
                    ),
                ));
            }
        }
        let expires_at = step.now.checked_add((i64::from(self.days.max(1)) * 24).hours());
        let expires_at = expires_at.map_err(|error| Fault::Stored(error.to_string()))?;
        let token = format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(step.office.random::<32>()));
        let id = ClientId::new(step.now, step.random());
        step.insert(&Client {
            id,
            name: name.into(),
            token_hash: token_hash(&token),
            operations: self.operations.clone(),
            created_at: step.now,
            expires_at,
            ended_at: None,
        });
        step.about(id);
        step.note("operations", self.operations.clone());
        Ok(Admitted { id, token })
    }
}

/// Codes of what systems may be allowed.
#[must_use]
pub fn on_offer() -> Vec<&'static str> {
    let offered = Operation::ALL
        .iter()
        .filter(|operation| operation.permits(Role::Client));
    offered.map(|operation| operation.code()).collect()
}

/// What is stored of a token: it has 256 random bits, so one hash is enough.
pub(crate) fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
