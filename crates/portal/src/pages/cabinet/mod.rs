//! The cabinet of a user of the authority.

pub(crate) mod certificate;
pub(crate) mod certificates;
pub(crate) mod key;
pub(crate) mod messages;
pub(crate) mod new_request;
pub(crate) mod overview;
pub(crate) mod password;
pub(crate) mod regulation;
pub(crate) mod request;
pub(crate) mod requests;
pub(crate) mod sessions;
pub(crate) mod withdraw;
