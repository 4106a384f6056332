//! Pages of the portal: parse the request, name the operation, show the outcome.

mod assets;
mod done;
#[cfg(any(test, feature = "gallery"))]
pub mod gallery;
mod kit;
mod page;
mod pages;
mod portal;
mod router;
mod shell;
mod site;
mod told;
mod web;

pub use crate::{
    assets::inventory,
    portal::{Demo, DemoLetter, DemoPerson, Settings, Transport},
    router::router,
    site::{Colour, ColourError, Site},
};
