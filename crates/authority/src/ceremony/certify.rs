//! A certificate of a ceremony: by its profile, linted before it is signed.

use gost::{SigningKey, VerifyingKey};
use pki::SerialNumber;
use pki::certificate::{Certificate, Issuer, assemble, build_tbs};
use pki::profile::{ApplyInput, Profile, Settings};
use rand_core::CryptoRng;

use super::root::RootKey;
use super::{CeremonyError, NamePlan, Stage};
use crate::linting;

/// One certificate to be made.
pub(super) struct Request<'a> {
    pub(super) stage: Stage,
    pub(super) profile: Profile,
    pub(super) name: &'a NamePlan,
}

impl Request<'_> {
    pub(super) fn certify(
        &self,
        root: &RootKey,
        issuer: Option<&Issuer>,
        public_key: &VerifyingKey,
        settings: &Settings,
        now: i64,
        rng: &mut impl CryptoRng,
    ) -> Result<Certificate, CeremonyError> {
        let tbs = self.tbs(issuer, public_key, settings, now, rng)?;
        let der = root.certificate(&tbs, rng)?;
        Certificate::parse(&der).map_err(|_| CeremonyError::Faulty)
    }

    pub(super) fn certify_by_issuing(
        &self,
        key: &SigningKey,
        issuer: &Issuer,
        public_key: &VerifyingKey,
        settings: &Settings,
        now: i64,
        rng: &mut impl CryptoRng,
    ) -> Result<Certificate, CeremonyError> {
        let tbs = self.tbs(Some(issuer), public_key, settings, now, rng)?;
        let der = assemble(&tbs, &key.sign(&tbs, rng))?;
        let certificate = Certificate::parse(&der).map_err(|_| CeremonyError::Faulty)?;
        match certificate.verify(&key.verifying_key()) {
            Ok(()) => Ok(certificate),
            Err(_) => Err(CeremonyError::Faulty),
        }
    }

    /// The linted bytes to be signed.
    fn tbs(
        &self,
        issuer: Option<&Issuer>,
        public_key: &VerifyingKey,
        settings: &Settings,
        now: i64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, CeremonyError> {
        let mut random = [0; 16];
        rng.fill_bytes(&mut random);
        let subject = self.name.to_name().map_err(|error| CeremonyError::Profile {
            stage: self.stage,
            error,
        })?;
        let input = ApplyInput {
            serial: SerialNumber::from_random(random),
            issuer,
            subject: &subject,
            public_key,
            identification_kind: None,
            not_before: now,
        };
        let tbs = self
            .profile
            .apply(settings, &input)
            .map_err(|error| CeremonyError::Profile {
                stage: self.stage,
                error,
            })
            .and_then(|tbs| Ok(build_tbs(&tbs)?))?;
        let findings = linting::certificate(&tbs, &self.profile, settings);
        linting::pass(findings).map_err(|findings| CeremonyError::Lint {
            stage: self.stage,
            findings,
        })?;
        Ok(tbs)
    }
}
