//! The office as data: entities, process tables, rights, terms. Pure.
//!
//! No async, no I/O, no clock: time is always an argument. A process is one file with an enum of states, an enum of
//! actions and one table of rules; everything that moves a case (checks, buttons, step trackers, diagrams) comes from it.

pub mod access;
pub mod account;
pub mod adherence;
pub mod certificate;
pub mod client;
pub mod deed;
pub mod document;
pub mod field;
pub mod id;
pub mod installation;
pub mod message;
pub mod organization;
pub mod paper_copy;
pub mod person;
pub mod process;
pub mod registration;
pub mod regulation;
pub mod request;
pub mod rights;
pub mod session;
pub mod status;
pub mod subject;
pub mod task;
pub mod timer;
