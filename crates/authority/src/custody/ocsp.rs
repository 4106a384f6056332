//! The key of OCSP and its work.

use gost::{SigningKey, VerifyingKey};
use pki::certificate::Certificate;
use pki::extension;
use pki::{ocsp, oid};
use rand_core::CryptoRng;
use signature::hazmat::{PrehashVerifier, RandomizedPrehashSigner};
use x509_cert::ext::pkix::ExtendedKeyUsage;

use super::SignError;
use super::log::{Entry, SignatureLog};
use super::policy::OcspPolicy;

#[derive(Debug)]
pub(super) struct OcspKey {
    key: SigningKey,
    public: VerifyingKey,
    certificate: Vec<u8>,
    policy: OcspPolicy,
}

impl OcspKey {
    pub(super) fn new(key: SigningKey, public: VerifyingKey, certificate: &Certificate, policy: OcspPolicy) -> Self {
        Self {
            key,
            public,
            certificate: certificate.der().to_vec(),
            policy,
        }
    }

    /// Signs a ResponseData that the policy agrees to; gives the whole OCSPResponse.
    pub(super) fn sign<R: CryptoRng>(
        &mut self,
        tbs: &[u8],
        now: i64,
        log: &mut SignatureLog,
        rng: &mut R,
    ) -> Result<Vec<u8>, SignError> {
        let serial = self.policy.answer(tbs, now)?;
        let hash = gost::streebog256(tbs);
        let long = (self.public.set().size() == 64).then(|| gost::streebog512(tbs));
        let digest = long.as_ref().map_or(hash.as_slice(), |long| long);
        let signature = self
            .key
            .sign_prehash_with_rng(rng, digest)
            .map_err(|_| SignError::Faulty)?;
        self.public
            .verify_prehash(digest, &signature)
            .map_err(|_| SignError::Faulty)?;
        log.add_passing(&Entry::new(now, "ocsp", serial, &hash));
        let algorithm = gost::signature_oid(self.public.set());
        Ok(ocsp::assemble(tbs, algorithm, signature.as_ref(), &self.certificate))
    }
}

/// Whether a certificate is that of an OCSP responder.
pub(super) fn is_ocsp(certificate: &Certificate) -> bool {
    let purposes = extension::find::<ExtendedKeyUsage>(certificate.extensions(), oid::EXTENDED_KEY_USAGE);
    purposes.is_some_and(|purposes| purposes.0 == [oid::OCSP_SIGNING])
}
