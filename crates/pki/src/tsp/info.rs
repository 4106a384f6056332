//! What a stamp says (RFC 3161 §2.4.2): this hash value existed at this time.

use alloc::{borrow::ToOwned, format, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{AnyRef, DateTime, Tag};

use super::{Imprint, imprint, request};
use crate::{
    certificate::BuildError,
    elements::{Elements, context, context_primitive},
    time,
    tlv::{BOOLEAN, GENERALIZED_TIME, INTEGER, SEQUENCE, object_identifier, tlv},
};

/// ```text
/// TSTInfo ::= SEQUENCE {
///     version         INTEGER { v1(1) },
///     policy          OBJECT IDENTIFIER,
///     messageImprint  MessageImprint,
///     serialNumber    INTEGER,
///     genTime         GeneralizedTime,
///     accuracy        Accuracy OPTIONAL,
///     ordering        BOOLEAN DEFAULT FALSE,
///     nonce           INTEGER OPTIONAL,
///     tsa         [0] GeneralName OPTIONAL,
///     extensions  [1] IMPLICIT Extensions OPTIONAL }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TstInfo {
    pub policy: ObjectIdentifier,
    pub imprint: Imprint,
    /// Content of the INTEGER; no two stamps of an authority share one.
    pub serial: Vec<u8>,
    /// Unix seconds.
    pub time: i64,
    /// The part of the second, in thousandths.
    pub milliseconds: u16,
    pub accuracy: Option<Accuracy>,
    /// Whether stamps of this authority can always be ordered by their time alone.
    pub ordering: bool,
    /// Content of the INTEGER of the request.
    pub nonce: Option<Vec<u8>>,
}

/// How far the time may be off, to both sides.
///
/// ```text
/// Accuracy ::= SEQUENCE { seconds INTEGER OPTIONAL, millis [0] INTEGER (1..999) OPTIONAL, micros [1] … OPTIONAL }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accuracy {
    pub seconds: u32,
    /// Below 1000.
    pub milliseconds: u16,
}

impl TstInfo {
    /// The DER `TSTInfo`: the content that is signed.
    ///
    /// # Errors
    /// [`BuildError::Validity`] for a time outside the calendar, or parts of a second that are no parts.
    pub fn to_der(&self) -> Result<Vec<u8>, BuildError> {
        let time = generalized_time(self.time, self.milliseconds).ok_or(BuildError::Validity)?;
        let accuracy = self.accuracy.map(Accuracy::to_der).transpose()?;
        let ordering = self.ordering.then(|| tlv(BOOLEAN, &[&[0xff]]));
        let nonce = self.nonce.as_ref().map(|nonce| tlv(INTEGER, &[nonce]));
        Ok(tlv(
            SEQUENCE,
            &[
                &tlv(INTEGER, &[&[1]]),
                &object_identifier(self.policy),
                &self.imprint.to_der(),
                &tlv(INTEGER, &[&self.serial]),
                &time,
                accuracy.as_deref().unwrap_or_default(),
                ordering.as_deref().unwrap_or_default(),
                nonce.as_deref().unwrap_or_default(),
            ],
        ))
    }

    /// Reads a DER `TSTInfo`. The name of the authority and extensions are read over.
    pub fn from_der(der: &[u8]) -> der::Result<Self> {
        let mut parts = Elements::sequence(der)?;
        if parts.read::<u8>()? != 1 {
            return Err(Tag::Integer.value_error().into());
        }
        let policy = parts.oid()?;
        let imprint = imprint::Named::read(parts.any()?)?;
        let imprint = Imprint::read(imprint).map_err(|_| Tag::ObjectIdentifier.value_error())?;
        let serial = parts.tagged(Tag::Integer)?.value().to_owned();
        let (time, milliseconds) = read_time(parts.tagged(Tag::GeneralizedTime)?)?;
        let accuracy = parts.optional(Tag::Sequence)?.map(Accuracy::read).transpose()?;
        let ordering = parts.optional(Tag::Boolean)?.map(|ordering| ordering.decode_as());
        let nonce = parts.optional(Tag::Integer)?.map(request::nonce).transpose()?;
        parts.optional(context(0))?;
        parts.optional(context(1))?;
        parts.end()?;
        Ok(Self {
            policy,
            imprint,
            serial,
            time,
            milliseconds,
            accuracy,
            ordering: ordering.transpose()?.unwrap_or(false),
            nonce: nonce.map(ToOwned::to_owned),
        })
    }
}

