//! Batches of requests and answers as bytes: one byte for the kind, four for the length, then the thing itself.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::custody::signer::BATCH;
use crate::custody::{SignError, SignRequest, Signed};
use crate::journal::{Checkpoint, KeyId, SignedCheckpoint};

const CERTIFICATE: u8 = 1;
const CRL: u8 = 2;
const CHECKPOINT: u8 = 3;
const OCSP: u8 = 4;
const STAMP: u8 = 5;
const STAMP_WITH_CERTIFICATES: u8 = 6;
/// A refusal in place of an answer.
const REFUSAL: u8 = 0xff;

/// These bytes are not of this protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

pub(super) fn encode_requests(requests: &[SignRequest]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for request in requests {
        match request {
            SignRequest::Certificate(tbs) => put(&mut bytes, CERTIFICATE, tbs),
            SignRequest::Crl(tbs) => put(&mut bytes, CRL, tbs),
            SignRequest::Checkpoint(checkpoint) => put(&mut bytes, CHECKPOINT, &json(checkpoint)),
            SignRequest::Ocsp(tbs) => put(&mut bytes, OCSP, tbs),
            SignRequest::Stamp {
                info,
                certificates_wanted: false,
            } => put(&mut bytes, STAMP, info),
            SignRequest::Stamp { info, .. } => put(&mut bytes, STAMP_WITH_CERTIFICATES, info),
        }
    }
    bytes
}

pub(super) fn decode_requests(bytes: &[u8]) -> Result<Vec<SignRequest>, Malformed> {
    items(bytes, |kind, item| {
        Ok(match kind {
            CERTIFICATE => SignRequest::Certificate(item.to_vec()),
            CRL => SignRequest::Crl(item.to_vec()),
            CHECKPOINT => SignRequest::Checkpoint(from_json::<Checkpoint>(item)?),
            OCSP => SignRequest::Ocsp(item.to_vec()),
            STAMP | STAMP_WITH_CERTIFICATES => SignRequest::Stamp {
                info: item.to_vec(),
                certificates_wanted: kind == STAMP_WITH_CERTIFICATES,
            },
            _ => return Err(Malformed),
        })
    })
}

