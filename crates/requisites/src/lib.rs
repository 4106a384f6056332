//! Russian identifiers, names of people, working calendar and terms.
//!
//! The ground floor of the house: nothing here knows certificates, storage or the clock. Text that people typed
//! becomes a type ([`Snils`], [`InnPerson`], [`PersonName`] …) or a refusal that says in Russian what to mend;
//! a wrong number cannot exist behind these types. Dates are [`jiff::civil`] dates, «now» is an argument.
//!
//! Sources: check digits as published by ПФР (СНИЛС) and ФНС (ИНН, ОГРН, ОГРНИП, КПП); terms by ГК РФ ст. 190–194;
//! days off by ТК РФ ст. 112 and the yearly decrees of the Government.
#![no_std]

extern crate alloc;

pub mod calendar;
mod identifier;
mod inn;
mod kpp;
mod name;
mod ogrn;
mod passport;
mod refusal;
pub mod ru;
mod snils;
pub mod term;

pub use calendar::WorkCalendar;
pub use inn::{InnError, InnLegal, InnPerson};
pub use kpp::{Kpp, KppError};
pub use name::{NameError, NameMatch, NamePart, PersonName};
pub use ogrn::{Ogrn, OgrnError, Ogrnip, OgrnipError};
pub use passport::{DepartmentCode, DepartmentCodeError, PassportNumber, PassportNumberError};
pub use refusal::RequisiteError;
pub use snils::{Snils, SnilsError};
pub use term::{Deadline, Remaining, Term};
