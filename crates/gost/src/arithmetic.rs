//! Integers, fields and curves. Nothing here knows of signatures or encodings.

pub(crate) mod curve;
pub(crate) mod field;
pub(crate) mod limbs;
pub(crate) mod montgomery;
mod multiply;
pub(crate) mod weierstrass;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
