//! Distinguished names of order ФСБ 795: attributes, DER, comparison.

mod attribute;
mod distinguished;
mod foreign;

pub use attribute::{Attribute, StringType, UnknownAttribute};
pub use distinguished::{AttributeValue, Difference, DistinguishedName, NameError};
pub(crate) use foreign::lint_foreign;
