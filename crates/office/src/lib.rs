//! Use cases: one file, one operation; timers; the committer, the only writer.
//!
//! Everything comes in by [`Office::perform`]: it checks the right of the actor, lets the operation read and decide, and
//! gives the write-set to the committer. Pages read through [`views`], which check the same rights and journal the look.

pub mod access;
mod asked;
mod bounded;
mod committer;
pub mod crl;
mod idle;
mod issuing;
mod letters;
mod limiter;
mod office;
mod outbox;
mod passwords;
mod printing;
mod status;
mod step;
mod terms;
mod timers;
pub mod told;
pub mod watch;

pub mod clock;
pub mod crash;
pub mod form;
mod guesses;
pub mod journal;
pub mod ops;
pub mod profiles;
pub mod refusal;
pub mod services;
pub mod views;

pub use crl::ListTerms;
pub use form::Download;
pub use issuing::{Issued, SystemRequest, issue_certificate, issue_for_system, issue_seen};
pub use office::{CaFiles, Health, Office, Parts};
pub use outbox::deliver_letters;
pub use refusal::{Refusal, RefusalKind};
pub use step::{Operate, Seen, Step};
pub use terms::{Due, Tone};
pub use timers::{run_background, tick};
