//! The builder of revocation lists: entries go straight into the buffer that is signed, a million of them too.

use alloc::{string::String, vec::Vec};

use der::{Decode, Encode};
use spki::AlgorithmIdentifierRef;

use super::{RevokedEntry, parse::TbsCertList};
use crate::{
    certificate::{BuildError, Issuer},
    extension::{self, Extension},
    oid, request, time,
    tlv::{self, CONTEXT_0, INTEGER, SEQUENCE, push_head, tlv},
};

/// Room for what stands around the entries: head, extensions and the signature.
const AROUND: usize = 4096;
/// An entry with a reason under one of our serial numbers.
const ENTRY: usize = 49;

/// What a revocation list says beside its entries.
#[derive(Clone, Copy, Debug)]
pub struct CrlInput<'a> {
    pub issuer: &'a Issuer,
    /// Grows with every list of the issuer for the same scope; complete and delta lists share the numbers.
    pub number: u64,
    /// Unix seconds.
    pub this_update: i64,
    pub next_update: i64,
    /// A delta list: the number of the complete list that it adds to.
    pub base: Option<u64>,
    /// A list for a part of the certificates.
    pub part: Option<Part<'a>>,
    /// Where the delta list is; only for complete lists.
    pub freshest: &'a [String],
}

/// The certificates that a partial list speaks of: those that name one of its addresses as their distribution point.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub urls: &'a [String],
    /// Every certificate in it is that of an end entity.
    pub only_users: bool,
}

impl<'a> CrlInput<'a> {
    /// A complete list of everything the issuer has revoked.
    pub fn complete(issuer: &'a Issuer, number: u64, this_update: i64, next_update: i64) -> Self {
        Self {
            issuer,
            number,
            this_update,
            next_update,
            base: None,
            part: None,
            freshest: &[],
        }
    }

    fn extensions(&self) -> der::Result<Vec<Extension>> {
        let mut extensions = alloc::vec![
            self.issuer.authority_key_identifier()?,
            extension::extension(oid::CRL_NUMBER, false, &self.number)?,
        ];
        if let Some(base) = self.base {
            extensions.push(extension::delta_crl_indicator(base)?);
        }
        if let Some(part) = self.part {
            extensions.push(extension::issuing_distribution_point(part.urls, part.only_users)?);
        }
        if !self.freshest.is_empty() {
            extensions.push(extension::freshest_crl(self.freshest)?);
        }
        Ok(extensions)
    }
}

/// A list that is being written.
#[derive(Debug)]
pub struct CrlBuilder {
    /// From version to nextUpdate.
    head: Vec<u8>,
    /// Grows in place and becomes the list itself.
    entries: Vec<u8>,
    /// `[0]` with the extensions.
    tail: Vec<u8>,
    count: usize,
}

impl CrlBuilder {
    /// `expected`: about how many entries will come; memory is asked for once.
    ///
    /// # Errors
    /// [`BuildError`]: times outside the calendar or in the wrong order, an address that is not ASCII.
    pub fn new(input: &CrlInput<'_>, expected: usize) -> Result<Self, BuildError> {
        let instant = |unix| time::to_time(unix).ok_or(BuildError::Validity);
        let (this_update, next_update) = (instant(input.this_update)?, instant(input.next_update)?);
        if input.next_update <= input.this_update {
            return Err(BuildError::Validity);
        }
        let encode = || {
            let algorithm = AlgorithmIdentifierRef {
                oid: input.issuer.signature_algorithm,
                parameters: None,
            };
            let head = [
                tlv(INTEGER, &[&[1]]),
                algorithm.to_der()?,
                input.issuer.subject_der.clone(),
                this_update.to_der()?,
                next_update.to_der()?,
            ];
            Ok((head.concat(), tlv(CONTEXT_0, &[&input.extensions()?.to_der()?])))
        };
        let (head, tail) = encode().map_err(|_: der::Error| BuildError::Encoding)?;
        Ok(Self {
            head,
            entries: Vec::with_capacity(expected.saturating_mul(ENTRY).saturating_add(AROUND)),
            tail,
            count: 0,
        })
    }

    /// Appends an entry; the order of calls is the order of the list.
    ///
    /// # Errors
    /// [`BuildError`]: a date outside the calendar, or a serial number that is no DER INTEGER of at most 20 bytes.
    pub fn push(&mut self, entry: &RevokedEntry<'_>) -> Result<(), BuildError> {
        entry.write(&mut self.entries)?;
        self.count += 1;
        Ok(())
    }

    /// How many entries were appended.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The DER `TBSCertList`, version 2.
    pub fn finish(self) -> Vec<u8> {
        let Self {
            mut head,
            entries: mut list,
            tail,
            ..
        } = self;
        // An empty list is absent, RFC 5280 §5.1.2.6.
        if !list.is_empty() {
            push_head(&mut head, SEQUENCE, list.len());
        }
        let mut front = Vec::with_capacity(head.len() + 10);
        push_head(&mut front, SEQUENCE, head.len() + list.len() + tail.len());
        front.extend_from_slice(&head);
        list.splice(0..0, front);
        list.extend_from_slice(&tail);
        list
    }
}

/// The DER `TBSCertList` of entries that are all at hand.
///
/// # Errors
/// As [`CrlBuilder`].
pub fn build_tbs(input: &CrlInput<'_>, entries: &[RevokedEntry<'_>]) -> Result<Vec<u8>, BuildError> {
    let mut builder = CrlBuilder::new(input, entries.len())?;
    entries.iter().try_for_each(|entry| builder.push(entry))?;
    Ok(builder.finish())
}

/// Joins the signed part and the signature into a DER `CertificateList`, in the memory of the former. The algorithm is
/// the one that the signed part names.
///
/// # Errors
/// [`BuildError::Encoding`]: the bytes are no `TBSCertList`.
pub fn assemble(mut tbs: Vec<u8>, signature: &[u8]) -> Result<Vec<u8>, BuildError> {
    let algorithm = TbsCertList::from_der(&tbs)
        .map_err(|_| BuildError::Encoding)?
        .signature
        .oid;
    let end = request::signature_part(algorithm, signature);
    let mut front = Vec::with_capacity(10);
    tlv::push_head(&mut front, SEQUENCE, tbs.len() + end.len());
    tbs.splice(0..0, front);
    tbs.extend_from_slice(&end);
    Ok(tbs)
}
