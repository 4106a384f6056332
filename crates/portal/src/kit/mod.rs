//! Parts that pages are made of. A part is a small struct with its own template, so it can be looked at alone.

mod agent;
pub(crate) mod calendar;
mod due;
mod field;
mod filled;
mod icon;
mod pages;
mod status;
mod track;
mod typeset;

pub(crate) use self::{
    agent::agent,
    calendar::{moment, plural},
    due::{Due, Urgency},
    field::Field,
    filled::{Errors, Filled},
    icon::{Icon, icon},
    pages::Pages,
    status::{Status, Tone},
    track::{Event, Step, StepState, Track},
    typeset::typeset,
};

/// Filters that templates use: `{{ "inbox"|icon }}`, `{{ row.created|date }}`.
#[expect(unreachable_pub, reason = "filter_fn gives its filters public methods")]
pub(crate) mod filters {
    use askama::{Result, Values};
    use jiff::civil::{Date, DateTime};

    use super::{Icon, calendar};

    #[askama::filter_fn]
    pub(crate) fn icon(name: &'static str, _: &dyn Values) -> Result<Icon> {
        Ok(Icon::new(name))
    }

    /// The address of a static file with its version.
    #[askama::filter_fn]
    pub(crate) fn asset(name: &str, _: &dyn Values) -> Result<String> {
        Ok(crate::assets::url(name))
    }

    /// «20 ноября 2026»: dates in running text.
    #[askama::filter_fn]
    pub(crate) fn day<D: Copy + Into<Date>>(date: &D, _: &dyn Values) -> Result<String> {
        Ok(calendar::day((*date).into()))
    }

    /// «20.11.2026»: dates in tables.
    #[askama::filter_fn]
    pub(crate) fn date<D: Copy + Into<Date>>(date: &D, _: &dyn Values) -> Result<String> {
        Ok(calendar::date((*date).into()))
    }

    /// «20.11.2026, 11:48»: instants in tables.
    #[askama::filter_fn]
    pub(crate) fn minute(at: &DateTime, _: &dyn Values) -> Result<String> {
        Ok(calendar::minute(*at))
    }

    /// «20 ноября 2026, 11:48»: instants in running text.
    #[askama::filter_fn]
    pub(crate) fn moment(at: &DateTime, _: &dyn Values) -> Result<String> {
        Ok(calendar::moment(*at))
    }

    /// «4F1C 8A02 77DE»: a long hexadecimal number in groups of four, as paper shows it.
    #[askama::filter_fn]
    pub fn groups(hex: &str, _: &dyn Values) -> Result<String> {
        let digits: Vec<char> = hex.chars().filter(|sign| !sign.is_whitespace()).collect();
        Ok(digits.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" "))
    }

    /// The class of a value: codes that people compare sign by sign are set in the fixed-width face.
    #[askama::filter_fn]
    pub(crate) fn figures(value: &str, _: &dyn Values) -> Result<&'static str> {
        let signs = || value.chars().filter(|sign| !sign.is_whitespace());
        let is_code = signs().count() >= 20 && signs().all(|sign| sign.is_ascii_hexdigit() || sign == ':');
        Ok(if is_code { "uc-mono" } else { "uc-num" })
    }

    /// «0097B8…1F83»: a serial number where there is no room for all of it.
    #[askama::filter_fn]
    pub(crate) fn short_serial(serial: &str, _: &dyn Values) -> Result<String> {
        Ok(office::told::short_serial(serial))
    }
}
