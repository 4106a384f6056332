//! Integers, fields and curves. Nothing here knows of signatures or encodings.
//!
//! Secrets meet only [`limbs`], [`montgomery`], [`fold`], [`complete`], [`safegcd`], [`edwards`], [`comb`] and [`windows`],
//! which neither branch on them nor use them as an index. [`jacobian`] and [`public`] are for public values.

pub(crate) mod comb;
mod complete;
pub(crate) mod curve;
pub(crate) mod edwards;
pub(crate) mod field;
pub(crate) mod fold;
mod jacobian;
pub(crate) mod limbs;
pub(crate) mod montgomery;
mod points;
mod public;
mod safegcd;
pub(crate) mod weierstrass;
mod windows;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
