//! A whole office for tests: a clock that moves when told, seeded randomness, keys of one ceremony, a mail box to look
//! into. Everything behind the pages is real; only the people are invented.

mod ceremony;
pub mod client;
mod parts;
pub mod people;
mod place;
mod road;
mod services;
mod test_office;

pub use place::Place;
pub use road::{User, scan};
pub use services::{POLICY, TestTime};
pub use test_office::{PublishedList, START, TestOffice, operator};
