//! What anybody may ask the authority for at any time: the status of a certificate (OCSP), a time stamp (TSP).

mod answers;
mod complaint;
mod ocsp;
mod serials;
mod stamper;
mod status_view;

pub use answers::{Answer, Lifetime};
pub use ocsp::{Responder, ResponderSettings};
pub use stamper::{Stamper, StamperSettings};
