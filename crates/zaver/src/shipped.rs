//! What the binary brings along: profiles and the sample регламент.

use std::path::Path;

use domain::regulation::Regulation;
use forms::Forms;
use office::profiles::Profiles;

use crate::outcome::Refused;
use crate::settings;

/// Certificate profiles that servers use; those of the authority itself belong to the ceremony.
const PROFILES: [(&str, &str); 2] = [
    ("user.toml", include_str!("../../../profiles/user.toml")),
    ("system.toml", include_str!("../../../profiles/system.toml")),
];

/// A регламент with its texts and forms.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) regulation: Regulation,
    /// Markdown of the text.
    pub(crate) text: String,
    /// Markdown of the instruction for users.
    pub(crate) instruction: String,
    pub(crate) forms: Forms,
}

pub(crate) fn profiles() -> Result<Profiles, Refused> {
    Profiles::read(PROFILES).map_err(|error| Refused::new("profile", error.to_string()))
}

/// The регламент of the settings: a shipped one, or one from a folder of the installation.
pub(crate) fn texts(wanted: &settings::Regulation) -> Result<Texts, Refused> {
    match &wanted.folder {
        Some(folder) => from_folder(folder, &wanted.code),
        None => shipped(&wanted.code),
    }
}

fn shipped(code: &str) -> Result<Texts, Refused> {
    if code != "severodolsk" {
        let sentence = format!("регламента «{code}» нет в поставке; укажите папку в regulation.folder");
        return Err(Refused::new("regulation", sentence));
    }
    Ok(Texts {
        regulation: parse(include_str!("../../../regulations/severodolsk/regulation.toml"))?,
        text: include_str!("../../../regulations/severodolsk/regulation.md").into(),
        instruction: include_str!("../../../regulations/severodolsk/instruction.md").into(),
        forms: Forms::embedded(),
    })
}

fn from_folder(folder: &Path, code: &str) -> Result<Texts, Refused> {
    let read = |name: &str| {
        let path = folder.join(code).join(name);
        std::fs::read_to_string(&path).map_err(|error| Refused::file(&path, &error))
    };
    Ok(Texts {
        regulation: parse(&read("regulation.toml")?)?,
        text: read("regulation.md")?,
        instruction: read("instruction.md")?,
        forms: Forms::load(folder).map_err(|error| Refused::new("forms", error.to_string()))?,
    })
}

fn parse(text: &str) -> Result<Regulation, Refused> {
    toml::from_str(text).map_err(|error| Refused::new("regulation", error.to_string()))
}
