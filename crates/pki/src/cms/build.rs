//! The builder. Signing is a step of its own, so that whoever keeps the key can look at what it signs:
//! [`SignedAttributes::new`], a signature over [`SignedAttributes::to_be_signed`], [`assemble`].

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

use super::{Attribute, Attributes, attribute, ess};
use crate::{
    certificate::{BuildError, Certificate},
    digest::DigestAlgorithm,
    oid,
    tlv::{CONTEXT_0, INTEGER, OCTET_STRING, SEQUENCE, SET, algorithm, content_info, object_identifier, set_of, tlv},
};

/// What one signer signs: contentType, messageDigest, signingTime and signing-certificate-v2 (CAdES-BES, RFC 5126 §4.3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAttributes {
    content_type: ObjectIdentifier,
    /// The DER SET OF: the signature is made over these bytes (RFC 5652 §5.4).
    der: Vec<u8>,
}

impl SignedAttributes {
    /// `content_digest` is the hash value of the content by [`DigestAlgorithm::of_key`] of the signer's key.
    ///
    /// # Errors
    /// [`BuildError::Issuer`] when the certificate has no key of ГОСТ Р 34.10-2012 or the hash value is not of its
    /// length, [`BuildError::Validity`] for a time outside the calendar.
    pub fn new(
        content_type: ObjectIdentifier,
        content_digest: &[u8],
        signing_time: Option<i64>,
        certificate: &Certificate,
    ) -> Result<Self, BuildError> {
        let set = certificate.public_key().map_err(|_| BuildError::Issuer)?.set();
        if content_digest.len() != DigestAlgorithm::of_key(set).size() {
            return Err(BuildError::Issuer);
        }
        let mut attributes = Attributes::new(alloc::vec![
            Attribute::new(oid::CONTENT_TYPE, object_identifier(content_type)),
            Attribute::new(oid::MESSAGE_DIGEST, tlv(OCTET_STRING, &[content_digest])),
            ess::signing_certificate(certificate, set),
        ]);
        if let Some(unix) = signing_time {
            let time = attribute::signing_time(unix).ok_or(BuildError::Validity)?;
            attributes.push(Attribute::new(oid::SIGNING_TIME, time));
        }
        Ok(Self {
            content_type,
            der: attributes.to_der(SET),
        })
    }

    pub fn to_be_signed(&self) -> &[u8] {
        &self.der
    }
}

/// One signer's part of a [`assemble`]d document.
#[derive(Clone, Debug)]
pub struct SignerPart<'a> {
    pub certificate: &'a Certificate,
    pub attributes: &'a SignedAttributes,
    /// Over [`SignedAttributes::to_be_signed`].
    pub signature: &'a [u8],
}

/// Joins signatures, content and certificates into a DER `ContentInfo` with `SignedData` (RFC 5652 §5).
///
/// Without `content` the signature is detached. `certificates` are those to go with it; the signers' own are not added.
///
/// # Errors
/// [`BuildError::Encoding`] without signers or when they name different types of content, [`BuildError::Issuer`] when
/// a certificate has no key of ГОСТ Р 34.10-2012.
pub fn assemble(
    content: Option<&[u8]>,
    signers: &[SignerPart<'_>],
    certificates: &[&Certificate],
) -> Result<Vec<u8>, BuildError> {
    let content_type = signers.first().ok_or(BuildError::Encoding)?.attributes.content_type;
    if signers
        .iter()
        .any(|signer| signer.attributes.content_type != content_type)
    {
        return Err(BuildError::Encoding);
    }
    let mut digests = Vec::new();
    let mut infos = Vec::new();
    for signer in signers {
        let key = signer.certificate.public_key().map_err(|_| BuildError::Issuer)?;
        let digest = algorithm(key.set().digest_oid());
        infos.push(signer.info(&digest, &algorithm(key.set().key_oid())));
        digests.push(digest);
    }
    digests.sort();
    digests.dedup();
    let certificates = certificates.iter().map(|certificate| certificate.der().to_vec());
    // RFC 5652 §5.1: content other than `data` makes version 3.
    let version = if content_type == oid::DATA { 1 } else { 3 };
    let signed_data = tlv(
        SEQUENCE,
        &[
            &tlv(INTEGER, &[&[version]]),
            &set_of(SET, digests),
            &encapsulated(content_type, content),
            &optional(set_of(CONTEXT_0, certificates.collect())),
            &set_of(SET, infos),
        ],
    );
    Ok(content_info(oid::SIGNED_DATA, &signed_data))
}

impl SignerPart<'_> {
    /// ```text
    /// SignerInfo ::= SEQUENCE {
    ///     version             INTEGER, -- 1: issuer and serial number
    ///     sid                 IssuerAndSerialNumber,
    ///     digestAlgorithm     AlgorithmIdentifier,
    ///     signedAttrs     [0] IMPLICIT SET OF Attribute,
    ///     signatureAlgorithm  AlgorithmIdentifier,
    ///     signature           OCTET STRING,
    ///     unsignedAttrs   [1] IMPLICIT SET OF Attribute OPTIONAL }
    /// ```
    ///
    /// signatureAlgorithm is the algorithm of the key, as in the examples of R 1323565.1.025-2019 (A.1.1, A.1.2).
    fn info(&self, digest: &[u8], key: &[u8]) -> Vec<u8> {
        let serial = tlv(INTEGER, &[self.certificate.serial()]);
        let mut attributes = self.attributes.der.clone();
        attributes[0] = CONTEXT_0;
        tlv(
            SEQUENCE,
            &[
                &tlv(INTEGER, &[&[1]]),
                &tlv(SEQUENCE, &[self.certificate.issuer_der(), &serial]),
                digest,
                &attributes,
                key,
                &tlv(OCTET_STRING, &[self.signature]),
            ],
        )
    }
}

/// `EncapsulatedContentInfo`; without content it says only what the content is.
pub(super) fn encapsulated(content_type: ObjectIdentifier, content: Option<&[u8]>) -> Vec<u8> {
    let content = content.map(|content| tlv(CONTEXT_0, &[&tlv(OCTET_STRING, &[content])]));
    let content = content.as_deref().unwrap_or_default();
    tlv(SEQUENCE, &[&object_identifier(content_type), content])
}

/// An empty SET OF that is OPTIONAL is left out.
fn optional(set: Vec<u8>) -> Vec<u8> {
    if set.len() > 2 { set } else { Vec::new() }
}
