//! Parameter sets as a plan names them.

use gost::ParameterSet;
use serde::{Deserialize, Serialize};

/// Parameter sets a УЦ may be made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Curve {
    #[serde(rename = "CryptoPro-A")]
    CryptoProA,
    #[serde(rename = "CryptoPro-B")]
    CryptoProB,
    #[serde(rename = "CryptoPro-C")]
    CryptoProC,
    #[serde(rename = "tc26-256-A")]
    Tc26A256,
    #[serde(rename = "tc26-512-A")]
    Tc26A512,
    #[serde(rename = "tc26-512-B")]
    Tc26B512,
    #[serde(rename = "tc26-512-C")]
    Tc26C512,
}

impl Curve {
    pub fn parameter_set(self) -> ParameterSet {
        match self {
            Self::CryptoProA => ParameterSet::CryptoProA,
            Self::CryptoProB => ParameterSet::CryptoProB,
            Self::CryptoProC => ParameterSet::CryptoProC,
            Self::Tc26A256 => ParameterSet::Tc26A256,
            Self::Tc26A512 => ParameterSet::Tc26A512,
            Self::Tc26B512 => ParameterSet::Tc26B512,
            Self::Tc26C512 => ParameterSet::Tc26C512,
        }
    }
}
