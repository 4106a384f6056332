//! Process tables: their structure, the roads of DOMAIN §1.3–1.6 written by hand, and their diagrams in the docs.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly, as the tests do")]

#[path = "processes/diagrams.rs"]
mod diagrams;
#[path = "processes/guards.rs"]
mod guards;
#[path = "processes/roads.rs"]
mod roads;
#[path = "processes/structure.rs"]
mod structure;
