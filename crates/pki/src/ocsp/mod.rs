//! The status of certificates asked for one by one (OCSP: RFC 6960, RFC 5019, RFC 9654).

mod certificate_id;
mod request;
mod respond;
mod response;

pub use certificate_id::{CertificateId, IssuerHashes};
pub use request::{MAX_CERTIFICATES, OcspRequest, RequestError, build as build_request};
pub use respond::{AnswerInput, Failure, Single, Status, assemble, build_tbs, failure, responder_key_hash};
pub use response::{OcspAnswer, OcspError, OcspResponse, ResponseData, SingleAnswer};
