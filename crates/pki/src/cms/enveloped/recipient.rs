//! Whom a document is encrypted for, and how each gets its key (RFC 5652 §6.2).

use alloc::{borrow::ToOwned, vec::Vec};

use der::{AnyRef, Tag, Tagged};

use super::wrap::WrapAlgorithm;
use crate::{
    certificate::Certificate,
    cms::SignerIdentifier,
    elements::{Elements, context},
    tlv::{SEQUENCE, tlv},
};

/// As many readers of one key agreement as are looked at.
const MAX_KEYS: usize = 64;

/// One recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    identifier: SignerIdentifier,
    pub(super) way: Way,
    pub(super) encrypted_key: Vec<u8>,
}

/// How the key of the content comes to the recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The sender made a pair of keys for this message only; all that is needed is in the encrypted key.
    Transport { algorithm: WrapAlgorithm },
    Agreement {
        algorithm: WrapAlgorithm,
        originator: Originator,
        ukm: Vec<u8>,
    },
}

/// The sender's key of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Originator {
    Certificate(SignerIdentifier),
    /// DER `SubjectPublicKeyInfo`.
    Key(Vec<u8>),
}

impl Recipient {
    /// How the recipient's certificate is named: as that of a signer.
    pub fn identifier(&self) -> &SignerIdentifier {
        &self.identifier
    }

    pub fn is(&self, certificate: &Certificate) -> bool {
        self.identifier.names(certificate)
    }

    /// The recipients of one `RecipientInfo`; none for the kinds that need no certificate (passwords, shared keys).
    pub(super) fn read(value: AnyRef<'_>) -> der::Result<Vec<Self>> {
        if value.tag() == Tag::Sequence {
            return transport(value).map(|recipient| alloc::vec![recipient]);
        }
        if value.tag() == context(1) {
            return agreement(value);
        }
        Ok(Vec::new())
    }
}

/// ```text
/// KeyTransRecipientInfo ::= SEQUENCE {
///     version                 INTEGER,
///     rid                     RecipientIdentifier,
///     keyEncryptionAlgorithm  AlgorithmIdentifier,
///     encryptedKey            OCTET STRING }
/// ```
fn transport(value: AnyRef<'_>) -> der::Result<Recipient> {
    let mut parts = Elements::of(value, Tag::Sequence)?;
    parts.tagged(Tag::Integer)?;
    let identifier = SignerIdentifier::read(parts.any()?)?;
    let algorithm = WrapAlgorithm::read(parts.any()?)?;
    let encrypted_key = parts.octets()?.to_owned();
    parts.end()?;
    Ok(Recipient {
        identifier,
        way: Way::Transport { algorithm },
        encrypted_key,
    })
}

/// ```text
/// KeyAgreeRecipientInfo ::= SEQUENCE { -- [1] IMPLICIT
///     version                 INTEGER,
///     originator          [0] EXPLICIT OriginatorIdentifierOrKey,
///     ukm                 [1] EXPLICIT OCTET STRING OPTIONAL,
///     keyEncryptionAlgorithm  AlgorithmIdentifier,
///     recipientEncryptedKeys  SEQUENCE OF RecipientEncryptedKey }
/// RecipientEncryptedKey ::= SEQUENCE { rid KeyAgreeRecipientIdentifier, encryptedKey OCTET STRING }
/// ```
fn agreement(value: AnyRef<'_>) -> der::Result<Vec<Recipient>> {
    let mut parts = Elements::of(value, context(1))?;
    parts.tagged(Tag::Integer)?;
    let originator = originator(Elements::of(parts.any()?, context(0))?.any()?)?;
    // Every agreement of ГОСТ needs one.
    let ukm = Elements::of(parts.any()?, context(1))?.octets()?.to_owned();
    let algorithm = WrapAlgorithm::read(parts.any()?)?;
    let keys = Elements::of(parts.any()?, Tag::Sequence)?.rest(MAX_KEYS)?;
    parts.end()?;
    let recipient = |der: &Vec<u8>| {
        let mut parts = Elements::sequence(der)?;
        let identifier = agreement_identifier(parts.any()?)?;
        let encrypted_key = parts.octets()?.to_owned();
        parts.end()?;
        let (originator, ukm) = (originator.clone(), ukm.clone());
        Ok(Recipient {
            identifier,
            way: Way::Agreement {
                algorithm,
                originator,
                ukm,
            },
            encrypted_key,
        })
    };
    keys.iter().map(recipient).collect()
}

/// `CHOICE { IssuerAndSerialNumber, [0] SubjectKeyIdentifier, [1] OriginatorPublicKey }`; the last one looks like a
/// `SubjectPublicKeyInfo` under another tag.
fn originator(value: AnyRef<'_>) -> der::Result<Originator> {
    if value.tag() == context(1) {
        return Ok(Originator::Key(tlv(SEQUENCE, &[value.value()])));
    }
    SignerIdentifier::read(value).map(Originator::Certificate)
}

/// `CHOICE { IssuerAndSerialNumber, [0] IMPLICIT SEQUENCE { SubjectKeyIdentifier, … } }`
fn agreement_identifier(value: AnyRef<'_>) -> der::Result<SignerIdentifier> {
    if value.tag() == context(0) {
        let identifier = Elements::of(value, context(0))?.octets()?;
        return Ok(SignerIdentifier::KeyIdentifier(identifier.to_owned()));
    }
    value.tag().assert_eq(Tag::Sequence)?;
    SignerIdentifier::read(value)
}
