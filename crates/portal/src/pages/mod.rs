//! One file per page: its view, its form, its handler.

pub(crate) mod cabinet;
pub(crate) mod change;
pub(crate) mod demo;
pub(crate) mod failure;
pub(crate) mod public;
pub(crate) mod ra;
