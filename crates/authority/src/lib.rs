//! The authority: keys in custody, issuing in the safe order, revocation lists, the journal chain.
//!
//! | module | what |
//! | --- | --- |
//! | [`ceremony`] | makes the root, the issuing УЦ and the journal key from a plan; the only place that knows a root key |
//! | [`custody`] | keeps the working keys behind an async [`custody::Signer`] that takes typed requests |
//! | [`issuing`] | prepares a certificate (step A) and completes it (step B) |
//! | [`crl`] | prepares a revocation list, with a gate against lists that lose entries |
//! | [`journal`] | the chain of records that proves itself |
//! | [`settings`] | what the installation says about itself in certificates |
//!
//! Nothing here stores, reads a clock or draws randomness: bytes go out, time and randomness come in. The one
//! exception is the signer's own log, which belongs to the keys and to nobody else.

pub mod ceremony;
pub mod crl;
pub mod custody;
mod encoding;
pub mod issuing;
pub mod journal;
mod linting;
pub mod settings;
