//! Issuing in the safe order.
//!
//! Step A: [`prepare`] gives bytes to be signed, linted, under a serial number; the caller commits them together with
//! the decision and the status «issuing». Step B: [`complete`] signs the *stored* bytes; the caller commits the
//! certificate. After a crash between the two, step B is done again with the same bytes: the serial number is the same,
//! and whichever of the two signatures is kept, there is one certificate.

use const_oid::ObjectIdentifier;
use gost::VerifyingKey;
use pki::SerialNumber;
use pki::certificate::{BuildError, Certificate, Issuer, build_tbs};
use pki::extension::{self, IdentificationKind};
use pki::lint::Finding;
use pki::name::DistinguishedName;
use pki::oid;
use pki::profile::{ApplyInput, Profile, ProfileError};
use rand_core::CryptoRng;
use x509_cert::ext::pkix::{BasicConstraints, CertificatePolicies, KeyUsage, KeyUsages, PrivateKeyUsagePeriod};

use crate::custody::{SignError, Signer};
use crate::linting::{self, list_findings};
use crate::settings::Settings;

/// The issuing УЦ as everybody may know it: its certificate.
#[derive(Clone, Debug)]
pub struct IssuingCa {
    certificate: Certificate,
    key: VerifyingKey,
    issuer: Issuer,
}

impl IssuingCa {
    /// Reads the certificate of the issuing УЦ, PEM or DER.
    ///
    /// # Errors
    /// [`PrepareError::Issuer`] when it is not that of an issuing УЦ with a ГОСТ key.
    pub fn load(certificate: &[u8]) -> Result<Self, PrepareError> {
        let certificate = Certificate::parse(certificate).map_err(|_| PrepareError::Issuer)?;
        if !is_issuing(&certificate) {
            return Err(PrepareError::Issuer);
        }
        let key = certificate.public_key().map_err(|_| PrepareError::Issuer)?;
        let issuer = Issuer::try_from(&certificate).map_err(|_| PrepareError::Issuer)?;
        Ok(Self {
            certificate,
            key,
            issuer,
        })
    }

    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The classes its own certificate carries; what it issues cannot claim more.
    fn classes(&self) -> Vec<ObjectIdentifier> {
        extension::find::<CertificatePolicies>(self.certificate.extensions(), oid::CERTIFICATE_POLICIES)
            .map(|policies| policies.0.iter().map(|policy| policy.policy_identifier).collect())
            .unwrap_or_default()
    }

    /// The last second in which its key signs certificates (privateKeyUsagePeriod, or else notAfter).
    pub fn signs_until(&self) -> i64 {
        signs_until(&self.certificate)
    }
}

/// What is to be certified.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub subject: &'a DistinguishedName,
    pub public_key: &'a VerifyingKey,
    /// How the holder was identified; none where the profile has no such field.
    pub identification_kind: Option<IdentificationKind>,
}

/// What step A stores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    pub serial: SerialNumber,
    /// DER of the TBSCertificate: these bytes are signed, now or after a restart.
    pub tbs: Vec<u8>,
    /// First and last second of validity, unix seconds; both inclusive.
    pub not_before: i64,
    pub not_after: i64,
    /// The part of a partitioned CRL in which a revocation would stand; fixed for life. Without parts: 0.
    pub shard: u16,
}

