//! Обзор: the next action, the way, what is at hand.

use askama::Template;
use domain::message::Message;
use jiff::civil::DateTime;
use office::{
    Office,
    views::{self, StepState as OfficeStep, TrackStep},
};

use super::certificates::CertificateRow;
use crate::{
    kit::{Due, Step, StepState, Track, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, User},
};

/// `GET /cabinet`.
#[derive(Debug, Template)]
#[template(path = "cabinet/overview.html")]
pub(crate) struct OverviewPage {
    pub(crate) shell: Shell,
    /// «Мария Андреевна».
    pub(crate) greeting: String,
    pub(crate) organization: String,
    pub(crate) next: NextAction,
    pub(crate) track: Track,
    pub(crate) certificates: Vec<CertificateRow>,
    pub(crate) messages: Vec<MessageRow>,
}

/// The one thing to do now.
#[derive(Debug)]
pub(crate) struct NextAction {
    /// Whose turn it is, or what happened.
    pub(crate) eyebrow: &'static str,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Where its button leads, and what stands on it; nothing when the office has the ball.
    pub(crate) button: Option<(String, String)>,
    pub(crate) due: Option<Due>,
}

/// One message.
#[derive(Debug)]
pub(crate) struct MessageRow {
    pub(crate) at: DateTime,
    pub(crate) text: String,
    pub(crate) link: Option<String>,
    pub(crate) unread: bool,
}

impl MessageRow {
    pub(crate) fn of(office: &Office, message: Message) -> Self {
        Self {
            at: office.local(message.at),
            text: message.text,
            link: message.link,
            unread: message.read_at.is_none(),
        }
    }
}

impl NextAction {
    fn of(next: views::NextAction) -> Self {
        Self {
            eyebrow: next.eyebrow,
            title: next.title,
            text: next.text,
            button: next.button.map(|(title, href)| (href, title.to_owned())),
            due: next.due.as_ref().map(told::due),
        }
    }
}

fn track(steps: Vec<TrackStep>) -> Track {
    let step = |step: TrackStep| Step {
        state: match step.state {
            OfficeStep::Done => StepState::Done,
            OfficeStep::Now => StepState::Now,
            OfficeStep::Todo => StepState::Ahead,
        },
        title: step.title.to_owned(),
        note: step.meta,
    };
    Track {
        steps: steps.into_iter().map(step).collect(),
    }
}

/// `GET /cabinet`.
pub(crate) async fn show(User(desk): User) -> Answer {
    let office = desk.office();
    let cabinet = views::cabinet(office, desk.actor()).await?;
    Ok(page::ok(&OverviewPage {
        shell: desk.shell(),
        greeting: cabinet.registration.person.name.given_names(),
        organization: cabinet.organization.short_name,
        next: NextAction::of(cabinet.next),
        track: track(cabinet.track),
        certificates: cabinet
            .certificates
            .into_iter()
            .map(|one| CertificateRow::of(office, one))
            .collect(),
        messages: cabinet
            .messages
            .into_iter()
            .map(|one| MessageRow::of(office, one))
            .collect(),
    }))
}
