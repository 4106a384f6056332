//! What a check is told, and what it answers.

use alloc::vec::Vec;

use const_oid::ObjectIdentifier;

use crate::{
    certificate::Certificate,
    crl::{Reason, RevocationList},
    ocsp::OcspAnswer,
};

/// The inputs of RFC 5280 §6.1.1.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The moment for which the question is asked, unix seconds.
    pub time: i64,
    /// Whether dates count: those of certificates, of lists and of answers.
    pub ignore_time: bool,
    /// user-initial-policy-set; empty is any policy.
    pub policies: Vec<ObjectIdentifier>,
    pub require_explicit_policy: bool,
    pub inhibit_policy_mapping: bool,
    pub inhibit_any_policy: bool,
    /// The extended key usage that the certificate must allow, if it says anything of it.
    pub purpose: Option<ObjectIdentifier>,
    pub revocation: Revocation,
    pub limits: Limits,
}

/// What is asked of the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Every certificate of the path must be known not to be revoked.
    Required,
    /// A certificate must not be known to be revoked.
    WhenKnown,
    Ignored,
}

/// How much work one question may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Certificates between the anchor and the end, with the end.
    pub depth: usize,
    /// Candidate paths that are tried.
    pub paths: u32,
    /// Signatures that are checked.
    pub signatures: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 16,
            paths: 256,
            signatures: 2048,
        }
    }
}

impl Settings {
    /// Any policy, status required, the usual limits.
    pub fn at(time: i64) -> Self {
        Self {
            time,
            ignore_time: false,
            policies: Vec::new(),
            require_explicit_policy: false,
            inhibit_policy_mapping: false,
            inhibit_any_policy: false,
            purpose: None,
            revocation: Revocation::Required,
            limits: Limits::default(),
        }
    }
}

/// What may help. Nothing in it is trusted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    pub certificates: &'a [Certificate],
    pub lists: &'a [RevocationList],
    pub answers: &'a [OcspAnswer],
}

/// A path that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// From the certificate in question to the anchor, both included.
    pub certificates: Vec<Certificate>,
    /// user-constrained-policy-set; `anyPolicy` among them stands for all.
    pub policies: Vec<ObjectIdentifier>,
    /// What is known of each certificate but the anchor, in the same order.
    pub statuses: Vec<Status>,
}

/// What the evidence says of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was not asked for, or nothing says anything.
    Unknown,
    /// By a list or an answer of this moment, unix seconds.
    Good {
        as_of: i64,
    },
    Revoked {
        as_of: i64,
        since: i64,
        reason: Reason,
    },
}
