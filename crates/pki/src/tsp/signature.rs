//! A stamp on a signature (CAdES-T, RFC 5126 §6.1.1): the signature existed when the stamp was made.

use alloc::vec::Vec;

use super::{Imprint, TimeStampToken, TokenError};
use crate::{
    ber,
    certificate::Certificate,
    cms::{Attribute, SignedData, Signer},
    digest::DigestAlgorithm,
    oid,
};

/// A stamp that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Unix seconds: the signature was there by then.
    pub time: i64,
    /// The certificate of the authority. Its path is not looked at.
    pub certificate: Certificate,
}

/// What is stamped: the value of the signature.
pub fn signature_imprint(signer: &Signer, algorithm: DigestAlgorithm) -> Imprint {
    Imprint::of(algorithm, signer.signature())
}

/// Adds a stamp to the signature number `signer`; the document as DER.
///
/// # Errors
/// [`TokenError`] when the stamp does not hold for this signature, [`TokenError::NotToken`] when there is no such signature.
pub fn add_signature_stamp(
    document: &SignedData,
    signer: usize,
    token: &[u8],
    others: &[Certificate],
) -> Result<Vec<u8>, TokenError> {
    let signature = document.signers().get(signer).ok_or(TokenError::NotToken)?;
    check(signature, token, others)?;
    let token = ber::to_der(token).map_err(|ber::NotBer| TokenError::NotToken)?;
    let mut stamped = document.clone();
    stamped.push_unsigned(signer, Attribute::new(oid::SIGNATURE_TIME_STAMP, token));
    Ok(stamped.to_der())
}

/// The stamps on a signature, each checked. No stamp, no entry: then the signature is not CAdES-T.
pub fn verify_signature_stamps(signer: &Signer, others: &[Certificate]) -> Vec<Result<Stamp, TokenError>> {
    let tokens = signer.unsigned_attributes().values(oid::SIGNATURE_TIME_STAMP);
    tokens.map(|token| check(signer, token, others)).collect()
}

fn check(signer: &Signer, token: &[u8], others: &[Certificate]) -> Result<Stamp, TokenError> {
    let token = TimeStampToken::parse(token)?;
    let imprint = signature_imprint(signer, token.info().imprint.algorithm());
    let certificate = token.verify(&imprint, others)?;
    Ok(Stamp {
        time: token.info().time,
        certificate,
    })
}
