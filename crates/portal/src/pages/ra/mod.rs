//! The operator's workplace.

pub(crate) mod adherence;
pub(crate) mod certificates;
pub(crate) mod copies;
pub(crate) mod organization;
pub(crate) mod organizations;
pub(crate) mod queue;
pub(crate) mod registration;
pub(crate) mod registration_form;
pub(crate) mod request;
pub(crate) mod request_steps;

/// A rejection stands beside a return and cannot be undone, so it is asked for twice.
const NOT_FINAL: &str = "Отметьте, что решение окончательное: отменить его нельзя";
