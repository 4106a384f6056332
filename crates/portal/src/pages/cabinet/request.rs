//! One request: where it stands, what to do with it.

use askama::Template;
use jiff::civil::DateTime;

use crate::{
    kit::{Due, Event, Status, filters},
    shell::Shell,
};

/// `GET /cabinet/requests/{id}`.
#[derive(Debug, Template)]
#[template(path = "cabinet/request.html")]
pub(crate) struct RequestPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) created_at: DateTime,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    /// What the office wrote: reason of a return or a rejection.
    pub(crate) comment: Option<String>,
    /// Title and value of every field.
    pub(crate) fields: Vec<(String, String)>,
    /// Fingerprint of the key, as the paper shows it.
    pub(crate) fingerprint: Option<String>,
    pub(crate) can_withdraw: bool,
    /// Id and serial number.
    pub(crate) certificate: Option<(String, String)>,
    pub(crate) events: Vec<Event>,
}

impl RequestPage {
    /// The signature is being made: the page asks for the outcome by itself.
    fn is_issuing(&self) -> bool {
        self.status == Status::RequestIssuing
    }

    fn waits_for_paper(&self) -> bool {
        matches!(self.status, Status::RequestAwaitsPaper | Status::RequestReturned)
    }

    /// The statement can be printed while the office has not decided.
    fn can_print(&self) -> bool {
        self.fingerprint.is_some() && !self.is_over()
    }

    fn is_over(&self) -> bool {
        matches!(self.status, Status::RequestDone | Status::RequestRejected | Status::RequestWithdrawn)
    }

    fn can_begin_again(&self) -> bool {
        matches!(self.status, Status::RequestRejected | Status::RequestWithdrawn)
    }
}
