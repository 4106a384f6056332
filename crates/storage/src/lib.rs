//! Repositories and migrations for SQLite and PostgreSQL.
//!
//! One SQL text serves both databases; the few differences live in `db`. Reading is open to the office; writing goes
//! through a [`WriteSet`], which only the office's committer applies.

mod aggregate;
mod blob;
mod copy;
mod db;
mod hold;
mod journal;
mod queue;
mod tables;
mod value;
mod write_set;

pub mod access_orders;
pub mod accounts;
pub mod adherences;
pub mod certificates;
pub mod clients;
pub mod counters;
pub mod crls;
pub mod documents;
pub mod letters;
pub mod messages;
pub mod organizations;
pub mod paper_copies;
pub mod registrations;
pub mod requests;
pub mod sessions;
pub mod statuses;
pub mod tasks;
pub mod timers;

pub use aggregate::{Aggregate, Stored};
pub use blob::{blob, blob_names};
pub use copy::{Copied, CopyError, copy};
pub use db::{Db, DbError, Location, Tx};
pub use hold::Hold;
pub use journal::{JournalRow, journal_epoch, journal_head, journal_heads, journal_page};
pub use value::Value;
pub use write_set::{ApplyError, Change, WriteSet};
