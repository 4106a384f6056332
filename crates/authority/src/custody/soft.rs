//! Keys in the memory of this process, opened from encrypted files.

use core::fmt;

use gost::{KeyFileError, PreparedKey, SigningKey, pkcs8_file};
use pki::certificate::{self, Certificate};
use pki::crl;
use pki::tsp::is_for_time_stamping;
use rand_core::CryptoRng;

use super::checked::checked_signature;
use super::log::{Entry, SignatureLog};
use super::ocsp::{OcspKey, is_ocsp};
use super::policy::{CheckpointPolicy, IssuingPolicy, OcspPolicy};
use super::signer::{Keeper, SignRequest, Signed};
use super::tsp::TspKey;
use super::{CertificateRefusal, CrlRefusal, CustodyError, OcspRefusal, Passphrase, Role, SignError, StampRefusal};
use crate::issuing::is_issuing;
use crate::journal::{Checkpoint, KeyId, SignedCheckpoint, is_journal, key_id};

/// A key file and the certificate it must belong to.
#[derive(Debug)]
pub struct KeyFile<'a> {
    /// PEM or DER of the certificate.
    pub certificate: &'a [u8],
    /// PEM of the encrypted PKCS#8.
    pub key: &'a str,
    pub passphrase: &'a Passphrase,
}

/// The keeper whose keys are files: the issuing key and the journal key. There is no way to give it a root.
pub struct SoftSigner<R> {
    issuing: SigningKey,
    issuing_key: PreparedKey,
    issuing_certificate: Certificate,
    issuing_policy: IssuingPolicy,
    journal: SigningKey,
    journal_key: PreparedKey,
    journal_id: KeyId,
    journal_policy: CheckpointPolicy,
    ocsp: Option<OcspKey>,
    tsp: Option<TspKey>,
    log: SignatureLog,
    clock: Box<dyn Fn() -> i64 + Send>,
    rng: R,
}

impl<R: CryptoRng + Send + 'static> SoftSigner<R> {
    /// Opens both keys. `clock` gives unix seconds; `rng` feeds the nonces.
    ///
    /// # Errors
    /// [`CustodyError`] says which of the two files is not what it should be, and why.
    pub fn open(
        issuing: &KeyFile<'_>,
        journal: &KeyFile<'_>,
        log: SignatureLog,
        clock: impl Fn() -> i64 + Send + 'static,
        rng: R,
    ) -> Result<Self, CustodyError> {
        let (issuing_certificate, issuing_key, issuing) = open(Role::Issuing, issuing)?;
        let (journal_certificate, journal_key, journal) = open(Role::Journal, journal)?;
        let issuing_policy = IssuingPolicy::new(&issuing_certificate, *issuing_key.key())
            .map_err(|_| CustodyError::WrongCertificate { role: Role::Issuing })?;
        Ok(Self {
            issuing,
            issuing_key,
            issuing_certificate,
            issuing_policy,
            journal,
            journal_key,
            journal_id: key_id(journal_certificate.public_key_der()),
            journal_policy: CheckpointPolicy::default(),
            ocsp: None,
            tsp: None,
            log,
            clock: Box::new(clock),
            rng,
        })
    }

    /// Gives it the key of OCSP too.
    ///
    /// # Errors
    /// [`CustodyError`] says what is wrong with the file.
    pub fn with_ocsp(mut self, file: &KeyFile<'_>) -> Result<Self, CustodyError> {
        let (certificate, public_key, key) = open(Role::Ocsp, file)?;
        let wrong = CustodyError::WrongCertificate { role: Role::Ocsp };
        if certificate.verify(self.issuing_key.key()).is_err() {
            return Err(wrong);
        }
        let policy = OcspPolicy::new(self.issuing_policy.certificate_of_issuer(), &certificate).ok_or(wrong)?;
        self.ocsp = Some(OcspKey::new(key, public_key, &certificate, policy));
        Ok(self)
    }

    /// Gives it the key of time stamps too.
    ///
    /// # Errors
    /// [`CustodyError`] says what is wrong with the file.
    pub fn with_tsp(mut self, file: &KeyFile<'_>) -> Result<Self, CustodyError> {
        let (certificate, public_key, key) = open(Role::Tsp, file)?;
        if certificate.verify(self.issuing_key.key()).is_err() {
            return Err(CustodyError::WrongCertificate { role: Role::Tsp });
        }
        self.tsp = Some(TspKey::new(
            key,
            public_key,
            [certificate, self.issuing_certificate.clone()],
        ));
        Ok(self)
    }

    fn sign_one(&mut self, request: SignRequest) -> Result<Signed, SignError> {
        match request {
            SignRequest::Certificate(tbs) => self.certificate(&tbs),
            SignRequest::Crl(tbs) => self.crl(tbs),
            SignRequest::Checkpoint(checkpoint) => self.checkpoint(&checkpoint),
            SignRequest::Ocsp(tbs) => {
                let key = self.ocsp.as_ref().ok_or(OcspRefusal::NoKey)?;
                key.sign(&tbs, (self.clock)(), &mut self.log, &mut self.rng)
                    .map(Signed::Ocsp)
            }
            SignRequest::Stamp {
                info,
                certificates_wanted,
            } => {
                let key = self.tsp.as_ref().ok_or(StampRefusal::NoKey)?;
                let now = (self.clock)();
                key.sign(&info, certificates_wanted, now, &mut self.log, &mut self.rng)
                    .map(Signed::Stamp)
            }
        }
    }

    fn certificate(&mut self, tbs: &[u8]) -> Result<Signed, SignError> {
        let now = (self.clock)();
        let serial = self.issuing_policy.certificate(tbs, now)?;
        let (signature, hash) = checked_signature(&self.issuing, &self.issuing_key, tbs, &mut self.rng)?;
        let der = certificate::assemble(tbs, &signature).map_err(|_| CertificateRefusal::Unreadable)?;
        self.log.add(&Entry::new(now, "certificate", serial, &hash));
        Ok(Signed::Certificate(der))
    }

    fn crl(&mut self, tbs: Vec<u8>) -> Result<Signed, SignError> {
        let now = (self.clock)();
        let name = self.issuing_policy.crl(&tbs, now)?;
        let (signature, hash) = checked_signature(&self.issuing, &self.issuing_key, &tbs, &mut self.rng)?;
        let der = crl::assemble(tbs, &signature).map_err(|_| CrlRefusal::Unreadable)?;
        self.log.add(&Entry::new(now, "crl", name, &hash));
        Ok(Signed::Crl(der))
    }

    fn checkpoint(&mut self, checkpoint: &Checkpoint) -> Result<Signed, SignError> {
        let now = (self.clock)();
        let place = self.journal_policy.checkpoint(checkpoint, now)?;
        let bytes = checkpoint.to_be_signed();
        let (signature, hash) = checked_signature(&self.journal, &self.journal_key, &bytes, &mut self.rng)?;
        self.log.add(&Entry::new(now, "checkpoint", place, &hash));
        Ok(Signed::Checkpoint(SignedCheckpoint {
            checkpoint: checkpoint.clone(),
            key: self.journal_id,
            signature,
        }))
    }
}

