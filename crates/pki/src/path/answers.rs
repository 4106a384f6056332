//! Status from answers of OCSP (RFC 6960 §3.2): signed by the issuer or by a responder that it appointed.

use super::{Status, node::Node, search::Search};
use crate::{
    certificate::Certificate,
    extension,
    ocsp::{self, IssuerHashes, OcspAnswer, SingleAnswer},
    oid,
};

/// An answer without nextUpdate is fresh for so long, in seconds: newer knowledge was there at any time.
const FRESH: i64 = 300;

impl<'a> Search<'_, 'a> {
    /// The newest usable answer about a certificate of `issuer`.
    pub(super) fn by_answers(&self, node: &Node<'a>, issuer: &Node<'a>, time: i64) -> Status {
        let certificate = issuer.certificate;
        let Some(hashes) = IssuerHashes::new(certificate.subject_der(), certificate.public_key_der()) else {
            return Status::Unknown;
        };
        let mut status = Status::Unknown;
        let mut moment = i64::MIN;
        for answer in self.store.answers {
            let about = |single: &&SingleAnswer| {
                hashes.are_of(&single.certificate) && single.certificate.serial() == node.certificate.serial()
            };
            let singles = answer.data().singles().iter().filter(about);
            let mut usable = singles.filter(|single| {
                single.this_update > moment
                    && (self.settings.ignore_time || tells_of(single, time, node.certificate.not_after()))
            });
            if let Some(single) = usable.next()
                && self.is_authorized(answer, issuer)
            {
                moment = single.this_update;
                status = said(single, if self.settings.ignore_time { i64::MAX } else { time });
            }
        }
        status
    }

    /// RFC 6960 §4.2.2.2: the issuer itself, or a certificate that it issued for this purpose.
    fn is_authorized(&self, answer: &OcspAnswer, issuer: &Node<'a>) -> bool {
        let Some(signer) = answer.signer(issuer.certificate) else {
            return false;
        };
        let signed_by = |node: &Node<'_>| {
            self.check_signature(node, answer.algorithm_der(), answer.tbs(), answer.signature())
                .is_ok()
        };
        if signer.der() == issuer.certificate.der() {
            return signed_by(issuer);
        }
        Node::of(signer).is_some_and(|node| {
            is_appointed(signer)
                && node.issuer == issuer.subject
                && node.facts().is_ok()
                && signer.is_valid_at(answer.data().produced_at())
                && self
                    .check_signature(issuer, signer.algorithm_der(), signer.tbs(), signer.signature())
                    .is_ok()
                && signed_by(&node)
        })
    }
}

/// The purpose, and that nobody asks for the status of the responder itself: RFC 6960 §4.2.2.2.1.
fn is_appointed(certificate: &Certificate) -> bool {
    let extensions = certificate.extensions();
    let purposes: Option<x509_cert::ext::pkix::ExtendedKeyUsage> = extension::find(extensions, oid::EXTENDED_KEY_USAGE);
    purposes.is_some_and(|purposes| purposes.0.contains(&oid::OCSP_SIGNING))
        && extension::value(extensions, oid::OCSP_NO_CHECK).is_some()
}

fn tells_of(single: &SingleAnswer, time: i64, not_after: i64) -> bool {
    if single.this_update > time {
        return single.this_update <= not_after;
    }
    time <= single.next_update.unwrap_or(single.this_update.saturating_add(FRESH))
}

fn said(single: &SingleAnswer, time: i64) -> Status {
    let as_of = single.this_update;
    match single.status {
        ocsp::Status::Good => Status::Good { as_of },
        // An answer that is later than the question may tell of what happened after it.
        ocsp::Status::Revoked { since, .. } if as_of > time && since > time => Status::Good { as_of },
        ocsp::Status::Revoked { since, reason } => Status::Revoked { as_of, since, reason },
        ocsp::Status::Unknown => Status::Unknown,
    }
}
