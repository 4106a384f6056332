//! The ceremony itself.

use gost::{SigningKey, pkcs8_file};
use pki::certificate::{Issuer, fingerprint};
use rand_core::CryptoRng;

use super::certify::Request;
use super::root::RootKey;
use super::root_crl::list;
use super::shares::{self, Share};
use super::{
    CeremonyError, File, Fingerprints, Outcome, Passphrases, Plan, ROOT_KEY, SHARE_FILES, SHARES, Stage, profiles,
    transcript,
};
use crate::custody::Passphrase;

/// Makes the root, the issuing УЦ, its services (OCSP, time stamps), the journal key and the first CRL of the root.
/// Everything is linted before it is signed. The root key is wiped when this returns; it stays only in its encrypted file.
///
/// `now` is unix seconds: the first second of the certificates.
///
/// # Errors
/// [`CeremonyError`]: nothing was made.
pub fn hold<R: CryptoRng>(
    plan: &Plan,
    passphrases: &Passphrases,
    now: i64,
    rng: &mut R,
) -> Result<Outcome, CeremonyError> {
    plan.check()?;
    passphrases.check(plan)?;
    let settings = plan.settings.for_root(now);

    let root_key = RootKey::generate(plan.root.curve.parameter_set(), rng);
    let request = Request {
        stage: Stage::Root,
        profile: profiles::root(&plan.root),
        name: &plan.root.name,
    };
    let root = request.certify(&root_key, None, &root_key.public(), &settings, now, rng)?;
    let issuer = Issuer::try_from(&root)?;

    let issuing_key = SigningKey::generate(plan.issuing.curve.parameter_set(), rng);
    let request = Request {
        stage: Stage::Issuing,
        profile: profiles::issuing(&plan.issuing),
        name: &plan.issuing.name,
    };
    let issuing = request.certify(
        &root_key,
        Some(&issuer),
        &issuing_key.verifying_key(),
        &settings,
        now,
        rng,
    )?;

    let ocsp_key = SigningKey::generate(plan.ocsp.curve.parameter_set(), rng);
    let request = Request {
        stage: Stage::Ocsp,
        profile: profiles::ocsp(&plan.ocsp),
        name: &plan.ocsp.name,
    };
    let of_the_ca = Issuer::try_from(&issuing)?;
    let service_settings = plan.settings.for_profile(now);
    let ocsp = request.certify_by_issuing(
        &issuing_key,
        &of_the_ca,
        &ocsp_key.verifying_key(),
        &service_settings,
        now,
        rng,
    )?;

    let tsp_key = SigningKey::generate(plan.tsp.curve.parameter_set(), rng);
    let request = Request {
        stage: Stage::Tsp,
        profile: profiles::tsp(&plan.tsp),
        name: &plan.tsp.name,
    };
    let tsp = request.certify_by_issuing(
        &issuing_key,
        &of_the_ca,
        &tsp_key.verifying_key(),
        &service_settings,
        now,
        rng,
    )?;

    let journal_key = SigningKey::generate(plan.journal.curve.parameter_set(), rng);
    let request = Request {
        stage: Stage::Journal,
        profile: profiles::journal(&plan.journal),
        name: &plan.journal.name,
    };
    let journal = request.certify(
        &root_key,
        Some(&issuer),
        &journal_key.verifying_key(),
        &settings,
        now,
        rng,
    )?;

    let root_crl = list(&root_key, &issuer, 1, now, &plan.root.crl_validity, &[], rng)?;

    let mut files = vec![
        File::open("ca/root.pem", root.to_pem()),
        File::open("ca/issuing.pem", issuing.to_pem()),
        File::open("ca/ocsp.pem", ocsp.to_pem()),
        File::open("ca/tsp.pem", tsp.to_pem()),
        File::open("ca/journal.pem", journal.to_pem()),
        File::open("ca/root.crl", root_crl.clone()),
        File::secret("keys/issuing.p8", seal(&issuing_key, &passphrases.issuing, rng)?),
        File::secret("keys/ocsp.p8", seal(&ocsp_key, &passphrases.issuing, rng)?),
        File::secret("keys/tsp.p8", seal(&tsp_key, &passphrases.issuing, rng)?),
        File::secret("keys/journal.p8", seal(&journal_key, &passphrases.journal, rng)?),
    ];
    let root_passphrase = match (&plan.root.shares, &passphrases.root) {
        (Some(shares), _) => {
            let print = fingerprint(root.der());
            let (passphrase, given) = shares::split(shares, print, rng)?;
            files.push(File::open(SHARES, shares::list(shares, print, &given)));
            files.extend(given.iter().map(share_file));
            passphrase
        }
        (None, Some(passphrase)) => passphrase.clone(),
        (None, None) => return Err(CeremonyError::RootPassphrase),
    };
    files.push(File::secret(ROOT_KEY, root_key.seal(&root_passphrase, rng)?));
    let certificates = [
        (Stage::Root, &root),
        (Stage::Issuing, &issuing),
        (Stage::Ocsp, &ocsp),
        (Stage::Tsp, &tsp),
        (Stage::Journal, &journal),
    ];
    let transcript = transcript::write(plan, now, certificates, &root_crl, &files)?;
    let signed = transcript::sign(&transcript, now, (&root_key, &root), (&journal_key, &journal), rng)?;
    files.push(File::open("ceremony/transcript.p7s", signed));
    files.push(File::open("ceremony/transcript.txt", transcript.clone()));

    let fingerprints = [root, issuing, ocsp, tsp, journal].map(|certificate| fingerprint(certificate.der()));
    let [root, issuing, ocsp, tsp, journal] = fingerprints;
    Ok(Outcome {
        files,
        transcript,
        fingerprints: Fingerprints {
            root,
            issuing,
            ocsp,
            tsp,
            journal,
        },
    })
}

fn seal(key: &SigningKey, passphrase: &Passphrase, rng: &mut impl CryptoRng) -> Result<String, CeremonyError> {
    let der = pkcs8_file::encrypt(key, passphrase.as_bytes(), pkcs8_file::DEFAULT_ITERATIONS, rng)?;
    Ok(pkcs8_file::to_pem(&der))
}

/// A file for one holder: it leaves the machine with him.
fn share_file(share: &Share) -> File {
    let text = share.to_text();
    File::secret(format!("{SHARE_FILES}/{}.txt", share.number), text.as_bytes())
}