impl<R: CryptoRng + Send + 'static> Keeper for SoftSigner<R> {
    fn sign(&mut self, requests: Vec<SignRequest>) -> Vec<Result<Signed, SignError>> {
        let answers: Vec<_> = requests.into_iter().map(|request| self.sign_one(request)).collect();
        match self.log.sync() {
            Ok(()) => answers,
            // A signature that is not in the log does not leave.
            Err(_) => answers
                .into_iter()
                .map(|answer| answer.and(Err(SignError::LogUnwritable)))
                .collect(),
        }
    }
}

impl<R> fmt::Debug for SoftSigner<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftSigner")
            .field("issuing", &self.issuing_key)
            .finish_non_exhaustive()
    }
}

fn open(role: Role, file: &KeyFile<'_>) -> Result<(Certificate, PreparedKey, SigningKey), CustodyError> {
    let certificate = Certificate::parse(file.certificate).map_err(|_| CustodyError::WrongCertificate { role })?;
    let public_key = certificate
        .public_key()
        .map_err(|_| CustodyError::WrongCertificate { role })?;
    // Before the key file is touched: a root stays closed even when somebody gives its passphrase.
    check_role(role, &certificate)?;
    let key = pkcs8_file::from_pem(file.key)
        .and_then(|der| pkcs8_file::decrypt(&der, file.passphrase.as_bytes()))
        .map_err(|error| match error {
            KeyFileError::WrongPassword => CustodyError::WrongPassphrase { role },
            error => CustodyError::KeyFile { role, error },
        })?;
    if key.verifying_key().identity() != public_key.identity() {
        return Err(CustodyError::OtherKey { role });
    }
    Ok((certificate, PreparedKey::new(public_key), key))
}

fn check_role(role: Role, certificate: &Certificate) -> Result<(), CustodyError> {
    if certificate.issuer_der() == certificate.subject_der() {
        return Err(CustodyError::Root { role });
    }
    let fits = match role {
        Role::Issuing => is_issuing(certificate),
        Role::Ocsp => is_ocsp(certificate),
        Role::Tsp => is_for_time_stamping(certificate),
        Role::Journal => is_journal(certificate),
    };
    if fits {
        Ok(())
    } else {
        Err(CustodyError::WrongCertificate { role })
    }
}
