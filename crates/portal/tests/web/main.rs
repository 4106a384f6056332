//! The portal over a real office on an embedded database, spoken to as a browser does.

mod browser;
mod office;

mod access;
mod forms;
mod headers;
mod road;
mod status;
mod table;
mod verify;
