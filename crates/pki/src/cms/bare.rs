//! What a signature without signed attributes must not stand over: the signed attributes of another one. A signature is made
//! over their SET OF just as over a document, so whoever takes them off a genuine signature has one that holds over them
//! (draft-ietf-lamps-cms-euf-cma-signeddata).

use alloc::vec::Vec;

use der::Tag;

use crate::{elements::Elements, oid};

/// As much of the content as is looked at, in bytes. DER puts short elements of a SET OF first, and the two that are looked
/// for are the shortest: what may be long (revocation lists of PDF signatures) stands behind them.
const LENGTH: usize = 64 * 1024;

/// The beginning of a content that comes in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginning(Vec<u8>);

impl Beginning {
    pub(super) fn update(&mut self, bytes: &[u8]) {
        let missing = LENGTH - self.0.len();
        self.0.extend_from_slice(&bytes[..bytes.len().min(missing)]);
    }

    /// Whether a SET OF Attribute begins here that has the two attributes which no signer may leave out (RFC 5652 §5.3).
    pub(super) fn is_signed_attributes(&self) -> bool {
        let names = attribute_names(&self.0);
        [oid::CONTENT_TYPE, oid::MESSAGE_DIGEST]
            .iter()
            .all(|name| names.contains(&name.as_bytes()))
    }
}

/// Contents of the OBJECT IDENTIFIERs, up to the first element that is no attribute or is not whole.
fn attribute_names(set: &[u8]) -> Vec<&[u8]> {
    let Ok(mut attributes) = Elements::beginning(set, Tag::Set) else {
        return Vec::new();
    };
    let next = || {
        let mut attribute = Elements::of(attributes.any().ok()?, Tag::Sequence).ok()?;
        attribute.tagged(Tag::ObjectIdentifier).ok().map(|name| name.value())
    };
    core::iter::from_fn(next).collect()
}
