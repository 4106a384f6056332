//! Terms as a plan writes them.

use core::fmt;
use std::str::FromStr;

use pki::time::{Period, PeriodError};
use serde::{Deserialize, Serialize};

/// A calendar period as written in the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Validity {
    text: String,
    period: Period,
}

impl Validity {
    pub(super) fn years(years: u32) -> Self {
        format!("P{years}Y").parse().expect("a count of years is a period")
    }

    pub(super) fn period(&self) -> Period {
        self.period
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Validity {
    type Err = ValidityError;

    fn from_str(text: &str) -> Result<Self, ValidityError> {
        let period = text.parse().map_err(|PeriodError| ValidityError)?;
        Ok(Self {
            text: text.to_owned(),
            period,
        })
    }
}

impl TryFrom<String> for Validity {
    type Error = ValidityError;

    fn try_from(text: String) -> Result<Self, ValidityError> {
        text.parse()
    }
}

impl From<Validity> for String {
    fn from(validity: Validity) -> Self {
        validity.text
    }
}

/// The text is no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("срок пишут как P15Y (годы), P15M (месяцы) или P30D (дни)")]
pub struct ValidityError;
