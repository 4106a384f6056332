//! The key of OCSP and its work.

use gost::{PreparedKey, SigningKey};
use pki::certificate::Certificate;
use pki::extension;
use pki::{ocsp, oid};
use rand_core::CryptoRng;
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::SignError;
use super::checked::checked_signature;
use super::log::SignatureLog;
use super::policy::OcspPolicy;

#[derive(Debug)]
pub(super) struct OcspKey {
    key: SigningKey,
    public: PreparedKey,
    certificate: Vec<u8>,
    policy: OcspPolicy,
}

impl OcspKey {
    pub(super) fn new(key: SigningKey, public: PreparedKey, certificate: &Certificate, policy: OcspPolicy) -> Self {
        Self {
            key,
            public,
            certificate: certificate.der().to_vec(),
            policy,
        }
    }

    /// Signs a ResponseData that the policy agrees to; gives the whole OCSPResponse.
    pub(super) fn sign<R: CryptoRng>(
        &self,
        tbs: &[u8],
        now: i64,
        log: &mut SignatureLog,
        rng: &mut R,
    ) -> Result<Vec<u8>, SignError> {
        self.policy.answer(tbs, now)?;
        let (signature, _) = checked_signature(&self.key, &self.public, tbs, rng)?;
        log.count("ocsp", now);
        let algorithm = gost::signature_oid(self.public.key().set());
        Ok(ocsp::assemble(tbs, algorithm, &signature, &self.certificate))
    }
}

/// Whether a certificate is that of an OCSP responder.
pub(super) fn is_ocsp(certificate: &Certificate) -> bool {
    let purposes = extension::find::<ExtendedKeyUsage>(certificate.extensions(), oid::EXTENDED_KEY_USAGE);
    purposes.is_some_and(|purposes| purposes.0 == [oid::OCSP_SIGNING])
}
