//! `config check`: reads the settings as the server would, and says which line is wrong.

use std::path::Path;

use clap::Subcommand;

use crate::folder::Folder;
use crate::outcome::Refused;
use crate::settings::Settings;
use crate::shipped;

#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum Command {
    /// Check the settings without touching anything.
    Check,
}

pub(crate) fn run(data: &Path, command: &Command) -> Result<(), Refused> {
    let Command::Check = command;
    let folder = Folder::existing(data)?;
    let settings = Settings::read(&folder)?;
    let texts = shipped::texts(&settings.regulation)?;
    shipped::profiles()?;
    println!(
        "Настройки в порядке. {}, редакция {}",
        texts.regulation.short_title, texts.regulation.edition
    );
    Ok(())
}
