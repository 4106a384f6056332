//! The handle everybody else holds.

use std::thread;

use tokio::sync::{mpsc, oneshot};

use super::SignError;
use crate::journal::{Checkpoint, SignedCheckpoint};

/// How many requests may wait; further callers wait for room, so that a flood cannot fill the memory.
const QUEUE: usize = 256;
/// How many waiting requests share one write of the signature log.
pub(super) const BATCH: usize = 64;

/// What can be asked of a keeper of keys: typed things, never a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignRequest {
    /// DER of a TBSCertificate (RFC 5280 §4.1).
    Certificate(Vec<u8>),
    /// DER of a TBSCertList (RFC 5280 §5.1).
    Crl(Vec<u8>),
    Checkpoint(Checkpoint),
    /// DER of a ResponseData (RFC 6960 §4.2.1).
    Ocsp(Vec<u8>),
    Stamp {
        /// DER of a TSTInfo (RFC 3161 §2.4.2).
        info: Vec<u8>,
        /// Whether the chain of the key goes with the stamp.
        certificates_wanted: bool,
    },
}

/// The answer to a [`SignRequest`] of the same kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signed {
    /// DER of a Certificate.
    Certificate(Vec<u8>),
    /// DER of a CertificateList.
    Crl(Vec<u8>),
    Checkpoint(SignedCheckpoint),
    /// DER of an OCSPResponse.
    Ocsp(Vec<u8>),
    /// DER of a TimeStampToken.
    Stamp(Vec<u8>),
}

/// Whoever holds the keys: [`super::SoftSigner`] in this process, or [`super::RemoteKeeper`] in front of another one. It blocks; the handle gives it a thread of its own.
pub trait Keeper: Send + 'static {
    /// Answers every request, in order. A batch lets the keeper write its log once for many signatures.
    fn sign(&mut self, requests: Vec<SignRequest>) -> Vec<Result<Signed, SignError>>;
}

/// Asks the keeper of the keys for signatures. Cloneable; works in any async runtime.
#[derive(Clone, Debug)]
pub struct Signer {
    requests: mpsc::Sender<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    request: SignRequest,
    answer: oneshot::Sender<Result<Signed, SignError>>,
}

impl Signer {
    /// Gives the keeper its thread. The thread ends, and the keys are wiped, when the last handle is gone.
    ///
    /// # Errors
    /// [`SignError::Gone`] when the system gives no thread.
    pub fn start(keeper: impl Keeper) -> Result<Self, SignError> {
        let (requests, waiting) = mpsc::channel(QUEUE);
        thread::Builder::new()
            .name("signer".to_owned())
            .spawn(move || serve(keeper, waiting))
            .map_err(|_| SignError::Gone)?;
        Ok(Self { requests })
    }

    /// Signs a TBSCertificate with the issuing key; gives the DER of the certificate.
    ///
    /// # Errors
    /// [`SignError`]: refused by the keeper's policy, not logged, or no keeper.
    pub async fn certificate(&self, tbs: &[u8]) -> Result<Vec<u8>, SignError> {
        match self.ask(SignRequest::Certificate(tbs.to_vec())).await? {
            Signed::Certificate(der) => Ok(der),
            _ => Err(SignError::WrongAnswer),
        }
    }

    /// Signs a TBSCertList with the issuing key; gives the DER of the CRL.
    ///
    /// # Errors
    /// [`SignError`]: refused by the keeper's policy, not logged, or no keeper.
    pub async fn crl(&self, tbs: Vec<u8>) -> Result<Vec<u8>, SignError> {
        match self.ask(SignRequest::Crl(tbs)).await? {
            Signed::Crl(der) => Ok(der),
            _ => Err(SignError::WrongAnswer),
        }
    }

    /// Signs a checkpoint with the journal key.
    ///
    /// # Errors
    /// [`SignError`]: refused by the keeper's policy, not logged, or no keeper.
    pub async fn checkpoint(&self, checkpoint: &Checkpoint) -> Result<SignedCheckpoint, SignError> {
        match self.ask(SignRequest::Checkpoint(checkpoint.clone())).await? {
            Signed::Checkpoint(signed) => Ok(signed),
            _ => Err(SignError::WrongAnswer),
        }
    }

    /// Signs a ResponseData with the key of OCSP; gives the DER of the OCSPResponse.
    ///
    /// # Errors
    /// [`SignError`]: refused by the keeper's policy, not logged, or no keeper.
    pub async fn ocsp(&self, tbs: Vec<u8>) -> Result<Vec<u8>, SignError> {
        match self.ask(SignRequest::Ocsp(tbs)).await? {
            Signed::Ocsp(der) => Ok(der),
            _ => Err(SignError::WrongAnswer),
        }
    }

    /// Asks for everything at once, so that the requests share a write of the log; the answers come in their order.
    pub(super) async fn ask_all(&self, requests: Vec<SignRequest>) -> Vec<Result<Signed, SignError>> {
        let mut waiting = Vec::with_capacity(requests.len());
        for request in requests {
            waiting.push(self.hand_over(request).await);
        }
        let mut answers = Vec::with_capacity(waiting.len());
        for answered in waiting {
            answers.push(match answered {
                Ok(answered) => answered.await.unwrap_or(Err(SignError::Gone)),
                Err(error) => Err(error),
            });
        }
        answers
    }

    /// Signs a TSTInfo with the key of time stamps; gives the DER of the TimeStampToken.
    ///
    /// # Errors
    /// [`SignError`]: refused by the keeper's policy, not logged, or no keeper.
    pub async fn stamp(&self, info: Vec<u8>, certificates_wanted: bool) -> Result<Vec<u8>, SignError> {
        let request = SignRequest::Stamp {
            info,
            certificates_wanted,
        };
        match self.ask(request).await? {
            Signed::Stamp(der) => Ok(der),
            _ => Err(SignError::WrongAnswer),
        }
    }

    async fn ask(&self, request: SignRequest) -> Result<Signed, SignError> {
        self.hand_over(request).await?.await.map_err(|_| SignError::Gone)?
    }

    async fn hand_over(&self, request: SignRequest) -> Result<oneshot::Receiver<Result<Signed, SignError>>, SignError> {
        let (answer, answered) = oneshot::channel();
        match self.requests.send(Waiting { request, answer }).await {
            Ok(()) => Ok(answered),
            Err(_) => Err(SignError::Gone),
        }
    }
}

fn serve(mut keeper: impl Keeper, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.blocking_recv_many(&mut batch, BATCH) > 0 {
        let (requests, askers): (Vec<_>, Vec<_>) = batch.drain(..).map(|w| (w.request, w.answer)).unzip();
        for (asker, answer) in askers.into_iter().zip(keeper.sign(requests)) {
            // Whoever no longer waits asks again with the same bytes: recovery signs what is stored.
            let _ = asker.send(answer);
        }
    }
}