pub(super) fn encode_answers(answers: &[Result<Signed, SignError>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for answer in answers {
        match answer {
            Ok(Signed::Certificate(der)) => put(&mut bytes, CERTIFICATE, der),
            Ok(Signed::Crl(der)) => put(&mut bytes, CRL, der),
            Ok(Signed::Checkpoint(signed)) => put(
                &mut bytes,
                CHECKPOINT,
                &json(&(&signed.checkpoint, signed.key, &signed.signature)),
            ),
            Ok(Signed::Ocsp(der)) => put(&mut bytes, OCSP, der),
            Ok(Signed::Stamp(der)) => put(&mut bytes, STAMP, der),
            Err(error) => put(&mut bytes, REFUSAL, &json(error)),
        }
    }
    bytes
}

pub(super) fn decode_answers(bytes: &[u8]) -> Result<Vec<Result<Signed, SignError>>, Malformed> {
    items(bytes, |kind, item| {
        Ok(Ok(match kind {
            CERTIFICATE => Signed::Certificate(item.to_vec()),
            CRL => Signed::Crl(item.to_vec()),
            CHECKPOINT => {
                let (checkpoint, key, signature) = from_json::<(Checkpoint, KeyId, Vec<u8>)>(item)?;
                Signed::Checkpoint(SignedCheckpoint {
                    checkpoint,
                    key,
                    signature,
                })
            }
            OCSP => Signed::Ocsp(item.to_vec()),
            STAMP => Signed::Stamp(item.to_vec()),
            REFUSAL => return Ok(Err(from_json::<SignError>(item)?)),
            _ => return Err(Malformed),
        }))
    })
}

fn put(bytes: &mut Vec<u8>, kind: u8, item: &[u8]) {
    bytes.push(kind);
    // A longer one makes a frame that is not sent.
    let length = u32::try_from(item.len()).unwrap_or(u32::MAX);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(item);
}

/// Reads items to the end; no more of them than a batch has.
fn items<T>(mut bytes: &[u8], mut read: impl FnMut(u8, &[u8]) -> Result<T, Malformed>) -> Result<Vec<T>, Malformed> {
    let mut items = Vec::new();
    while let Some((kind, rest)) = bytes.split_first() {
        let (length, rest) = rest.split_first_chunk().ok_or(Malformed)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Malformed)?;
        let (item, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        if items.len() == BATCH {
            return Err(Malformed);
        }
        items.push(read(*kind, item)?);
        bytes = rest;
    }
    Ok(items)
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("texts and numbers always have a JSON form")
}

fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Malformed> {
    serde_json::from_slice(bytes).map_err(|_| Malformed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::custody::{CertificateRefusal, CheckpointRefusal, CrlRefusal, OcspRefusal, StampRefusal};
    use crate::journal::{CheckpointKind, Digest, Head, Writer};

    fn checkpoint() -> Checkpoint {
        let writer = Writer {
            node: "server".parse().unwrap(),
            epoch: 1_795_428_000,
        };
        Checkpoint {
            kind: CheckpointKind::Interim,
            covers: Some(Head {
                writer: writer.clone(),
                seq: 7,
                hash: Digest([9; 32]),
            }),
            writer,
            at: 1_795_428_001,
        }
    }

    #[test]
    fn what_was_written_is_read() {
        let requests = vec![
            SignRequest::Certificate(vec![1, 2]),
            SignRequest::Crl(Vec::new()),
            SignRequest::Checkpoint(checkpoint()),
            SignRequest::Ocsp(vec![3; 300]),
            SignRequest::Stamp {
                info: vec![4],
                certificates_wanted: false,
            },
            SignRequest::Stamp {
                info: vec![5],
                certificates_wanted: true,
            },
        ];
        assert_eq!(decode_requests(&encode_requests(&requests)), Ok(requests));
        let answers = vec![
            Ok(Signed::Certificate(vec![1])),
            Ok(Signed::Crl(vec![2])),
            Ok(Signed::Checkpoint(SignedCheckpoint {
                checkpoint: checkpoint(),
                key: KeyId(Digest([3; 32])),
                signature: vec![4; 64],
            })),
            Ok(Signed::Ocsp(vec![5])),
            Ok(Signed::Stamp(vec![6])),
            Err(SignError::LogUnwritable),
            Err(CertificateRefusal::OwnKey.into()),
            Err(CrlRefusal::NumberBack { last: 41 }.into()),
            Err(OcspRefusal::NoKey.into()),
            Err(StampRefusal::Time.into()),
            Err(CheckpointRefusal::Forked.into()),
        ];
        assert_eq!(decode_answers(&encode_answers(&answers)), Ok(answers));
    }

    #[test]
    fn more_than_a_batch_is_not_read() {
        let requests = vec![SignRequest::Ocsp(vec![1]); BATCH + 1];
        assert_eq!(decode_requests(&encode_requests(&requests)), Err(Malformed));
        assert!(decode_requests(&encode_requests(&requests[1..])).is_ok());
    }

    proptest! {
        #[test]
        fn no_bytes_do_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(requests) = decode_requests(&bytes)
                && requests.iter().all(|request| !matches!(request, SignRequest::Checkpoint(_)))
            {
                prop_assert_eq!(encode_requests(&requests), bytes.clone());
            }
            let _ = decode_answers(&bytes);
        }

        #[test]
        fn what_is_cut_short_is_not_read(length in 0_usize..24) {
            let whole = encode_requests(&[SignRequest::Crl(vec![7; 4]), SignRequest::Ocsp(vec![8; 10])]);
            prop_assert_eq!(decode_requests(&whole[..length]).is_ok(), length == 0 || length == 9);
        }
    }
}
