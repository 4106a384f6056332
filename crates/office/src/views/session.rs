//! Who is signed in, and from where else.

use domain::account::Account;
use domain::organization::Organization;
use domain::registration::Registration;
use domain::rights::{Actor, Operation, Role};
use domain::session::Session;
use storage::{Stored, messages, sessions as stored_sessions};

use crate::Office;
use crate::ops::sign_in::token_hash;
use crate::refusal::Refusal;

/// A living session.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// Who acts.
    pub actor: Actor,
    /// Account.
    pub account: Account,
    /// The user must acknowledge the current edition first.
    pub must_acknowledge: bool,
    /// Unread messages.
    pub unread: usize,
    /// Short name of a user's organisation.
    pub organization: Option<String>,
}

/// Newest messages counted for the bell.
const COUNTED: u32 = 50;

/// The session of a token, when it lives.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn session(office: &Office, token: &str) -> Result<Option<SessionView>, Refusal> {
    let db = &office.parts.db;
    if token.len() > 128 {
        return Ok(None);
    }
    let Some(session) = stored_sessions::by_token(db, &token_hash(token), office.now()).await? else {
        return Ok(None);
    };
    if !office.parts.idle.seen(session.id, session.created_at, office.now()) {
        return Ok(None);
    }
    let account: Option<Stored<Account>> = db.get(session.account).await?;
    let Some(account) = account else { return Ok(None) };
    let role = account.role_now();
    let unread = if role == Role::CaUser {
        messages::of(db, account.id, COUNTED)
            .await?
            .iter()
            .filter(|message| message.read_at.is_none())
            .count()
    } else {
        0
    };
    Ok(Some(SessionView {
        actor: Actor {
            role,
            account: Some(account.id),
            session: Some(session.id),
            grant: None,
        },
        must_acknowledge: role == Role::CaUser && !account.knows(&office.regulation().edition),
        organization: organization(office, &account).await?,
        account: account.value,
        unread,
    }))
}

async fn organization(office: &Office, account: &Account) -> Result<Option<String>, Refusal> {
    let Some(registration) = account.registration else {
        return Ok(None);
    };
    let registration: Option<Stored<Registration>> = office.parts.db.get(registration).await?;
    let Some(registration) = registration else {
        return Ok(None);
    };
    let organization: Option<Stored<Organization>> = office.parts.db.get(registration.organization).await?;
    Ok(organization.map(|organization| organization.value.short_name))
}

/// Living sessions of the actor's account; the current one is first to be told apart by its id.
///
/// # Errors
/// [`Refusal`].
pub async fn sessions(office: &Office, actor: &Actor) -> Result<Vec<Session>, Refusal> {
    office.look(actor, Operation::ViewSessions, None).await?;
    let account = actor.account.ok_or(Refusal::SignInNeeded)?;
    let mut living = stored_sessions::of(&office.parts.db, account, office.now()).await?;
    for session in &mut living {
        session.seen_at = office.parts.idle.last_seen(session.id).unwrap_or(session.seen_at);
    }
    Ok(living.into_iter().map(|session| session.value).collect())
}
