//! Whom to trust: certificates and lists in a row, as a stranger may hand them in.

use der::{AnyRef, Decode, Encode};
use pki::{
    certificate::Certificate,
    crl::RevocationList,
    path::{Evidence, Limits, Revocation, Settings, find},
};

/// 23.11.2026 10:00:00 UTC, when the seeds are in force.
const NOW: i64 = 1_795_428_000;

/// The first certificate is asked about, the last one is trusted, the others and the lists are evidence: a path that holds
/// begins at the one and ends at the other, and without evidence of status there are not fewer.
pub(crate) fn path(bytes: &[u8]) -> bool {
    let (mut certificates, mut lists) = (Vec::new(), Vec::new());
    let mut rest = bytes;
    while let Ok((value, tail)) = AnyRef::from_der_partial(rest) {
        let der = value.to_der().expect("what was read is written");
        match Certificate::read(&der) {
            Ok(reading) => certificates.push(reading.value),
            Err(_) => lists.extend(RevocationList::read(&der).map(|reading| reading.value)),
        }
        rest = tail;
    }
    let [target, others @ .., anchor] = certificates.as_slice() else {
        return false;
    };
    let evidence = Evidence {
        certificates: others,
        lists: &lists,
        answers: &[],
    };
    let check = |revocation| {
        let settings = Settings {
            revocation,
            limits: Limits {
                signatures: 8,
                ..Limits::default()
            },
            ..Settings::at(NOW)
        };
        find(target, core::slice::from_ref(anchor), &evidence, &settings)
    };
    let ignored = check(Revocation::Ignored);
    if let Ok(path) = check(Revocation::WhenKnown) {
        assert_eq!(path.certificates.first(), Some(target));
        assert_eq!(path.certificates.last(), Some(anchor));
        assert!(ignored.is_ok());
    }
    ignored.is_ok()
}
