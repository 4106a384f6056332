//! A certificate with all that is read from it once.

use alloc::vec::Vec;
use core::cell::OnceCell;

use super::{NormalName, PathError, facts::Facts};
use crate::{
    certificate::Certificate,
    extension,
    key::{KeyFault, PublicKey},
    lenient::{Values, tag},
    oid,
};

#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) certificate: &'a Certificate,
    pub(super) subject: NormalName,
    pub(super) issuer: NormalName,
    /// Read when it is needed first: a point on a curve takes its time.
    key: OnceCell<Result<PublicKey, KeyFault>>,
    facts: Result<Facts, PathError>,
    authority_key: Option<Vec<u8>>,
    subject_key: Option<Vec<u8>>,
}

impl<'a> Node<'a> {
    /// None when a name cannot be read: such a certificate leads nowhere.
    pub(super) fn of(certificate: &'a Certificate) -> Option<Self> {
        let subject = NormalName::read(certificate.subject_der())?;
        let extensions = certificate.extensions();
        let authority_key = extension::value(extensions, oid::AUTHORITY_KEY_IDENTIFIER).and_then(|value| {
            let identifier = Values::of(value, tag::SEQUENCE)?.take(tag::context(0))?;
            Some(identifier.content.to_vec())
        });
        let subject_key = extension::value(extensions, oid::SUBJECT_KEY_IDENTIFIER)
            .and_then(|value| Some(Values(value).take(tag::OCTET_STRING)?.content.to_vec()));
        Some(Self {
            issuer: NormalName::read(certificate.issuer_der())?,
            key: OnceCell::new(),
            facts: Facts::of(certificate, &subject),
            certificate,
            subject,
            authority_key,
            subject_key,
        })
    }

    pub(super) fn facts(&self) -> Result<&Facts, PathError> {
        self.facts.as_ref().map_err(Clone::clone)
    }

    pub(super) fn key(&self) -> Result<&PublicKey, PathError> {
        let read = || PublicKey::from_spki(self.certificate.public_key_der());
        let key = self.key.get_or_init(read).as_ref();
        key.map_err(|fault| PathError::IssuerKey(fault.clone()))
    }

    pub(super) fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.certificate.der() == other.certificate.der()
    }

    /// The same name and the same key: as an issuer it is the same.
    pub(super) fn is_same_entity(&self, other: &Self) -> bool {
        self.subject == other.subject && self.certificate.public_key_der() == other.certificate.public_key_der()
    }

    /// How unlikely it is to have issued `child`; names already fit. Smaller comes first.
    pub(super) fn rank(&self, child: &Node<'_>, time: i64) -> u8 {
        let named = match (&child.authority_key, &self.subject_key) {
            (Some(wanted), Some(own)) if wanted == own => 0,
            (Some(_), Some(_)) => 4,
            _ => 2,
        };
        named + u8::from(!self.certificate.is_valid_at(time))
    }
}
