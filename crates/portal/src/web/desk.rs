//! What a handler works with: the portal and the person before it, already sorted by what they may open.
//! The office checks every right again; here people are only sent to the step they have to take first.

use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
};
use domain::rights::{Actor, Role};
use office::{Office, Operate, Refusal, Seen};
use serde::de::DeserializeOwned;

use super::{Failure, Visit};
use crate::{done::Done, kit::Filled, portal::Portal, shell::Shell};

/// The portal and one person before it.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) portal: Portal,
    pub(crate) visit: Visit,
}

impl Desk {
    pub(crate) fn office(&self) -> &Office {
        self.portal.office()
    }

    pub(crate) fn actor(&self) -> &Actor {
        self.visit.actor()
    }

    /// The frame of a page.
    pub(crate) fn shell(&self) -> Shell {
        self.visit.shell(&self.portal)
    }

    /// The frame of a page that shows what is wrong.
    pub(crate) fn failed_shell(&self) -> Shell {
        Shell {
            failed: true,
            ..self.shell()
        }
    }

    /// Takes a decision on the case as its page showed it; `outcome` is what the next page says.
    pub(crate) async fn decide<C: Operate<Outcome = ()>>(
        &self,
        form: &Filled,
        command: C,
        outcome: Done,
    ) -> Result<Done, Refusal> {
        let version = form.version();
        let decided = self.office().perform(self.actor(), Seen { version, command }).await;
        decided.map(|()| outcome)
    }

    /// Where this person's part begins, and what comes before it.
    pub(crate) fn home(&self) -> &'static str {
        match self.visit.session() {
            None => "/login",
            Some(session) => match session.actor.role {
                Role::NewUser => "/cabinet/password",
                Role::RaOperator => "/ra",
                _ if session.must_acknowledge => "/cabinet/regulation",
                _ => "/cabinet",
            },
        }
    }

    /// Lets in people of `role` who owe nothing; the others go where they have to.
    fn admit(self, role: Role) -> Result<Self, Failure> {
        match self.visit.session() {
            None => Err(Failure::SignIn),
            Some(session) if session.actor.role == Role::NewUser || session.must_acknowledge => {
                Err(Failure::First(self.home()))
            }
            Some(session) if session.actor.role == role => Ok(self),
            Some(_) => Err(Failure::Status(StatusCode::FORBIDDEN)),
        }
    }
}

macro_rules! desks {
    ($($(#[$doc:meta])* $name:ident: $admit:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name(pub(crate) Desk);

        impl FromRequestParts<Portal> for $name {
            type Rejection = Failure;

            async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Failure> {
                let visit = Visit::from_request_parts(parts, portal).await.map_err(Failure::Status)?;
                let admit: fn(Desk) -> Result<Desk, Failure> = $admit;
                admit(Desk { portal: portal.clone(), visit }).map(Self)
            }
        }

        impl AsRef<Desk> for $name {
            fn as_ref(&self) -> &Desk {
                &self.0
            }
        }
    )+};
}

desks! {
    /// Anyone, signed in or not.
    Anyone: Ok;
    /// Someone in the middle of the first sign-in, or past it.
    Newcomer: |desk| if desk.visit.session().is_some() { Ok(desk) } else { Err(Failure::SignIn) };
    /// Anyone signed in who owes nothing.
    Signed: |desk| {
        let role = desk.actor().role;
        desk.admit(role)
    };
    /// A user of the authority.
    User: |desk| desk.admit(Role::CaUser);
    /// An operator.
    Operator: |desk| desk.admit(Role::RaOperator);
}

/// An id in the address; what is no id leads nowhere.
#[derive(Debug)]
pub(crate) struct Id<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Portal> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Failure> {
        let path = Path::<T>::from_request_parts(parts, portal).await;
        path.map(|Path(id)| Self(id))
            .map_err(|_| Failure::Status(StatusCode::NOT_FOUND))
    }
}
