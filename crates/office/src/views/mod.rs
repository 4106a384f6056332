//! What pages show. Every view checks the right of the actor; every look at a person's case is journalled.

mod cabinet;
mod certificates;
mod history;
mod next_action;
mod public;
mod queue;
mod registration;
mod request_card;
mod session;
mod systems;
mod user_requests;
mod verification;

/// Rows of a list on one page.
pub const PAGE: u32 = 25;

pub use cabinet::{Cabinet, StepState, TrackStep, cabinet, messages};
pub use certificates::{
    CertificateCard, Copies, OwnCertificate, certificate, certificates, copies, own_certificate, own_certificates,
};
pub use history::HistoryItem;
pub use next_action::NextAction;
pub use public::{Authority, CaCertificate, CrlFile, PublicFile, authority, ca_file};
pub use queue::{Queue, QueueFilter, QueueItem, QueueLink, QueueStatus, Tab, TaskItem, queue};
pub use registration::{
    OrganizationCard, RegistrationCard, organization, organizations, registration, registration_form,
};
pub use request_card::{Comparison, RequestCard, request_card, request_stage};
pub use session::{SessionView, session, sessions};
pub use systems::{AccessView, CertificateView, access, certificate as system_certificate, client, clients};
pub use user_requests::{
    KeyPage, NewRequest, OwnRequest, RequestRow, key_page, new_request, own_request, own_requests,
};
pub use verification::{Finding, FindingKind, Person, ShownFile, Stamp, Verification, verification};
