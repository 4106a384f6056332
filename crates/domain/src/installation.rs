//! What the installation says of itself: name, phones, addresses. Settings, never constants.

use serde::{Deserialize, Serialize};

/// Установка.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Installation {
    /// Name in the header: «УЦ ФОМС».
    pub name: String,
    /// Organisation that runs it.
    pub owner: String,
    /// Phones of the support.
    pub phones: Vec<String>,
    /// Address of the support.
    pub email: String,
    /// Where to bring papers.
    pub address: String,
    /// Address of the portal as people type it: `https://uc.example.ru`.
    pub base_url: String,
    /// Brand colour, `#rrggbb`.
    pub color: String,
}
