use askama::{Template, filters::HtmlSafe};
use jiff::civil::DateTime;

use super::{Tone, calendar, filters};

/// The way to the certificate: who did or does each step.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/track.html")]
pub(crate) struct Track {
    /// Steps in their order.
    pub(crate) steps: Vec<Step>,
}

/// One step of the way.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Where it stands.
    pub(crate) state: StepState,
    /// What it is.
    pub(crate) title: String,
    /// Who did it and when, or what is needed.
    pub(crate) note: String,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepState {
    /// Behind.
    Done,
    /// The one that everybody waits for.
    Now,
    /// Ahead.
    Ahead,
}

impl Track {
    /// How many steps are behind.
    pub(crate) fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.state == StepState::Done).count()
    }
}

impl HtmlSafe for Track {}

/// Something that happened, for the event line.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// When; `None` for what is still ahead, then `text` says when.
    pub(crate) at: Option<DateTime>,
    /// What.
    pub(crate) text: String,
    /// Who did it, for the eyes of operators.
    pub(crate) by: Option<String>,
    /// How it is marked.
    pub(crate) tone: Tone,
}

impl Event {
    /// The time as the line shows it.
    pub(crate) fn when(&self) -> String {
        self.at.map(calendar::moment).unwrap_or_default()
    }

    /// Class of its mark.
    pub(crate) fn class(&self) -> &'static str {
        match self.tone {
            Tone::Ok => "ok",
            Tone::Warn | Tone::Hold | Tone::Bad => "warn",
            Tone::Info | Tone::Progress => "now",
            Tone::Mute if self.at.is_none() => "future",
            Tone::Mute => "",
        }
    }
}
