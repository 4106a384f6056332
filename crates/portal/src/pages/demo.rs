//! The corner of a demonstration: who can sign in, what the mail box holds, and the clock.

use askama::Template;
use axum::http::StatusCode;
use jiff::civil::DateTime;

use crate::{
    DemoLetter, DemoPerson,
    done::Done,
    kit::{Errors, Field, filters},
    page,
    shell::Shell,
    web::{Answer, Anyone, Failure, Sent, done},
};

/// `GET /demo`.
#[derive(Debug, Template)]
#[template(path = "demo/demo.html")]
pub(crate) struct DemoPage {
    pub(crate) shell: Shell,
    /// What the demo's clock says.
    pub(crate) now: DateTime,
    pub(crate) people: Vec<DemoPerson>,
    /// Newest first.
    pub(crate) letters: Vec<DemoLetter>,
    pub(crate) errors: Errors,
}

/// How far the clock can be moved at once: hours and words.
const STEPS: [(&str, &str); 4] = [
    ("24", "на сутки"),
    ("72", "на 3 суток"),
    ("168", "на неделю"),
    ("744", "на 31 день"),
];

impl DemoPage {
    fn shift(&self) -> Field {
        let choices = STEPS.map(|(hours, title)| (hours.to_owned(), title.to_owned()));
        Field::choice("hours", "Перевести часы вперёд", choices.into())
            .width("w-14")
            .errors(&self.errors)
    }
}

/// `GET /demo`.
pub(crate) async fn show(Anyone(desk): Anyone) -> Answer {
    let demo = desk.portal.demo().ok_or(Failure::Status(StatusCode::NOT_FOUND))?;
    Ok(page::ok(&DemoPage {
        shell: desk.shell(),
        now: desk.office().local(desk.office().now()),
        people: demo.people(),
        letters: demo.letters(),
        errors: Errors::default(),
    }))
}

/// `POST /demo/clock`: the office's timers run at once, as they would have by themselves.
pub(crate) async fn advance(
    Sent {
        desk: Anyone(desk),
        form,
    }: Sent<Anyone>,
) -> Answer {
    let demo = desk.portal.demo().ok_or(Failure::Status(StatusCode::NOT_FOUND))?;
    let hours = form.value("hours");
    let known = STEPS
        .iter()
        .find(|(step, _)| *step == hours)
        .and_then(|(step, _)| step.parse().ok());
    demo.advance(known.ok_or(Failure::Status(StatusCode::BAD_REQUEST))?);
    office::tick(desk.office()).await?;
    Ok(done("/demo", Done::ClockMoved))
}
