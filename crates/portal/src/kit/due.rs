use std::fmt;

use askama::filters::{Html, HtmlSafe, escape};
use jiff::civil::Date;

use super::{Icon, icon};

/// A term as people read it: the words, the day, and why it is that day.
#[derive(Debug, Clone)]
pub struct Due {
    /// How urgent it is.
    pub urgency: Urgency,
    /// «Осталось 2 рабочих дня», «до 26 ноября».
    pub text: String,
    /// The last day.
    pub date: Date,
    /// «3 рабочих дня с регистрации полного комплекта 17.11.2026».
    pub why: String,
}

/// How urgent a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// There is time.
    Calm,
    /// The last day, or nearly.
    Soon,
    /// The term has passed.
    Late,
    /// The term stands still: the case waits for the applicant.
    Paused,
}

impl Urgency {
    const fn class(self) -> &'static str {
        match self {
            Self::Calm | Self::Paused => "",
            Self::Soon => " soon",
            Self::Late => " late",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Calm => icon("clock"),
            Self::Soon => icon("clock-hour-4"),
            Self::Late => icon("alarm"),
            Self::Paused => icon("player-pause"),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = escape(&self.text, Html).map_err(|_| fmt::Error)?;
        let why = escape(&self.why, Html).map_err(|_| fmt::Error)?;
        let (class, icon) = (self.urgency.class(), self.urgency.icon());
        write!(f, r#"<time class="uc-due{class}" datetime="{}" title="{why}">{icon}{text}</time>"#, self.date)
    }
}

impl HtmlSafe for Due {}
