//! The check of signatures: does each hold over this content, with the key of which certificate. Whether that certificate
//! was valid is the business of path validation.

use alloc::vec::Vec;

use super::{SignedData, Signer, SignerError, bare::Beginning, ess::CertificateId, key::SignerKey};
use crate::{
    certificate::Certificate,
    digest::{DigestAlgorithm, Hasher},
    oid,
};

/// What a signature that holds says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The certificate of the signer.
    pub certificate: Certificate,
    /// What the signer claims as the time of signing, unix seconds.
    pub signing_time: Option<i64>,
    /// Whether the signature itself names its certificate (signing-certificate): the mark of CAdES-BES.
    pub names_certificate: bool,
}

/// Hash values of the content, made in one pass: content that does not fit into memory comes in pieces.
#[derive(Clone, Debug)]
pub struct ContentHasher {
    hashers: Vec<(DigestAlgorithm, Hasher)>,
    beginning: Beginning,
}

/// What the signers of one document need to know of it: the hash values, and whether it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentDigests {
    digests: Vec<(DigestAlgorithm, Vec<u8>)>,
    is_signed_attributes: bool,
}

impl ContentHasher {
    pub fn update(&mut self, bytes: &[u8]) {
        self.hashers.iter_mut().for_each(|(_, hasher)| hasher.update(bytes));
        self.beginning.update(bytes);
    }

    pub fn finish(self) -> ContentDigests {
        let digests = self
            .hashers
            .into_iter()
            .map(|(algorithm, hasher)| (algorithm, hasher.finish()));
        ContentDigests {
            digests: digests.collect(),
            is_signed_attributes: self.beginning.is_signed_attributes(),
        }
    }
}

impl ContentDigests {
    fn get(&self, algorithm: DigestAlgorithm) -> Option<&[u8]> {
        let found = self.digests.iter().find(|(known, _)| *known == algorithm);
        found.map(|(_, digest)| digest.as_slice())
    }
}

impl SignedData {
    /// Hashes with every function that a signer names and we know.
    pub fn hasher(&self) -> ContentHasher {
        let named = self.signers().iter().map(Signer::digest_algorithm);
        let mut algorithms: Vec<_> = named.filter_map(DigestAlgorithm::from_oid).collect();
        algorithms.sort();
        algorithms.dedup();
        let hashers = algorithms
            .into_iter()
            .map(|algorithm| (algorithm, Hasher::new(algorithm)));
        ContentHasher {
            hashers: hashers.collect(),
            beginning: Beginning::default(),
        }
    }

    /// Checks every signature over the content that was hashed with [`SignedData::hasher`], in the order of
    /// [`SignedData::signers`]. `others` are certificates that may be missing in the file.
    pub fn verify(&self, content: &ContentDigests, others: &[Certificate]) -> Vec<Result<Verified, SignerError>> {
        let mut certificates = self.certificates();
        certificates.extend_from_slice(others);
        let check = |signer| self.verify_signer(signer, content, &certificates);
        self.signers().iter().map(check).collect()
    }

    /// [`SignedData::verify`] for a document at hand: the one inside, or the one beside a detached signature.
    /// A file that holds its own document is checked over that, and only if the one beside it is the same.
    pub fn verify_document(&self, beside: Option<&[u8]>, others: &[Certificate]) -> Vec<Result<Verified, SignerError>> {
        let document = match (self.content(), beside) {
            (Some(inside), Some(beside)) if inside != beside => Err(SignerError::OtherContent),
            (Some(document), _) | (None, Some(document)) => Ok(document),
            (None, None) => Err(SignerError::NoContent),
        };
        match document {
            Ok(document) => {
                let mut hasher = self.hasher();
                hasher.update(document);
                self.verify(&hasher.finish(), others)
            }
            Err(error) => self.signers().iter().map(|_| Err(error.clone())).collect(),
        }
    }

    fn verify_signer(
        &self,
        signer: &Signer,
        content: &ContentDigests,
        certificates: &[Certificate],
    ) -> Result<Verified, SignerError> {
        let certificate = certificates
            .iter()
            .find(|certificate| signer.identifier().names(certificate));
        let certificate = certificate.ok_or(SignerError::NoCertificate)?;
        let key = SignerKey::of(certificate)?;
        let algorithm = signer.digest_algorithm();
        let algorithm = DigestAlgorithm::from_oid(algorithm).ok_or(SignerError::DigestAlgorithm(algorithm))?;
        if !key.takes(algorithm) {
            return Err(SignerError::DigestAlgorithm(algorithm.oid()));
        }
        if !key.signs_as(signer.signature_algorithm(), algorithm) {
            return Err(SignerError::SignatureAlgorithm(signer.signature_algorithm()));
        }
        let digest = content.get(algorithm).ok_or(SignerError::NoContent)?;
        if content.is_signed_attributes && signer.signed_attributes().is_none() {
            return Err(SignerError::AttributesAsContent);
        }
        self.verify_signature(signer, &key, algorithm, digest)?;
        let named = names_certificate(signer, certificate)?;
        Ok(Verified {
            certificate: certificate.clone(),
            signing_time: signer.signed_attributes().and_then(super::Attributes::signing_time),
            names_certificate: named,
        })
    }

    fn verify_signature(
        &self,
        signer: &Signer,
        key: &SignerKey,
        algorithm: DigestAlgorithm,
        digest: &[u8],
    ) -> Result<(), SignerError> {
        let (Some(attributes), Some(forms)) = (signer.signed_attributes(), signer.signed_forms()) else {
            // RFC 5652 §5.3: content of another type than `data` must have signed attributes.
            if self.content_type() != oid::DATA {
                return Err(SignerError::Attributes);
            }
            let checked = key.verify_digest(digest, signer.signature());
            return checked.map_err(|_| SignerError::BadSignature);
        };
        let content_type = attributes.find(oid::CONTENT_TYPE).ok_or(SignerError::Attributes)?;
        if self.content_type() != content_type {
            return Err(SignerError::Attributes);
        }
        let claimed: &der::asn1::OctetStringRef =
            attributes.find(oid::MESSAGE_DIGEST).ok_or(SignerError::Attributes)?;
        if claimed.as_bytes() != digest {
            return Err(SignerError::OtherContent);
        }
        if forms
            .iter()
            .any(|form| key.verify(algorithm, form, signer.signature()).is_ok())
        {
            Ok(())
        } else {
            Err(SignerError::BadSignature)
        }
    }
}

/// Whether signing-certificate stands there; that it names another certificate is a refusal.
fn names_certificate(signer: &Signer, certificate: &Certificate) -> Result<bool, SignerError> {
    let Some(attributes) = signer.signed_attributes() else {
        return Ok(false);
    };
    match CertificateId::find(attributes) {
        Ok(None) => Ok(false),
        Ok(Some(id)) if id.names(certificate) => Ok(true),
        _ => Err(SignerError::OtherCertificate),
    }
}
