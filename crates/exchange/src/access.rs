//! The gate to УСОИ: who may come in. Its real protocol is not known to us, so this is the port only; whoever knows the
//! protocol writes the adapter. Without one a person carries the orders out.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use domain::access::{Access, AccessOrder};

/// An answer on its way.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, AccessError>> + Send + 'a>>;

/// What the office asks of УСОИ.
pub trait AccessGate: Send + Sync + Debug {
    /// Carries an order out; the same order twice changes nothing.
    fn put<'a>(&'a self, order: &'a AccessOrder) -> Answer<'a, ()>;

    /// What the system says of a person, by СНИЛС digits; nothing when it was never told.
    fn status<'a>(&'a self, snils: &'a str) -> Answer<'a, Option<Access>>;
}

/// Why an order was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// The system does not answer.
    #[error("the system does not answer: {0}")]
    Unreachable(String),
    /// The system refuses.
    #[error("the system refuses: {0}")]
    Refused(String),
}
