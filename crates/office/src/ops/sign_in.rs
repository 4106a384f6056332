//! Signs in by login and password; guessing is slowed per account and per network address.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::account::Account;
use domain::id::SessionId;
use domain::rights::{Operation, Role};
use domain::session::Session;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use storage::{Stored, accounts};

use crate::refusal::{Refusal, SignInRefusal};
use crate::{Operate, Step, limiter, passwords};

/// A session ends after a working day whatever happens.
const SESSION: SignedDuration = SignedDuration::from_hours(10);
/// What was typed, and from where.
#[derive(Clone, Default)]
pub struct Command {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
    /// Network address.
    pub address: String,
    /// User-Agent.
    pub agent: String,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignIn")
    }
}

/// A started session.
#[derive(Clone)]
pub struct Outcome {
    /// The token of the cookie: the only place it exists.
    pub token: String,
    /// Role of the moment.
    pub role: Role,
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignedIn({:?})", self.role)
    }
}

impl Operate for Command {
    const OPERATION: Operation = Operation::SignIn;
    type Outcome = Outcome;

    async fn run(&self, step: &mut Step<'_>) -> Result<Outcome, Refusal> {
        let parts = &step.office.parts;
        let too_many = |retry_after| Refusal::TooMany { retry_after };
        parts
            .limiter
            .allowed("sign-in", &self.address, limiter::SIGN_IN, step.now)
            .map_err(too_many)?;
        if self.password.len() > passwords::MAX_LENGTH * 4 || self.login.len() > 128 {
            return Err(SignInRefusal::Wrong.into());
        }
        let waits = |minutes| SignInRefusal::Locked { minutes };
        parts
            .guesses
            .allowed(&self.login, &self.address, step.now)
            .map_err(waits)?;
        let account = accounts::by_login(step.db(), self.login.trim()).await?;
        let hash = account.as_ref().map(|account| account.password.hash.clone());
        let good = passwords::verify(hash, &self.password).await?;
        let Some(mut account) = account.filter(|_| good) else {
            parts.guesses.failed(&self.login, &self.address, step.now);
            // A full window is told at the next try.
            let _ = parts
                .limiter
                .count("sign-in", &self.address, limiter::SIGN_IN, step.now);
            step.keep_on_refusal();
            return Err(SignInRefusal::Wrong.into());
        };
        parts.guesses.succeeded(&self.login, &self.address);
        step.about(account.id);
        spend_temporary(step, &mut account)?;
        step.update(&account);
        Ok(self.start_session(step, &account))
    }
}

impl Command {
    fn start_session(&self, step: &mut Step<'_>, account: &Stored<Account>) -> Outcome {
        let token = URL_SAFE_NO_PAD.encode(step.office.random::<32>());
        let session = Session {
            id: SessionId::new(step.now, step.random()),
            token_hash: token_hash(&token),
            account: account.id,
            created_at: step.now,
            seen_at: step.now,
            expires_at: step.now.saturating_add(SESSION).unwrap_or(step.now),
            address: self.address.clone(),
            agent: self.agent.chars().take(160).collect(),
            ended_at: None,
        };
        step.insert(&session);
        step.office.parts.idle.seen(session.id, step.now, step.now);
        step.note("session", session.id.to_string());
        Outcome {
            token,
            role: account.role_now(),
        }
    }
}

/// A temporary password opens once, and not after its term.
fn spend_temporary(step: &Step<'_>, account: &mut Stored<Account>) -> Result<(), Refusal> {
    match account.password.temporary_until {
        Some(until) if account.password.spent || until <= step.now => Err(SignInRefusal::TemporaryOver.into()),
        Some(_) => {
            account.password.spent = true;
            Ok(())
        }
        None => Ok(()),
    }
}

/// What is stored of a token.
pub(crate) fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
