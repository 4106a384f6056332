//! The key of time stamps and its work.

use gost::{PreparedKey, SigningKey};
use pki::certificate::{BuildError, Certificate};
use pki::cms::SignerPart;
use pki::tsp::{assemble_token, to_sign};
use rand_core::CryptoRng;

use super::checked::checked_signature;
use super::log::SignatureLog;
use super::policy::TspPolicy;
use super::{SignError, StampRefusal};

#[derive(Debug)]
pub(super) struct TspKey {
    key: SigningKey,
    public: PreparedKey,
    /// Its own, then that of the issuing УЦ.
    chain: [Certificate; 2],
    policy: TspPolicy,
}

impl TspKey {
    pub(super) fn new(key: SigningKey, public: PreparedKey, chain: [Certificate; 2]) -> Self {
        Self {
            key,
            public,
            policy: TspPolicy::new(&chain[0]),
            chain,
        }
    }

    /// Signs a TSTInfo that the policy agrees to; gives the TimeStampToken, with the certificates when they are wanted.
    pub(super) fn sign<R: CryptoRng>(
        &self,
        info: &[u8],
        certificates_wanted: bool,
        now: i64,
        log: &mut SignatureLog,
        rng: &mut R,
    ) -> Result<Vec<u8>, SignError> {
        let time = self.policy.stamp(info, now)?;
        let unreadable = |_: BuildError| StampRefusal::Unreadable;
        let attributes = to_sign(info, time, &self.chain[0]).map_err(unreadable)?;
        let (signature, _) = checked_signature(&self.key, &self.public, attributes.to_be_signed(), rng)?;
        let part = SignerPart {
            certificate: &self.chain[0],
            attributes: &attributes,
            signature: &signature,
        };
        let certificates = self.chain.iter().filter(|_| certificates_wanted).collect::<Vec<_>>();
        let token = assemble_token(info, &part, &certificates).map_err(unreadable)?;
        log.count("tsp", now);
        Ok(token)
    }
}
