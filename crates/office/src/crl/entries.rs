//! Rows of the database as entries of a list, one by one: a million of them are never in memory as rows.

use authority::crl::{Draft, Entry, Resumed};
use pki::SerialNumber;
use pki::crl::Reason;
use storage::Db;
use storage::statuses::{self, Part, StatusRow};

use super::ISSUING;
use crate::refusal::{Fault, Refusal};

/// Everybody who is listed. All of them: the gate leaves out what a list made after the end of its certificate has
/// carried, and wants to know why somebody is gone.
pub(super) async fn push_listed(db: &Db, draft: &mut Draft<'_>, part: Part, this_update: i64) -> Result<(), Refusal> {
    let mut done = Ok(());
    let take = |row: StatusRow| {
        if done.is_ok() {
            done = push(draft, &row, this_update);
        }
    };
    statuses::each_listed(db, ISSUING, part, 0, take).await?;
    Ok(done?)
}

/// Everybody who is listed by a change after that number.
pub(super) async fn push_changed(db: &Db, draft: &mut Draft<'_>, after: i64, this_update: i64) -> Result<(), Refusal> {
    let mut done = Ok(());
    let take = |row: StatusRow| {
        if done.is_ok() && row.revoked_at.is_some() {
            done = push(draft, &row, this_update);
        }
    };
    statuses::each_changed(db, ISSUING, Part::Whole, after, take).await?;
    Ok(done?)
}

/// Everybody who is good again by a change after that number.
pub(super) async fn resumed(db: &Db, part: Part, after: i64, since: i64) -> Result<Vec<Resumed>, Refusal> {
    let mut good = Vec::new();
    let take = |row: StatusRow| {
        if row.revoked_at.is_none() {
            good.push(serial(&row.serial).map(|serial| Resumed { serial, since }));
        }
    };
    statuses::each_changed(db, ISSUING, part, after, take).await?;
    Ok(good.into_iter().collect::<Result<_, Fault>>()?)
}

fn push(draft: &mut Draft<'_>, row: &StatusRow, this_update: i64) -> Result<(), Fault> {
    let broken = || Fault::Stored(format!("the status of {} does not read", row.serial));
    let second = |instant: i64| instant.div_euclid(1_000_000);
    let entry = Entry {
        serial: serial(&row.serial)?,
        // What changed while this list was begun, or by a clock that ran ahead, is not dated after the list.
        since: second(row.revoked_at.ok_or_else(broken)?).min(this_update),
        reason: row.reason.and_then(reason).ok_or_else(broken)?,
        invalid_since: None,
        not_after: second(row.not_after),
    };
    Ok(draft.push(&entry)?)
}

/// CRLReason of a stored number.
pub(crate) fn reason(code: i64) -> Option<Reason> {
    Some(match code {
        0 => Reason::Unspecified,
        1 => Reason::KeyCompromise,
        3 => Reason::AffiliationChanged,
        4 => Reason::Superseded,
        5 => Reason::CessationOfOperation,
        6 => Reason::CertificateHold,
        9 => Reason::PrivilegeWithdrawn,
        _ => return None,
    })
}

fn serial(hex: &str) -> Result<SerialNumber, Fault> {
    let bytes = u128::from_str_radix(hex, 16).map(u128::to_be_bytes);
    let known = bytes.ok().filter(|_| hex.len() == 32);
    known
        .and_then(|bytes| SerialNumber::from_bytes(&bytes))
        .ok_or_else(|| Fault::Stored(format!("serial number {hex} does not read")))
}
