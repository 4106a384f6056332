//! Регламент as data: terms, copies, check list, document flow. A new регламент is a folder, not code.

use jiff::civil::Date;
use requisites::term::Term;
use serde::{Deserialize, Serialize};

/// How papers reach the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentFlow {
    /// Paper at once (source S1).
    PaperOnly,
    /// Scans first, then paper (source S0).
    ScanThenPaper,
}

/// What happens to a suspended certificate that nobody resumes; the source is silent, so the регламент says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SuspensionExpiry {
    /// It stays suspended until its term is over.
    Hold,
    /// It is revoked when this term is over.
    RevokeAfter(Term),
}

/// Terms of DOMAIN §1.10.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// REG_USER.
    pub register_user: Term,
    /// PROC_REQUEST.
    pub process_request: Term,
    /// SIGNED_COPY.
    pub signed_copy: Term,
    /// POA.
    pub power_of_attorney: Term,
    /// TEMP_CREDS.
    pub temporary_access: Term,
    /// After this term of a suspension an operator is asked to look at it.
    pub suspension_review: Term,
    /// What the end of a suspension is when nobody resumes.
    pub suspension_expiry: SuspensionExpiry,
    /// Days before the end of SIGNED_COPY on which the holder is reminded.
    pub copy_reminders: Vec<u8>,
}

/// One question of the operator's check list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckItem {
    /// Stable code.
    pub code: String,
    /// Question.
    pub text: String,
    /// What the applicant reads when the answer is «Нет».
    pub remark: String,
}

/// Регламент центра регистрации.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulation {
    /// Folder name.
    pub code: String,
    /// Full title.
    pub title: String,
    /// Short title for pages.
    pub short_title: String,
    /// Edition people acknowledge.
    pub edition: String,
    /// First day of the edition.
    pub in_force_from: Date,
    /// The text is a sample, the real one is to come from the центр регистрации.
    pub sample: bool,
    /// IANA name of the zone terms are counted in.
    pub time_zone: String,
    /// Document flow.
    pub document_flow: DocumentFlow,
    /// Signed copies of the adherence statement.
    pub adherence_copies: u8,
    /// Terms.
    pub terms: Terms,
    /// Check list for the comparison of the statement.
    pub check_list: Vec<CheckItem>,
}
