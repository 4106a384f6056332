//! Сведения: регламент, blank forms, the order of steps.

use askama::Template;
use jiff::civil::Date;

use crate::{
    kit::filters,
    page,
    portal::Portal,
    shell::Shell,
    web::{Answer, Anyone, Id, file},
};

/// `GET /info`.
#[derive(Debug, Template)]
#[template(path = "public/info.html")]
pub(crate) struct InfoPage {
    pub(crate) shell: Shell,
    pub(crate) regulation: RegulationText,
    /// The order of steps, safe HTML as well.
    pub(crate) instruction: String,
    pub(crate) forms: Vec<BlankForm>,
}

/// The регламент as the page shows it.
#[derive(Debug, Clone)]
pub(crate) struct RegulationText {
    pub(crate) title: String,
    pub(crate) edition: String,
    pub(crate) in_force_from: Date,
    /// The text, safe HTML made of the installation's Markdown.
    pub(crate) html: String,
}

/// Forms that people may take away empty, by their names in the office.
const BLANKS: [(&str, &str); 3] = [
    ("adherence", "Заявление о присоединении к Регламенту"),
    ("registration", "Заявление на регистрацию пользователя"),
    ("power-of-attorney", "Доверенность пользователя"),
];

/// One blank form.
#[derive(Debug)]
pub(crate) struct BlankForm {
    pub(crate) title: String,
    /// File name below `/info/forms/`.
    pub(crate) file: String,
}

impl RegulationText {
    pub(crate) fn of(portal: &Portal) -> Self {
        let regulation = portal.office().regulation();
        Self {
            title: regulation.title.clone(),
            edition: regulation.edition.clone(),
            in_force_from: regulation.in_force_from,
            html: portal.regulation().to_owned(),
        }
    }
}

/// `GET /info`.
pub(crate) async fn show(Anyone(desk): Anyone) -> Answer {
    let form = |(name, title): (&str, &str)| BlankForm {
        title: title.to_owned(),
        file: name.to_owned(),
    };
    Ok(page::ok(&InfoPage {
        shell: desk.shell(),
        regulation: RegulationText::of(&desk.portal),
        instruction: desk.portal.instruction().to_owned(),
        forms: BLANKS.into_iter().map(form).collect(),
    }))
}

/// `GET /info/forms/{name}`.
pub(crate) async fn blank(Anyone(desk): Anyone, Id(name): Id<String>) -> Answer {
    Ok(file(desk.office().blank_form(&name).await?))
}
