//! Pages of the portal: parse the request, name the operation, show the outcome.

mod assets;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
mod kit;
mod page;
mod pages;
mod shell;
mod site;

pub use crate::{
    assets::inventory,
    site::{Colour, ColourError, Site},
};
