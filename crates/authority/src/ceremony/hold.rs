//! The ceremony itself.

use gost::{SigningKey, VerifyingKey, pkcs8_file};
use pki::SerialNumber;
use pki::certificate::{Certificate, Issuer, assemble, build_tbs, fingerprint};
use pki::crl::{self, CrlInput, RevokedEntry};
use pki::profile::{ApplyInput, Profile, Settings};
use rand_core::CryptoRng;

use super::root::RootKey;
use super::{
    CeremonyError, File, Fingerprints, NamePlan, Outcome, Passphrases, Plan, Stage, Validity, profiles, transcript,
};
use crate::custody::Passphrase;
use crate::linting;

/// Makes the root, the issuing УЦ, its OCSP responder, the journal key and the first CRL of the root. Everything is linted before it is
/// signed. The root key is wiped when this returns; it stays only in its encrypted file.
///
/// `now` is unix seconds: the first second of the four certificates.
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
    passphrases.check()?;
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
    let ocsp = request.certify_by_issuing(
        &issuing_key,
        &Issuer::try_from(&issuing)?,
        &ocsp_key.verifying_key(),
        &plan.settings.for_profile(now),
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
        File::open("ca/journal.pem", journal.to_pem()),
        File::open("ca/root.crl", root_crl),
        File::secret("keys/issuing.p8", seal(&issuing_key, &passphrases.issuing, rng)?),
        File::secret("keys/ocsp.p8", seal(&ocsp_key, &passphrases.issuing, rng)?),
        File::secret("keys/journal.p8", seal(&journal_key, &passphrases.journal, rng)?),
        File::secret("root/root.p8", root_key.seal(&passphrases.root, rng)?),
    ];
    let certificates = [
        ("Корневой УЦ", &root),
        ("Издающий УЦ", &issuing),
        ("Служба OCSP", &ocsp),
        ("Ключ журнала", &journal),
    ];
    let transcript = transcript::write(plan, now, certificates, &files)?;
    let by_root = root_key.sign(transcript.as_bytes(), rng)?;
    let by_journal = journal_key.sign(transcript.as_bytes(), rng);
    journal_key
        .verifying_key()
        .verify(transcript.as_bytes(), &by_journal)
        .map_err(|_| CeremonyError::Faulty)?;
    files.push(File::open("ceremony/transcript.root.sig", by_root));
    files.push(File::open("ceremony/transcript.journal.sig", by_journal));
    files.push(File::open("ceremony/transcript.txt", transcript.clone()));

    let fingerprints = [root, issuing, ocsp, journal].map(|certificate| fingerprint(certificate.der()));
    let [root, issuing, ocsp, journal] = fingerprints;
    Ok(Outcome {
        files,
        transcript,
        fingerprints: Fingerprints {
            root,
            issuing,
            ocsp,
            journal,
        },
    })
}

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

/// One certificate to be made by the root.
struct Request<'a> {
    stage: Stage,
    profile: Profile,
    name: &'a NamePlan,
}

impl Request<'_> {
    fn certify(
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

    fn certify_by_issuing(
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

fn list(
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

fn seal(key: &SigningKey, passphrase: &Passphrase, rng: &mut impl CryptoRng) -> Result<String, CeremonyError> {
    let der = pkcs8_file::encrypt(key, passphrase.as_bytes(), pkcs8_file::DEFAULT_ITERATIONS, rng)?;
    Ok(pkcs8_file::to_pem(&der))
}