/// Makes the bytes of a certificate that begins at `now` (unix seconds). The term is that of the profile, counted in
/// calendar months in UTC, its last second included; it never outlives the issuing УЦ.
///
/// # Errors
/// [`PrepareError`]: what the profile or the lint has against it.
pub fn prepare<R: CryptoRng>(
    ca: &IssuingCa,
    profile: &Profile,
    settings: &Settings,
    input: Input<'_>,
    now: i64,
    rng: &mut R,
) -> Result<Prepared, PrepareError> {
    if profile.authority.is_some() {
        return Err(PrepareError::AuthorityProfile);
    }
    if now > ca.signs_until() {
        return Err(PrepareError::KeyPeriodOver);
    }
    let mut random = [0; 16];
    rng.fill_bytes(&mut random);
    // As evenly spread as the serial numbers are.
    let shard = u16::from_be_bytes([random[14], random[15]]) % settings.crl_parts.max(1);
    let mut settings = settings.for_profile_of_part(now, shard);
    if let Some(conformity) = &mut settings.conformity {
        let of_the_ca = ca.classes();
        conformity.class_policies.retain(|class| of_the_ca.contains(class));
    }
    let input = profile.apply(
        &settings,
        &ApplyInput {
            serial: SerialNumber::from_random(random),
            issuer: Some(&ca.issuer),
            subject: input.subject,
            public_key: input.public_key,
            identification_kind: input.identification_kind,
            not_before: now,
        },
    )?;
    let tbs = build_tbs(&input)?;
    linting::pass(linting::certificate(&tbs, profile, &settings)).map_err(PrepareError::Lint)?;
    Ok(Prepared {
        serial: input.serial,
        tbs,
        not_before: input.not_before,
        not_after: input.not_after,
        shard,
    })
}

/// Has the stored bytes signed, and checks that what came back is their certificate: the signer may be another process.
///
/// # Errors
/// [`CompleteError`]; asking again with the same bytes is always safe.
pub async fn complete(ca: &IssuingCa, signer: &Signer, tbs: &[u8]) -> Result<Certificate, CompleteError> {
    let der = signer.certificate(tbs).await?;
    let certificate = Certificate::parse(&der).map_err(|_| CompleteError::NotOurs)?;
    if certificate.tbs() != tbs || certificate.verify(&ca.key).is_err() {
        return Err(CompleteError::NotOurs);
    }
    Ok(certificate)
}

/// Whether a certificate is that of a УЦ which works in a server: not a root, and with no other УЦ below it.
pub(crate) fn is_issuing(certificate: &Certificate) -> bool {
    let extensions = certificate.extensions();
    let lowest = extension::find::<BasicConstraints>(extensions, oid::BASIC_CONSTRAINTS)
        .is_some_and(|basic| basic.ca && basic.path_len_constraint == Some(0));
    let usage = extension::find::<KeyUsage>(extensions, oid::KEY_USAGE)
        .is_some_and(|usage| usage.0.contains(KeyUsages::KeyCertSign | KeyUsages::CRLSign));
    lowest && usage && certificate.issuer_der() != certificate.subject_der()
}

/// The last second in which the key of a certificate may sign.
pub(crate) fn signs_until(certificate: &Certificate) -> i64 {
    extension::find::<PrivateKeyUsagePeriod>(certificate.extensions(), oid::PRIVATE_KEY_USAGE_PERIOD)
        .and_then(|period| period.not_after)
        .and_then(|last| i64::try_from(last.to_unix_duration().as_secs()).ok())
        .unwrap_or(certificate.not_after())
}

/// Why a certificate cannot be prepared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrepareError {
    #[error(transparent)]
    Profile(#[from] ProfileError),
    #[error("Этот вид сертификата выпускает только церемония. Выберите другой.")]
    AuthorityProfile,
    #[error("Это не сертификат издающего УЦ. Проверьте файл ca/issuing.pem.")]
    Issuer,
    #[error("Срок ключа издающего УЦ окончен. Проведите церемонию нового издающего УЦ.")]
    KeyPeriodOver,
    #[error("Сертификат не записывается: {0}.")]
    Build(#[from] BuildError),
    #[error("Сертификат не прошёл проверку перед подписью: {}.", list_findings(.0))]
    Lint(Vec<Finding>),
}

impl PrepareError {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Profile(error) => error.code(),
            Self::AuthorityProfile => "authority-profile",
            Self::Issuer => "issuing-certificate",
            Self::KeyPeriodOver => "issuing-key-period-over",
            Self::Build(error) => error.code(),
            Self::Lint(_) => "lint",
        }
    }
}

/// Why the stored bytes did not become a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompleteError {
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error("Хранитель ключей вернул не тот сертификат. Остановите выпуск и проверьте ключ издающего УЦ.")]
    NotOurs,
}

impl CompleteError {
    /// Stable machine name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sign(error) => error.code(),
            Self::NotOurs => "signer-not-ours",
        }
    }
}
