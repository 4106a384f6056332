//! The stamp itself: a signed document of one signer whose content is a [`TstInfo`].

use alloc::vec::Vec;

use super::{Imprint, TimeStampRequest, TstInfo};
use crate::{
    certificate::{BuildError, Certificate},
    cms::{CmsError, SignedAttributes, SignedData, SignerError, SignerPart, assemble},
    digest::DigestAlgorithm,
    extension, oid,
};
use x509_cert::ext::pkix::ExtendedKeyUsage;

/// A stamp that was read. It is checked by [`TimeStampToken::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeStampToken {
    signed: SignedData,
    info: TstInfo,
}

/// Why a stamp does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("Это не штамп времени (RFC 3161).")]
    NotToken,
    #[error("Штамп времени поставлен на другой документ или другую подпись.")]
    OtherImprint,
    #[error("Штамп времени отвечает на другой запрос.")]
    OtherRequest,
    #[error("Подпись штампа времени не принята. {0}")]
    Signer(SignerError),
    #[error("Подпись штампа времени не называет сертификат службы, как того требует RFC 3161.")]
    Unbound,
    #[error("Сертификат, которым подписан штамп времени, выдан не для службы штампов времени.")]
    Purpose,
    #[error("Штамп времени поставлен, когда сертификат службы не действовал.")]
    Validity,
}

impl TokenError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotToken => "not-token",
            Self::OtherImprint => "other-imprint",
            Self::OtherRequest => "other-request",
            Self::Signer(error) => error.code(),
            Self::Unbound => "unbound-certificate",
            Self::Purpose => "wrong-purpose",
            Self::Validity => "outside-validity",
        }
    }
}

impl From<CmsError> for TokenError {
    fn from(_: CmsError) -> Self {
        Self::NotToken
    }
}

impl TimeStampToken {
    /// Reads a stamp.
    ///
    /// # Errors
    /// [`TokenError::NotToken`] when it is none, or has not exactly one signer.
    pub fn parse(bytes: &[u8]) -> Result<Self, TokenError> {
        let signed = SignedData::parse(bytes)?;
        if signed.content_type() != oid::TST_INFO || signed.signers().len() != 1 {
            return Err(TokenError::NotToken);
        }
        let content = signed.content().ok_or(TokenError::NotToken)?;
        let info = TstInfo::from_der(content).map_err(|_| TokenError::NotToken)?;
        Ok(Self { signed, info })
    }

    pub fn info(&self) -> &TstInfo {
        &self.info
    }

    /// The certificates that came with the stamp.
    pub fn certificates(&self) -> Vec<Certificate> {
        self.signed.certificates()
    }

    /// Whether the stamp is on this imprint, its signature holds, and the certificate of its signer is one of a
    /// time-stamping authority (RFC 3161 §2.3) that was valid at the time of the stamp; that certificate.
    /// Its path is not looked at.
    ///
    /// # Errors
    /// [`TokenError`], the first cause in this order.
    pub fn verify(&self, imprint: &Imprint, others: &[Certificate]) -> Result<Certificate, TokenError> {
        if self.info.imprint != *imprint {
            return Err(TokenError::OtherImprint);
        }
        let results = self.signed.verify_document(None, others);
        let verified = results.into_iter().next().ok_or(TokenError::NotToken)?;
        let verified = verified.map_err(TokenError::Signer)?;
        if !verified.names_certificate {
            return Err(TokenError::Unbound);
        }
        if !is_for_time_stamping(&verified.certificate) {
            return Err(TokenError::Purpose);
        }
        if !verified.certificate.is_valid_at(self.info.time) {
            return Err(TokenError::Validity);
        }
        Ok(verified.certificate)
    }

    /// Whether the stamp is the answer to this request, besides all that [`TimeStampToken::verify`] looks at.
    ///
    /// # Errors
    /// [`TokenError::OtherRequest`] when nonce or policy differ, and those of [`TimeStampToken::verify`].
    pub fn verify_answer(&self, request: &TimeStampRequest, others: &[Certificate]) -> Result<Certificate, TokenError> {
        let policy_fits = request.policy.is_none_or(|policy| policy == self.info.policy);
        if !policy_fits || request.nonce != self.info.nonce {
            return Err(TokenError::OtherRequest);
        }
        self.verify(&request.imprint, others)
    }
}

/// extKeyUsage must be critical and hold nothing but id-kp-timeStamping (RFC 3161 §2.3).
pub fn is_for_time_stamping(certificate: &Certificate) -> bool {
    let extensions = certificate.extensions();
    let critical = extensions
        .iter()
        .any(|e| e.extn_id == oid::EXTENDED_KEY_USAGE && e.critical);
    let usage: Option<ExtendedKeyUsage> = extension::find(extensions, oid::EXTENDED_KEY_USAGE);
    critical && usage.is_some_and(|usage| usage.0 == [oid::TIME_STAMPING])
}

/// What the authority signs for a stamp; `certificate` is that of its key.
///
/// # Errors
/// Those of [`SignedAttributes::new`].
pub fn to_sign(info: &[u8], time: i64, certificate: &Certificate) -> Result<SignedAttributes, BuildError> {
    let key = certificate.public_key().map_err(|_| BuildError::Issuer)?;
    let digest = DigestAlgorithm::of_key(key.set()).digest(info);
    SignedAttributes::new(oid::TST_INFO, &digest, Some(time), certificate)
}

/// Joins a [`TstInfo`] and the signature over its attributes into a stamp. `certificates` go with it when the request
/// wants them: that of the authority, and its chain.
///
/// # Errors
/// Those of [`assemble`].
pub fn assemble_token(
    info: &[u8],
    signer: &SignerPart<'_>,
    certificates: &[&Certificate],
) -> Result<Vec<u8>, BuildError> {
    assemble(Some(info), core::slice::from_ref(signer), certificates)
}
