//! The office as a whole, on both databases: the road, its refusals, its terms, its secrets.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly, as the tests do")]

// The name by which every other room knows it.
extern crate zaver_office as office;

mod access;
mod alone;
mod both;
mod concurrency;
mod crash;
mod eyes;
mod faces;
mod fields;
mod guards;
mod journal;
mod keys;
mod lists;
mod next_action;
mod publication;
mod registration;
mod requests;
mod road;
mod sessions;
mod status;
mod systems;
mod terms;
mod time;
mod told;
mod visibility;
mod watch;
