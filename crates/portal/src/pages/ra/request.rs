//! One request: paper against record, check list, decision.

use askama::Template;

use crate::{
    kit::{Due, Errors, Event, Field, Status, filters},
    shell::Shell,
};

/// `GET /ra/requests/{id}`.
#[derive(Debug, Template)]
#[template(path = "ra/request.html")]
pub(crate) struct RequestCardPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) holder: String,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) checks: Vec<Check>,
    pub(crate) scan: Option<Scan>,
    pub(crate) offers: RequestOffers,
    /// Why approval is not possible yet.
    pub(crate) problems: Vec<String>,
    pub(crate) comment: Option<String>,
    /// What the operator has begun to write, or what the marks «Нет» say.
    pub(crate) draft: String,
    /// Id and serial number.
    pub(crate) certificate: Option<(String, String)>,
    pub(crate) events: Vec<Event>,
    pub(crate) errors: Errors,
}

/// One line of the automatic comparison.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) title: String,
    pub(crate) value: String,
    pub(crate) source: String,
    pub(crate) matches: bool,
    pub(crate) note: Option<String>,
}

/// One question of the check list with the operator's mark.
#[derive(Debug)]
pub(crate) struct Check {
    pub(crate) code: String,
    pub(crate) text: String,
    pub(crate) mark: Option<bool>,
}

/// The scan of the statement.
#[derive(Debug)]
pub(crate) struct Scan {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) pages: u32,
}

/// Steps the process offers this operator now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RequestOffers {
    pub(crate) register_statement: bool,
    /// Scan and check list are open.
    pub(crate) compare: bool,
    pub(crate) give_back: bool,
    pub(crate) reject: bool,
    pub(crate) approve: bool,
    pub(crate) issue: bool,
    /// This operator approved: another one issues.
    pub(crate) four_eyes: bool,
}

impl RequestCardPage {
    fn is_issuing(&self) -> bool {
        self.status == Status::RequestIssuing
    }

    fn marked(&self) -> usize {
        self.checks.iter().filter(|check| check.mark.is_some()).count()
    }

    fn reason_field(&self) -> Field {
        Field::area("reason", "Комментарий заявителю")
            .hint("Обязателен при возврате и отказе. Собран из отметок «Нет», его можно изменить")
            .value(self.draft.as_str())
            .errors(&self.errors)
    }

    fn scan_field(&self) -> Field {
        Field::file("scan", "Скан заявления", "application/pdf,image/jpeg,image/png").hint("PDF, JPEG или PNG до 10 МБ").errors(&self.errors)
    }
}
