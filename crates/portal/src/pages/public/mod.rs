//! The public site.

pub(crate) mod ca;
pub(crate) mod home;
pub(crate) mod info;
pub(crate) mod login;
pub(crate) mod registry;
pub(crate) mod theme;
pub(crate) mod verify;
