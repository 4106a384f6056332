use std::fmt;

use askama::filters::{Html, HtmlSafe, escape};
use jiff::civil::Date;

use super::{Icon, icon};

/// A term as people read it: what is left, the day, and why it is that day.
#[derive(Debug, Clone)]
pub(crate) struct Due {
    /// How urgent it is.
    pub(crate) urgency: Urgency,
    /// «Осталось 2 рабочих дня».
    pub(crate) left: String,
    /// «до 26 ноября 2026».
    pub(crate) until: String,
    /// The last day.
    pub(crate) date: Date,
    /// «3 рабочих дня с регистрации полного комплекта 17.11.2026».
    pub(crate) why: String,
}

/// How urgent a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// There is time.
    Calm,
    /// The last day, or nearly.
    Soon,
    /// The term has passed.
    Late,
}

impl Urgency {
    const fn class(self) -> &'static str {
        match self {
            Self::Calm => "",
            Self::Soon => " soon",
            Self::Late => " late",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Calm => icon("clock"),
            Self::Soon => icon("clock-hour-4"),
            Self::Late => icon("alarm"),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = escape(&self.left, Html).map_err(|_| fmt::Error)?;
        let why = escape(&self.why, Html).map_err(|_| fmt::Error)?;
        let (class, icon) = (self.urgency.class(), self.urgency.icon());
        write!(
            f,
            r#"<time class="uc-due{class}" datetime="{}" title="{why}">{icon}{left}</time>"#,
            self.date
        )
    }
}

impl HtmlSafe for Due {}
