//! Whether the asker has this version already (RFC 9110 §13.1.2).

use axum::http::{HeaderMap, header};

/// `tag` with its quotation marks.
pub(crate) fn names(asked: &HeaderMap, tag: &str) -> bool {
    let tags = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    tags.is_some_and(|tags| {
        let mut tags = tags.split(',').map(|one| one.trim().trim_start_matches("W/"));
        tags.any(|one| one == tag || one == "*")
    })
}
