//! The public registry: by exact serial number, СНИЛС or ИНН; the answer is masked, the rate limited, no bulk export.

use domain::certificate::{Certificate, CertificateState};
use domain::rights::Operation;
use jiff::Timestamp;
use requisites::{InnLegal, InnPerson, Snils};
use storage::{Stored, certificates};

use crate::refusal::Refusal;
use crate::{Operate, Step, limiter};

/// Shown at most: a person has few certificates, an organisation is not to be listed.
const MOST: u32 = 20;

/// What is looked for, and from where.
#[derive(Clone)]
pub struct Command {
    /// Serial number, СНИЛС or ИНН as typed.
    pub query: String,
    /// Network address.
    pub address: String,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SearchRegistry")
    }
}

/// One certificate as anyone may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Serial number.
    pub serial: String,
    /// «Соколова М. А.».
    pub holder: String,
    /// Organisation.
    pub organization: String,
    /// Status.
    pub state: CertificateState,
    /// First instant.
    pub not_before: Timestamp,
    /// Last instant.
    pub not_after: Timestamp,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::SearchRegistry;
    type Outcome = Vec<Hit>;

    async fn run(&self, step: &mut Step<'_>) -> Result<Vec<Hit>, Refusal> {
        step.office
            .parts
            .limiter
            .count("registry", &self.address, limiter::REGISTRY, step.now)
            .map_err(|retry_after| Refusal::TooMany { retry_after })?;
        let found = self.find(step).await?;
        step.note("found", found.len());
        let shown = found.into_iter().filter(|one| one.state != CertificateState::Issuing);
        Ok(shown.map(|one| hit(one.value)).collect())
    }
}

impl Command {
    async fn find(&self, step: &Step<'_>) -> Result<Vec<Stored<Certificate>>, Refusal> {
        let typed: String = self
            .query
            .chars()
            .filter(|sign| !sign.is_whitespace() && *sign != ':')
            .collect();
        if typed.len() == 32 && typed.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return Ok(certificates::by_serial(step.db(), &typed.to_uppercase())
                .await?
                .into_iter()
                .collect());
        }
        // How many digits there are says what was meant; whether they make one is said in its own words.
        let mistyped = |error: &dyn std::fmt::Display| Refusal::field("query", error.to_string());
        let inn = match typed.chars().filter(char::is_ascii_digit).count() {
            11 => {
                let snils = Snils::parse(&self.query).map_err(|error| mistyped(&error))?;
                return Ok(certificates::by_snils(step.db(), snils.digits(), MOST).await?);
            }
            12 => InnPerson::parse(&self.query)
                .map_err(|error| mistyped(&error))?
                .digits()
                .to_owned(),
            10 => InnLegal::parse(&self.query)
                .map_err(|error| mistyped(&error))?
                .digits()
                .to_owned(),
            _ => {
                return Err(Refusal::field(
                    "query",
                    "Введите серийный номер целиком (32 знака), СНИЛС (11 цифр) или ИНН (10 или 12 цифр)",
                ));
            }
        };
        Ok(certificates::by_inn(step.db(), &inn, MOST).await?)
    }
}

fn hit(certificate: Certificate) -> Hit {
    Hit {
        holder: masked(&certificate.holder),
        serial: certificate.serial,
        organization: certificate.organization,
        state: certificate.state,
        not_before: certificate.not_before,
        not_after: certificate.not_after,
    }
}

/// «Соколова Мария Андреевна» → «Соколова М. А.».
fn masked(holder: &str) -> String {
    let mut words = holder.split_whitespace();
    let surname = words.next().unwrap_or_default().to_owned();
    words
        .filter_map(|word| word.chars().next())
        .fold(surname, |name, initial| format!("{name} {initial}."))
}
