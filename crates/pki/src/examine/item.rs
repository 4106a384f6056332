//! Which of the things we know a file holds.

use alloc::{boxed::Box, vec::Vec};

use crate::{
    certificate::Certificate,
    cms::SignedData,
    crl::RevocationList,
    lenient::{Reading, Values, tag},
    pem,
};

/// One thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Certificate(Box<Reading<Certificate>>),
    List(Box<Reading<RevocationList>>),
    Document(Box<SignedData>),
}

/// What a file holds: DER or BER, PEM with any number of blocks, or bare base64. Empty: nothing that we know.
pub fn read_items(bytes: &[u8]) -> Vec<Item> {
    let blocks = pem::blocks(bytes);
    if blocks.is_empty() {
        return read(bytes).into_iter().collect();
    }
    blocks.iter().filter_map(|(_, der)| read(der)).collect()
}

fn read(bytes: &[u8]) -> Option<Item> {
    // A signature begins with its identifier, the others with what is signed.
    let begins_with = Values::of(bytes, tag::SEQUENCE).and_then(|mut parts| parts.any());
    if begins_with.is_some_and(|first| first.tag == tag::SEQUENCE) {
        let certificate = Certificate::read(bytes).map(|reading| Item::Certificate(Box::new(reading)));
        let list = || RevocationList::read(bytes).map(|reading| Item::List(Box::new(reading)));
        return certificate.ok().or_else(|| list().ok());
    }
    let document = SignedData::parse(bytes).map(|document| Item::Document(Box::new(document)));
    let certificate = || Certificate::read(bytes).map(|reading| Item::Certificate(Box::new(reading)));
    document
        .ok()
        .or_else(|| certificate().ok())
        .or_else(|| from_base64(bytes))
}

/// A certificate or a list as base64 without a first and a last line.
fn from_base64(bytes: &[u8]) -> Option<Item> {
    let der = pem::decode_bare(bytes)?;
    (der.first() == Some(&tag::SEQUENCE)).then(|| read(&der))?
}
