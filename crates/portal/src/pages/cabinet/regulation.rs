//! Ознакомление с Регламентом.

use askama::Template;

use office::ops::acknowledge_regulation;

use crate::{
    done::Done,
    kit::{Errors, filters},
    page,
    pages::public::info::RegulationText,
    shell::Shell,
    web::{Answer, Newcomer, Sent, done, refused},
};

/// `GET /cabinet/regulation`, `POST /cabinet/regulation`.
#[derive(Debug, Template)]
#[template(path = "cabinet/regulation.html")]
pub(crate) struct RegulationPage {
    pub(crate) shell: Shell,
    pub(crate) regulation: RegulationText,
    pub(crate) errors: Errors,
}

/// `GET /cabinet/regulation`.
pub(crate) async fn show(Newcomer(desk): Newcomer) -> Answer {
    let regulation = RegulationText::of(&desk.portal);
    Ok(page::ok(&RegulationPage {
        shell: desk.shell(),
        regulation,
        errors: Errors::default(),
    }))
}

/// `POST /cabinet/regulation`.
pub(crate) async fn acknowledge(
    Sent {
        desk: Newcomer(desk),
        form,
    }: Sent<Newcomer>,
) -> Answer {
    let command = acknowledge_regulation::Command {
        edition: form.value("edition").to_owned(),
        read: form.value("read").to_owned(),
    };
    match desk.office().perform(desk.actor(), command).await {
        Ok(()) => Ok(done("/cabinet", Done::RegulationKnown)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            let regulation = RegulationText::of(&desk.portal);
            Ok(page::show(
                status,
                &RegulationPage {
                    shell: desk.failed_shell(),
                    regulation,
                    errors,
                },
            ))
        }
    }
}
