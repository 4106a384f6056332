//! What a system asked for under a key of its own: asked again, it is answered and not done twice.

use domain::id::{CertificateId, ClientId};
use sha2::{Digest, Sha256};
use storage::clients::{self, Answered};

use crate::Step;
use crate::issuing::SystemRequest;
use crate::ops::submit_key::hex;
use crate::refusal::{IssueRefusal, Refusal};

/// The key with the digest of what is asked; nothing when no key is given or no system asks.
pub(crate) struct Asked(Option<(ClientId, String, String)>);

impl Asked {
    pub(crate) fn of(step: &Step<'_>, request: &SystemRequest) -> Self {
        let client = step.actor.grant.as_ref().map(|grant| grant.client);
        let named = client.zip(request.key.clone());
        Self(named.map(|(client, key)| (client, key, digest(request))))
    }

    /// What came of it before.
    ///
    /// # Errors
    /// [`IssueRefusal::AnsweredOther`] when the key stands for something else.
    pub(crate) async fn answered_before(&self, step: &Step<'_>) -> Result<Option<CertificateId>, Refusal> {
        let Some((client, key, digest)) = &self.0 else {
            return Ok(None);
        };
        match clients::answered(step.db(), *client, key).await? {
            Some(answered) if answered.digest == *digest => Ok(Some(CertificateId(answered.subject))),
            Some(_) => Err(IssueRefusal::AnsweredOther.into()),
            None => Ok(None),
        }
    }

    /// Notes what comes of it now. Two at once meet at the unique key: the slower one runs again and finds the answer.
    pub(crate) fn answer(self, step: &mut Step<'_>, id: CertificateId) {
        if let Some((client, key, digest)) = self.0 {
            let subject = id.into();
            step.set.answer(client, &key, &Answered { digest, subject }, step.now);
        }
    }
}

fn digest(request: &SystemRequest) -> String {
    let mut hash = Sha256::new();
    hash.update(request.profile.as_bytes());
    hash.update([0]);
    hash.update(&request.pkcs10);
    hex(&hash.finalize())
}
