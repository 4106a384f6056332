use askama::{Template, filters::HtmlSafe};
use jiff::civil::DateTime;

use super::{Due, Status, Tone, calendar, filters};

/// The way to the certificate: who did or does each step.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/track.html")]
pub struct Track {
    /// Steps in their order.
    pub steps: Vec<Step>,
}

/// One step of the way.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands.
    pub state: StepState,
    /// What it is.
    pub title: String,
    /// Who did it and when, or what is needed.
    pub note: String,
    /// Its status, when the step is in the works.
    pub status: Option<Status>,
    /// Its term, when one runs.
    pub due: Option<Due>,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// The one that everybody waits for.
    Now,
    /// Ahead.
    Ahead,
}

impl Track {
    /// How many steps are behind.
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.state == StepState::Done).count()
    }
}

impl HtmlSafe for Track {}

/// Something that happened, for the event line.
#[derive(Debug, Clone)]
pub struct Event {
    /// When; `None` for what is still ahead, then `text` says when.
    pub at: Option<DateTime>,
    /// What.
    pub text: String,
    /// How it is marked.
    pub tone: Tone,
}

impl Event {
    /// The time as the line shows it.
    pub fn when(&self) -> String {
        self.at.map(calendar::moment).unwrap_or_default()
    }

    /// Class of its mark.
    pub fn class(&self) -> &'static str {
        match self.tone {
            Tone::Ok => "ok",
            Tone::Warn | Tone::Bad => "warn",
            Tone::Info | Tone::Progress => "now",
            Tone::Mute if self.at.is_none() => "future",
            Tone::Mute => "",
        }
    }
}
