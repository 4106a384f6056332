//! Process tables: their structure, the roads of DOMAIN §1.3–1.6 written by hand, and their diagrams in the docs.

#[path = "processes/diagrams.rs"]
mod diagrams;
#[path = "processes/guards.rs"]
mod guards;
#[path = "processes/roads.rs"]
mod roads;
#[path = "processes/structure.rs"]
mod structure;
