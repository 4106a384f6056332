//! Parts that pages are made of. A part is a small struct with its own template, so it can be looked at alone.

mod calendar;
mod due;
mod field;
mod icon;
mod pages;
mod status;
mod track;

pub use self::{
    calendar::plural,
    due::{Due, Urgency},
    field::{Errors, Field, Filled},
    icon::{Icon, icon},
    pages::Pages,
    status::{Status, Tone},
    track::{Event, Step, StepState, Track},
};

/// Filters that templates use: `{{ "inbox"|icon }}`, `{{ row.created|date }}`.
pub(crate) mod filters {
    use askama::{Result, Values};
    use jiff::civil::{Date, DateTime};

    use super::{Icon, calendar};

    #[askama::filter_fn]
    pub fn icon(name: &'static str, _: &dyn Values) -> Result<Icon> {
        Ok(Icon::new(name))
    }

    /// The address of a static file with its version.
    #[askama::filter_fn]
    pub fn asset(name: &str, _: &dyn Values) -> Result<String> {
        Ok(crate::assets::url(name))
    }

    /// «20 ноября 2026»: dates in running text.
    #[askama::filter_fn]
    pub fn day<D: Copy + Into<Date>>(date: &D, _: &dyn Values) -> Result<String> {
        Ok(calendar::day((*date).into()))
    }

    /// «20.11.2026»: dates in tables.
    #[askama::filter_fn]
    pub fn date<D: Copy + Into<Date>>(date: &D, _: &dyn Values) -> Result<String> {
        Ok(calendar::date((*date).into()))
    }

    /// «20.11.2026, 11:48»: instants in tables.
    #[askama::filter_fn]
    pub fn minute(at: &DateTime, _: &dyn Values) -> Result<String> {
        Ok(calendar::minute(*at))
    }

    /// «20 ноября 2026, 11:48»: instants in running text.
    #[askama::filter_fn]
    pub fn moment(at: &DateTime, _: &dyn Values) -> Result<String> {
        Ok(calendar::moment(*at))
    }

    /// «4F1C 8A02 77DE»: long hexadecimal numbers in groups of four.
    #[askama::filter_fn]
    pub fn groups(hex: &str, _: &dyn Values) -> Result<String> {
        let mut grouped = String::with_capacity(hex.len() + hex.len() / 4);
        for (position, digit) in hex.chars().enumerate() {
            if position > 0 && position % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        Ok(grouped)
    }

    /// «0097B8…1F83»: a serial number where there is no room for all of it.
    #[askama::filter_fn]
    pub fn short_serial(serial: &str, _: &dyn Values) -> Result<String> {
        match (serial.get(..6), serial.len().checked_sub(4).and_then(|at| serial.get(at..))) {
            (Some(head), Some(tail)) if serial.len() > 12 => Ok(format!("{head}…{tail}")),
            _ => Ok(serial.to_owned()),
        }
    }
}
