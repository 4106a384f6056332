//! The reader for lists of any maker: indirect ones, with entries in whatever form.

use alloc::{borrow::ToOwned, vec::Vec};
use core::ops::Range;

use x509_cert::ext::Extension;

use super::{CrlError, Reason, parse::MAX_SIZE};
use crate::{
    certificate::extensions,
    extension,
    key::as_oid,
    lenient::{Oddities, Oddity, Reading, Value, Values, instant, shortest_integer, tag},
    oid, pem,
};

/// A list that somebody made. Nobody has checked its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevocationList {
    der: Vec<u8>,
    tbs: Range<usize>,
    entries: Range<usize>,
    issuer_der: Vec<u8>,
    algorithm_der: Vec<u8>,
    signature: Vec<u8>,
    this_update: i64,
    next_update: Option<i64>,
    extensions: Vec<Extension>,
    count: usize,
    has_unknown_entries: bool,
}

/// An entry of such a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignEntry<'a> {
    /// Content of the INTEGER in its shortest form.
    pub serial: &'a [u8],
    /// Unix seconds.
    pub date: i64,
    pub reason: Reason,
    pub invalid_since: Option<i64>,
    /// certificateIssuer: the `GeneralNames` that hold from this entry on.
    pub issuer: Option<&'a [u8]>,
    /// Whether the entry has a critical extension that we do not know.
    pub is_unknown: bool,
}

impl RevocationList {
    /// Reads a list in PEM or DER.
    ///
    /// # Errors
    /// [`CrlError::NotDer`], [`CrlError::TooLarge`].
    pub fn read(bytes: &[u8]) -> Result<Reading<Self>, CrlError> {
        if bytes.len() > MAX_SIZE {
            return Err(CrlError::TooLarge);
        }
        let der = pem::decode(bytes, pem::CRL).map_err(|pem::NotPem| CrlError::NotDer)?;
        let mut oddities = Oddities::default();
        let value = read(der.into_owned(), &mut oddities).ok_or(CrlError::NotDer)?;
        let remarks = oddities.0;
        Ok(Reading { value, remarks })
    }

    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub fn tbs(&self) -> &[u8] {
        &self.der[self.tbs.clone()]
    }

    pub fn issuer_der(&self) -> &[u8] {
        &self.issuer_der
    }

    /// The signed `AlgorithmIdentifier` as DER.
    pub fn algorithm_der(&self) -> &[u8] {
        &self.algorithm_der
    }

    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    pub fn this_update(&self) -> i64 {
        self.this_update
    }

    pub fn next_update(&self) -> Option<i64> {
        self.next_update
    }

    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether an entry has a critical extension that we do not know: then the list cannot be used (RFC 5280 §5.3).
    pub fn has_unknown_entries(&self) -> bool {
        self.has_unknown_entries
    }

    /// CRLNumber as the content of an INTEGER in its shortest form.
    pub fn number(&self) -> Option<&[u8]> {
        self.integer(oid::CRL_NUMBER)
    }

    /// Of a delta list: the number of the list that it adds to.
    pub fn base(&self) -> Option<&[u8]> {
        self.integer(oid::DELTA_CRL_INDICATOR)
    }

    pub fn is_delta(&self) -> bool {
        extension::value(&self.extensions, oid::DELTA_CRL_INDICATOR).is_some()
    }

    fn integer(&self, oid: const_oid::ObjectIdentifier) -> Option<&[u8]> {
        let value = Values(extension::value(&self.extensions, oid)?).take(tag::INTEGER)?;
        Some(shortest_integer(value.content))
    }

    /// The entries in the order of the list.
    pub fn entries(&self) -> impl Iterator<Item = ForeignEntry<'_>> {
        let mut values = Values(&self.der[self.entries.clone()]);
        core::iter::from_fn(move || entry(values.any()?, &mut Oddities::default()))
    }
}

