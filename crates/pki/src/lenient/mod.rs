//! Reading what others wrote. Certificates of the last fifteen years break RFC 5280 in places; a verifier reads them all
//! the same and says what is odd. What we issue ourselves goes through the strict readers.

mod oddity;
mod time;
mod values;

pub use oddity::{Oddities, Oddity, Remark};
pub(crate) use time::instant;
pub(crate) use values::{Value, Values, shortest_integer, tag};

/// What was read, and what is odd about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    pub value: T,
    pub remarks: alloc::vec::Vec<Remark>,
}
