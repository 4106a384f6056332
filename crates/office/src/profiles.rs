//! Certificate profiles of the installation, by name.

use std::collections::BTreeMap;

use pki::profile::Profile;

/// The profile of an employee of an organisation.
pub const USER: &str = "user";

/// Profiles that were read at the start.
#[derive(Debug)]
pub struct Profiles(BTreeMap<String, Profile>);

/// A profile that does not read.
#[derive(Debug, thiserror::Error)]
#[error("профиль {name}: {source}")]
pub struct ProfileFileError {
    /// File.
    pub name: String,
    /// What TOML says, with line and column.
    pub source: toml::de::Error,
}

impl Profiles {
    /// Reads profiles from (file name, TOML text).
    ///
    /// # Errors
    /// [`ProfileFileError`] names the file and the line.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, ProfileFileError> {
        files
            .into_iter()
            .map(|(name, text)| {
                let profile: Profile = toml::from_str(text).map_err(|source| ProfileFileError {
                    name: name.into(),
                    source,
                })?;
                Ok((profile.id.clone(), profile))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The profile of that name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Profile> {
        self.0.get(id)
    }
}
