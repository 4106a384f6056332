//! A file that somebody shows: what it is, who signed it, whether it holds, and why not. Nothing is kept.

mod item;
mod signature;

pub use item::{Item, read_items};
pub use signature::{SignatureError, SignatureReport, StampError, StampReport, examine_signatures};