impl Accuracy {
    fn to_der(self) -> Result<Vec<u8>, BuildError> {
        if self.milliseconds > 999 {
            return Err(BuildError::Validity);
        }
        let seconds = (self.seconds > 0).then(|| number(INTEGER, self.seconds));
        let millis = (self.milliseconds > 0).then(|| number(0x80, u32::from(self.milliseconds)));
        let parts = [seconds.unwrap_or_default(), millis.unwrap_or_default()];
        Ok(tlv(SEQUENCE, &[&parts[0], &parts[1]]))
    }

    fn read(value: AnyRef<'_>) -> der::Result<Self> {
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let seconds = parts.optional(Tag::Integer)?.map(|seconds| seconds.decode_as());
        let milliseconds = parts.optional(context_primitive(0))?.map(thousandths).transpose()?;
        let micros = parts.optional(context_primitive(1))?.map(thousandths).transpose()?;
        parts.end()?;
        // Less than a thousandth of a second is rounded up: accuracy is a promise.
        let milliseconds = milliseconds.unwrap_or(0) + u16::from(micros.is_some());
        Ok(Self {
            seconds: seconds
                .transpose()?
                .unwrap_or(0_u32)
                .saturating_add(u32::from(milliseconds / 1000)),
            milliseconds: milliseconds % 1000,
        })
    }
}

/// `INTEGER (1..999)` under an implicit tag.
fn thousandths(value: AnyRef<'_>) -> der::Result<u16> {
    let number = match value.value() {
        [low] => u16::from(*low),
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    };
    if (1..=999).contains(&number) {
        Ok(number)
    } else {
        Err(Tag::Integer.value_error().into())
    }
}

/// A positive INTEGER under `tag`, in the shortest form.
fn number(tag: u8, number: u32) -> Vec<u8> {
    let bytes = u64::from(number).to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let from = if bytes.get(zeros).is_none_or(|byte| *byte >= 0x80) {
        zeros - 1
    } else {
        zeros
    };
    tlv(tag, &[&bytes[from..]])
}

/// `YYYYMMDDhhmmss[.s…]Z`: DER allows parts of a second without zeros at the end.
fn generalized_time(unix: i64, milliseconds: u16) -> Option<Vec<u8>> {
    let date = time::to_date(unix).filter(|_| milliseconds < 1000)?;
    let mut text = format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}",
        date.year(),
        date.month(),
        date.day(),
        date.hour(),
        date.minutes(),
        date.seconds()
    );
    if milliseconds > 0 {
        let fraction = format!(".{milliseconds:03}");
        text.push_str(fraction.trim_end_matches('0'));
    }
    text.push('Z');
    Some(tlv(GENERALIZED_TIME, &[text.as_bytes()]))
}

fn read_time(value: AnyRef<'_>) -> der::Result<(i64, u16)> {
    let error = || der::Error::from(Tag::GeneralizedTime.value_error());
    let text = str::from_utf8(value.value())
        .ok()
        .and_then(|text| text.strip_suffix('Z'));
    let (whole, fraction) = text
        .map(|text| text.split_once('.').unwrap_or((text, "0")))
        .ok_or_else(error)?;
    if whole.len() != 14 || fraction.len() > 9 || ![whole, fraction].iter().all(|part| is_number(part)) {
        return Err(error());
    }
    let number = |from: usize, to: usize| whole[from..to].parse::<u16>().map_err(|_| error());
    let small = |from: usize, to: usize| number(from, to).map(|number| number.to_le_bytes()[0]);
    let date = DateTime::new(
        number(0, 4)?,
        small(4, 6)?,
        small(6, 8)?,
        small(8, 10)?,
        small(10, 12)?,
        small(12, 14)?,
    )?;
    let thousandths = fraction.bytes().chain([b'0'; 3]).take(3);
    let milliseconds = thousandths.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    Ok((time::from_date(date), milliseconds))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
