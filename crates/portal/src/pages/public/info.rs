//! Сведения: регламент, blank forms, the order of steps.

use askama::Template;
use jiff::civil::Date;

use crate::{kit::filters, shell::Shell};

/// `GET /info`.
#[derive(Debug, Template)]
#[template(path = "public/info.html")]
pub(crate) struct InfoPage {
    pub(crate) shell: Shell,
    pub(crate) regulation: RegulationText,
    pub(crate) forms: Vec<BlankForm>,
}

/// The регламент as the page shows it.
#[derive(Debug, Clone)]
pub(crate) struct RegulationText {
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) in_force_from: Date,
    /// The text is a sample, not yet the one of the registration office.
    pub(crate) sample: bool,
    /// Sections: heading and paragraphs.
    pub(crate) sections: Vec<(String, Vec<String>)>,
}

/// One blank form.
#[derive(Debug)]
pub(crate) struct BlankForm {
    pub(crate) title: String,
    pub(crate) note: String,
    /// File name below `/info/forms/`.
    pub(crate) file: String,
}
