//! Changes of a certificate's status: who may ask for what, for which reason, and what lists of revoked certificates say.

mod change;
mod reason;
mod record;

pub use change::StatusRefusal;
pub use reason::{Asker, HoldReason, RevocationReason};
pub use record::{CERTIFICATE_HOLD, CESSATION_OF_OPERATION, Hold, Listing, StatusChange, StatusReason, Will};
