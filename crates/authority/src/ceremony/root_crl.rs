//! Revocation lists of the root: the first one at the ceremony, the next ones when the root is brought back.

use pki::certificate::{Certificate, Issuer};
use pki::crl::{self, CrlInput, RevokedEntry};
use rand_core::CryptoRng;

use super::root::RootKey;
use super::{CeremonyError, Stage, Validity};
use crate::custody::Passphrase;
use crate::linting;

/// Makes the next CRL of the root; the root's file is brought for it and carried away again.
///
/// `number` must be greater than that of every CRL of the root before; `entries` are the revoked certificates the root
/// has issued.
///
/// # Errors
/// [`CeremonyError`]: a wrong passphrase, a key of another root, or a list that does not pass the lint.
pub fn next_root_crl<R: CryptoRng>(
    root: &RootFiles<'_>,
    number: u64,
    now: i64,
    validity: &Validity,
    entries: &[RevokedEntry<'_>],
    rng: &mut R,
) -> Result<Vec<u8>, CeremonyError> {
    let certificate = Certificate::parse(root.certificate).map_err(|_| CeremonyError::NotRoot)?;
    let public_key = certificate.public_key().map_err(|_| CeremonyError::NotRoot)?;
    let key = RootKey::open(root.key, root.passphrase)?;
    if certificate.verify(&public_key).is_err() || key.public().identity() != public_key.identity() {
        return Err(CeremonyError::NotRoot);
    }
    list(
        &key,
        &Issuer::try_from(&certificate)?,
        number,
        now,
        validity,
        entries,
        rng,
    )
}

/// The root as it comes back to a ceremony.
#[derive(Debug)]
pub struct RootFiles<'a> {
    /// PEM or DER.
    pub certificate: &'a [u8],
    /// PEM of the encrypted PKCS#8.
    pub key: &'a str,
    pub passphrase: &'a Passphrase,
}

pub(super) fn list(
    root: &RootKey,
    issuer: &Issuer,
    number: u64,
    now: i64,
    validity: &Validity,
    entries: &[RevokedEntry<'_>],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, CeremonyError> {
    let next_update = validity
        .period()
        .last_second(now)
        .ok_or(CeremonyError::Calendar)?
        .min(issuer.not_after);
    let tbs = crl::build_tbs(&CrlInput::complete(issuer, number, now, next_update), entries)?;
    linting::pass(linting::crl(&tbs)).map_err(|findings| CeremonyError::Lint {
        stage: Stage::RootCrl,
        findings,
    })?;
    root.crl(&tbs, rng)
}