fn read(mut der: Vec<u8>, oddities: &mut Oddities) -> Option<RevocationList> {
    let length = Values(&der).any()?.whole.len();
    oddities.add_if(length < der.len(), Oddity::Trailing);
    der.truncate(length);
    let mut parts = Values::of(&der, tag::SEQUENCE)?;
    let tbs = parts.take(tag::SEQUENCE)?;
    let algorithm = parts.take(tag::SEQUENCE)?;
    let signature = parts.take(tag::BIT_STRING)?.content.get(1..)?;

    let mut fields = Values(tbs.content);
    fields.take(tag::INTEGER);
    let inner = fields.take(tag::SEQUENCE)?;
    oddities.add_if(inner.whole != algorithm.whole, Oddity::AlgorithmMismatch);
    let issuer = fields.take(tag::SEQUENCE)?;
    let this_update = instant(fields.any()?, oddities)?;
    let has_next = fields
        .0
        .first()
        .is_some_and(|first| [tag::UTC_TIME, tag::GENERALIZED_TIME].contains(first));
    let next_update = if has_next {
        Some(instant(fields.any()?, oddities)?)
    } else {
        None
    };
    let revoked = fields.take(tag::SEQUENCE).map_or(&[][..], |list| list.content);
    let extensions = match fields.take(tag::constructed(0)) {
        Some(list) => extensions(list, oddities)?,
        None => Vec::new(),
    };
    oddities.add_if(!fields.is_empty(), Oddity::Trailing);
    let (count, has_unknown_entries) = look_through(revoked, oddities)?;
    Some(RevocationList {
        tbs: range_of(&der, tbs.whole),
        entries: range_of(&der, revoked),
        issuer_der: issuer.whole.to_owned(),
        algorithm_der: inner.whole.to_owned(),
        signature: signature.to_owned(),
        this_update,
        next_update,
        extensions,
        count,
        has_unknown_entries,
        der,
    })
}

/// Every entry is looked at once: later ones cannot fail any more.
fn look_through(revoked: &[u8], oddities: &mut Oddities) -> Option<(usize, bool)> {
    let mut values = Values(revoked);
    let (mut count, mut unknown) = (0, false);
    while !values.is_empty() {
        let entry = entry(values.any()?, oddities)?;
        unknown |= entry.is_unknown;
        count += 1;
    }
    Some((count, unknown))
}

fn entry<'a>(value: Value<'a>, oddities: &mut Oddities) -> Option<ForeignEntry<'a>> {
    let mut parts = Values::of(value.whole, tag::SEQUENCE)?;
    let mut entry = ForeignEntry {
        serial: shortest_integer(parts.take(tag::INTEGER)?.content),
        date: instant(parts.any()?, oddities)?,
        reason: Reason::Unspecified,
        invalid_since: None,
        issuer: None,
        is_unknown: false,
    };
    if let Some(list) = parts.take(tag::SEQUENCE) {
        let mut extensions = Values(list.content);
        while !extensions.is_empty() {
            entry.extend(extensions.take(tag::SEQUENCE)?)?;
        }
    }
    Some(entry)
}

impl<'a> ForeignEntry<'a> {
    fn extend(&mut self, extension: Value<'a>) -> Option<()> {
        let mut parts = Values(extension.content);
        let name = as_oid(parts.take(tag::OID)?.whole);
        let critical = parts.take(tag::BOOLEAN).is_some_and(|value| value.content != [0]);
        let value = parts.take(tag::OCTET_STRING)?.content;
        match name {
            Some(oid::REASON_CODE) => self.reason = reason(value)?,
            // A GeneralizedTime is what the standard asks for here.
            Some(oid::INVALIDITY_DATE) => {
                self.invalid_since = Some(instant(Values(value).any()?, &mut Oddities::default())?);
            }
            Some(oid::CERTIFICATE_ISSUER) => self.issuer = Some(value),
            _ => self.is_unknown |= critical,
        }
        Some(())
    }
}

fn reason(value: &[u8]) -> Option<Reason> {
    let number = Values(value).take(tag::ENUMERATED)?.content;
    let reason = |number| {
        Some(match number {
            0 => Reason::Unspecified,
            1 => Reason::KeyCompromise,
            2 => Reason::CaCompromise,
            3 => Reason::AffiliationChanged,
            4 => Reason::Superseded,
            5 => Reason::CessationOfOperation,
            6 => Reason::CertificateHold,
            8 => Reason::RemoveFromCrl,
            9 => Reason::PrivilegeWithdrawn,
            10 => Reason::AaCompromise,
            _ => return None,
        })
    };
    reason(*number.first()?)
}

fn range_of(whole: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    if part.is_empty() {
        0..0
    } else {
        start..start + part.len()
    }
}
