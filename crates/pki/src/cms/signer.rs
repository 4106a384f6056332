//! The part of one signer (RFC 5652 §5.3).

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{AnyRef, Encode, Tag, Tagged};

use super::{Attribute, Attributes};
use crate::{
    certificate::Certificate,
    elements::{Elements, context, context_primitive},
    tlv::{CONTEXT_1, SEQUENCE, SET, tlv},
};

/// How a signer names the certificate of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerIdentifier {
    /// Issuer as DER `Name`, serial number as content of the INTEGER.
    IssuerAndSerial {
        issuer_der: Vec<u8>,
        serial: Vec<u8>,
    },
    KeyIdentifier(Vec<u8>),
}

impl SignerIdentifier {
    pub(crate) fn read(value: AnyRef<'_>) -> der::Result<Self> {
        if value.tag() == context_primitive(0) {
            return Ok(Self::KeyIdentifier(value.value().to_owned()));
        }
        let mut parts = Elements::of(value, Tag::Sequence)?;
        let issuer_der = parts.tagged(Tag::Sequence)?.to_der()?;
        let serial = parts.tagged(Tag::Integer)?.value().to_owned();
        parts.end()?;
        Ok(Self::IssuerAndSerial { issuer_der, serial })
    }

    pub fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial { issuer_der, serial } => {
                issuer_der == certificate.issuer_der() && serial == certificate.serial()
            }
            Self::KeyIdentifier(identifier) => certificate.subject_key_identifier().as_ref() == Some(identifier),
        }
    }
}

/// One signature and what its maker says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Everything before the unsigned attributes, as it came.
    head: Vec<u8>,
    identifier: SignerIdentifier,
    digest_algorithm: ObjectIdentifier,
    signed: Option<SignedPart>,
    signature_algorithm: ObjectIdentifier,
    signature: Vec<u8>,
    unsigned: Attributes,
}

/// The signed attributes, read and as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SignedPart {
    attributes: Attributes,
    /// Content of the SET OF.
    content: Vec<u8>,
}

impl Signer {
    pub(super) fn from_der(der: &[u8]) -> der::Result<Self> {
        let mut parts = Elements::sequence(der)?;
        let version = parts.tagged(Tag::Integer)?;
        let sid = parts.any()?;
        let digest_algorithm = parts.tagged(Tag::Sequence)?;
        let signed = parts.optional(context(0))?;
        let signature_algorithm = parts.tagged(Tag::Sequence)?;
        let signature = parts.tagged(Tag::OctetString)?;
        let unsigned = parts.optional(context(1))?;
        parts.end()?;
        let mut head = Vec::new();
        for part in [version, sid, digest_algorithm].into_iter().chain(signed) {
            part.encode_to_vec(&mut head)?;
        }
        for part in [signature_algorithm, signature] {
            part.encode_to_vec(&mut head)?;
        }
        let signed_part = |value| {
            Attributes::read(value).map(|attributes| SignedPart {
                attributes,
                content: value.value().to_owned(),
            })
        };
        Ok(Self {
            head,
            identifier: SignerIdentifier::read(sid)?,
            digest_algorithm: Elements::of(digest_algorithm, Tag::Sequence)?.oid()?,
            signed: signed.map(signed_part).transpose()?,
            signature_algorithm: Elements::of(signature_algorithm, Tag::Sequence)?.oid()?,
            signature: signature.value().to_owned(),
            unsigned: unsigned.map_or_else(|| Ok(Attributes::default()), Attributes::read)?,
        })
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        let unsigned = match self.unsigned.iter().next() {
            Some(_) => self.unsigned.to_der(CONTEXT_1),
            None => Vec::new(),
        };
        tlv(SEQUENCE, &[&self.head, &unsigned])
    }

    pub(super) fn push_unsigned(&mut self, attribute: Attribute) {
        self.unsigned.push(attribute);
    }

    pub fn identifier(&self) -> &SignerIdentifier {
        &self.identifier
    }

    pub fn digest_algorithm(&self) -> ObjectIdentifier {
        self.digest_algorithm
    }

    pub fn signature_algorithm(&self) -> ObjectIdentifier {
        self.signature_algorithm
    }

    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Without signed attributes the signature is over the content itself.
    pub fn signed_attributes(&self) -> Option<&Attributes> {
        self.signed.as_ref().map(|signed| &signed.attributes)
    }

    pub fn unsigned_attributes(&self) -> &Attributes {
        &self.unsigned
    }

    /// What the signature may have been made over: the SET OF as it came, and in the order of DER, which RFC 5652 §5.4
    /// asks for and some writers keep to while signing only.
    pub(super) fn signed_forms(&self) -> Option<[Vec<u8>; 2]> {
        let signed = self.signed.as_ref()?;
        Some([tlv(SET, &[&signed.content]), signed.attributes.to_der(SET)])
    }
}
