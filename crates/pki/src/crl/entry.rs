//! One entry of a list: written straight into the list's bytes, read in place.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;
use der::{
    Decode, Encode, Enumerated, Sequence,
    asn1::{GeneralizedTime, IntRef},
};
use x509_cert::time::Time;

use crate::{
    certificate::BuildError,
    extension::{ExtensionRef, RawExtensions},
    oid,
    raw::RawSequence,
    time, tlv,
};

/// RFC 5280 §4.1.2.2.
const MAX_SERIAL: usize = 20;

/// ```text
/// CRLReason ::= ENUMERATED { unspecified(0), keyCompromise(1), cACompromise(2), affiliationChanged(3),
///     superseded(4), cessationOfOperation(5), certificateHold(6), removeFromCRL(8), privilegeWithdrawn(9),
///     aACompromise(10) }
/// ```
///
/// RFC 5280 §5.3.1. `unspecified` is written as no reason at all, as the RFC asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enumerated)]
#[repr(u8)]
pub enum Reason {
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,
    /// Only in delta lists: the certificate is good again, or has ended.
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AaCompromise = 10,
}

/// One revoked certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokedEntry<'a> {
    /// Content of the INTEGER, most significant byte first.
    pub serial: &'a [u8],
    /// Unix seconds.
    pub date: i64,
    pub reason: Reason,
    /// Since when the key is known or feared to be lost, if that is earlier than the revocation; unix seconds.
    pub invalid_since: Option<i64>,
}

impl<'a> RevokedEntry<'a> {
    pub fn new(serial: &'a [u8], date: i64, reason: Reason) -> Self {
        Self {
            serial,
            date,
            reason,
            invalid_since: None,
        }
    }

    /// Appends the entry: 35 bytes with one of our serial numbers, 49 with a reason.
    pub(super) fn write(&self, out: &mut Vec<u8>) -> Result<(), BuildError> {
        // DER has one spelling: no byte in front that says nothing.
        let padded = matches!(self.serial, [0, ..=0x7f, ..] | [0xff, 0x80..=0xff, ..]);
        if padded || !(1..=MAX_SERIAL).contains(&self.serial.len()) {
            return Err(BuildError::Encoding);
        }
        let date = time::to_time(self.date).ok_or(BuildError::Validity)?;
        let since = self
            .invalid_since
            .map(|since| time::to_date(since).ok_or(BuildError::Validity));
        let since = since.transpose()?;
        let start = open(out, tlv::SEQUENCE);
        tlv::push_head(out, tlv::INTEGER, self.serial.len());
        out.extend_from_slice(self.serial);
        push(out, &date)?;
        if self.reason != Reason::Unspecified || since.is_some() {
            let extensions = open(out, tlv::SEQUENCE);
            if self.reason != Reason::Unspecified {
                out.extend_from_slice(&[0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01]);
                out.push(self.reason as u8);
            }
            if let Some(since) = since {
                out.extend_from_slice(&[0x30, 0x18, 0x06, 0x03, 0x55, 0x1d, 0x18, 0x04, 0x11]);
                push(out, &GeneralizedTime::from_date_time(since))?;
            }
            close(out, extensions);
        }
        close(out, start);
        Ok(())
    }
}

/// Begins an element whose length is not known yet and stays below 128: a serial number has at most 20 bytes.
fn open(out: &mut Vec<u8>, tag: u8) -> usize {
    out.extend_from_slice(&[tag, 0]);
    out.len()
}

fn close(out: &mut [u8], start: usize) {
    out[start - 1] = (out.len() - start).to_le_bytes()[0];
}

fn push(out: &mut Vec<u8>, value: &impl Encode) -> Result<(), BuildError> {
    let mut buffer = [0; 17];
    let bytes = value.encode_to_slice(&mut buffer).map_err(|_| BuildError::Encoding)?;
    out.extend_from_slice(bytes);
    Ok(())
}

/// ```text
/// SEQUENCE {
///     userCertificate    CertificateSerialNumber,
///     revocationDate     Time,
///     crlEntryExtensions Extensions OPTIONAL
/// }
/// ```
#[derive(Clone, Copy, Debug, Sequence)]
pub(crate) struct RevokedCertificate<'a> {
    pub(crate) serial: IntRef<'a>,
    pub(crate) date: Time,
    #[asn1(optional = "true")]
    pub(crate) extensions: Option<RawSequence<'a>>,
}

impl<'a> RevokedCertificate<'a> {
    pub(crate) fn extensions(&self) -> RawExtensions<'a> {
        RawExtensions::new(self.extensions.map_or(&[], |extensions| extensions.0))
    }

    /// The value of an extension, if it is there and has the shape of its type.
    pub(crate) fn extension<T: Decode<'a>>(&self, oid: ObjectIdentifier) -> Option<T> {
        let of_type = |extension: &ExtensionRef<'_>| extension.oid == oid;
        let extension = self.extensions().flatten().find(of_type)?;
        T::from_der(extension.value.as_bytes()).ok()
    }

    fn entry(&self) -> RevokedEntry<'a> {
        let since: Option<GeneralizedTime> = self.extension(oid::INVALIDITY_DATE);
        RevokedEntry {
            serial: self.serial.as_bytes(),
            date: time::from_time(self.date),
            reason: self.extension(oid::REASON_CODE).unwrap_or(Reason::Unspecified),
            invalid_since: since.map(|since| time::from_date(since.to_date_time())),
        }
    }
}

/// The entries of a list, in its order.
#[derive(Clone, Debug)]
pub struct Entries<'a>(pub(super) RawEntries<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = RevokedEntry<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        // A list that was parsed has only entries that read.
        self.0.next()?.ok().map(|entry| entry.entry())
    }
}

/// The same as they stand; an entry that does not read is the last.
#[derive(Clone, Debug)]
pub(crate) struct RawEntries<'a>(&'a [u8]);

impl<'a> RawEntries<'a> {
    /// Takes the content of `revokedCertificates`.
    pub(crate) fn new(content: &'a [u8]) -> Self {
        Self(content)
    }
}

impl<'a> Iterator for RawEntries<'a> {
    type Item = der::Result<RevokedCertificate<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let entry = RevokedCertificate::from_der_partial(self.0);
        self.0 = entry.as_ref().map_or(&[], |(_, rest)| rest);
        Some(entry.map(|(entry, _)| entry))
    }
}
