//! A list in the making: entries come one by one, in the order of their serial numbers, and go straight into its bytes.

use std::collections::BTreeMap;

use pki::SerialNumber;
use pki::crl::{CrlBuilder, CrlInput, Part, Reason, RevokedEntry};
use pki::extension::point_urls;

use super::gate::Walk;
use super::{CrlError, Entry, Heading, Prepared, Published, Resumed};
use crate::issuing::IssuingCa;
use crate::linting;

/// A list that is being made.
#[derive(Debug)]
pub struct Draft<'a> {
    builder: CrlBuilder,
    walks: Vec<Walk<'a>>,
    resumed: BTreeMap<SerialNumber, i64>,
    /// A delta list names those who are good again; a complete one leaves them out.
    is_delta: bool,
    /// thisUpdate of the complete list before.
    carried_at: Option<i64>,
    this_update: i64,
    last: Option<SerialNumber>,
}

impl<'a> Draft<'a> {
    /// A complete list. `resumed` are those whose suspension has ended since the list before; `previous` is the
    /// complete list of this scope published before, none only for the very first. `expected`: about how many entries
    /// will come.
    ///
    /// # Errors
    /// [`CrlError`]: numbers, times or scope do not follow from the list before.
    pub fn complete(
        ca: &IssuingCa,
        heading: &Heading<'_>,
        resumed: &[Resumed],
        previous: Option<&'a Published>,
        expected: usize,
    ) -> Result<Self, CrlError> {
        if let Some(previous) = previous {
            follows(heading, previous)?;
            if previous.is_delta() {
                return Err(CrlError::OtherScope);
            }
        }
        let walks = previous.map(|previous| Walk::binding(previous)).into_iter().collect();
        let mut draft = Self::new(ca, heading, None, walks, resumed, expected)?;
        draft.carried_at = previous.map(|previous| previous.this_update());
        Ok(draft)
    }

    /// A delta list over `base`. The entries to come are those that have changed since `base`; `resumed` are those
    /// whose suspension has ended since. `previous` is the delta list published before, if it had the same base.
    ///
    /// # Errors
    /// [`CrlError`]: numbers, times or scope do not follow from the lists before.
    pub fn delta(
        ca: &IssuingCa,
        heading: &Heading<'_>,
        resumed: &[Resumed],
        base: &'a Published,
        previous: Option<&'a Published>,
    ) -> Result<Self, CrlError> {
        for before in previous.into_iter().chain([base]) {
            follows(heading, before)?;
        }
        let number = base.number().ok_or(CrlError::ForeignPrevious)?;
        if base.is_delta() || previous.is_some_and(|previous| previous.base() != Some(number)) {
            return Err(CrlError::OtherScope);
        }
        let walks = previous.map(|previous| Walk::binding(previous)).into_iter();
        let walks = walks.chain([Walk::of_base(base)]).collect();
        let mut draft = Self::new(ca, heading, Some(number), walks, resumed, 0)?;
        draft.is_delta = true;
        Ok(draft)
    }

    /// Nobody who stands in `delta`, the newest delta list, may be missing in this complete list either.
    ///
    /// # Errors
    /// [`CrlError`]: numbers, times or scope do not follow from it.
    pub fn after_delta(mut self, heading: &Heading<'_>, delta: &'a Published) -> Result<Self, CrlError> {
        follows(heading, delta)?;
        self.walks.push(Walk::binding(delta));
        Ok(self)
    }

    fn new(
        ca: &IssuingCa,
        heading: &Heading<'_>,
        base: Option<u64>,
        walks: Vec<Walk<'a>>,
        resumed: &[Resumed],
        expected: usize,
    ) -> Result<Self, CrlError> {
        let Heading {
            number,
            this_update,
            next_update,
            ..
        } = *heading;
        if next_update <= this_update || next_update > ca.certificate().not_after() {
            return Err(CrlError::NextUpdate);
        }
        // Below the issuing УЦ there are no others.
        let part = heading.part.map(|urls| Part { urls, only_users: true });
        let input = CrlInput {
            base,
            part,
            freshest: heading.delta_urls,
            ..CrlInput::complete(ca.issuer(), number, this_update, next_update)
        };
        Ok(Self {
            builder: CrlBuilder::new(&input, expected)?,
            walks,
            resumed: resumed.iter().map(|one| (one.serial, one.since)).collect(),
            is_delta: false,
            carried_at: None,
            this_update,
            last: None,
        })
    }

    /// Takes the next entry; serial numbers ascend.
    ///
    /// # Errors
    /// [`CrlError`]: out of order, or against what the lists before say.
    pub fn push(&mut self, entry: &Entry) -> Result<(), CrlError> {
        let serial = entry.serial;
        if self.last.is_some_and(|last| last >= serial) {
            return Err(CrlError::Order { serial });
        }
        self.last = Some(serial);
        self.resume_before(Some(serial))?;
        // Held again: what it is now stands in the list.
        self.resumed.remove(&serial);
        self.meet(serial, entry.reason)?;
        if self.has_been_carried_after_expiry(entry) {
            return Ok(());
        }
        let listed = RevokedEntry {
            invalid_since: entry.invalid_since,
            ..RevokedEntry::new(serial.as_bytes(), entry.since, entry.reason)
        };
        Ok(self.builder.push(&listed)?)
    }

    /// # Errors
    /// [`CrlError`]: somebody has vanished, or the lint has something against the whole.
    pub fn finish(mut self) -> Result<Prepared, CrlError> {
        self.resume_before(None)?;
        self.walks.into_iter().try_for_each(Walk::finish)?;
        let count = self.builder.count();
        let tbs = self.builder.finish();
        linting::pass(linting::crl(&tbs)).map_err(CrlError::Lint)?;
        Ok(Prepared { tbs, count })
    }

    /// Those who are good again, up to `limit`.
    fn resume_before(&mut self, limit: Option<SerialNumber>) -> Result<(), CrlError> {
        while let Some(resumed) = self.resumed.first_entry() {
            if limit.is_some_and(|limit| *resumed.key() >= limit) {
                break;
            }
            let (serial, since) = resumed.remove_entry();
            self.meet(serial, Reason::RemoveFromCrl)?;
            if self.is_delta {
                let removed = RevokedEntry::new(serial.as_bytes(), since, Reason::RemoveFromCrl);
                self.builder.push(&removed)?;
            }
        }
        Ok(())
    }

    fn meet(&mut self, serial: SerialNumber, now: Reason) -> Result<(), CrlError> {
        self.walks.iter_mut().try_for_each(|walk| walk.meet(serial, now))
    }

    /// Whether the complete list before was made after the certificate ended: then it carried the entry for the last
    /// time. That list may be dated by a clock which ran ahead: what has not ended by this one stays.
    fn has_been_carried_after_expiry(&self, entry: &Entry) -> bool {
        let is_over = self.this_update > entry.not_after;
        self.carried_at
            .is_some_and(|carried_at| is_over && carried_at > entry.not_after && entry.since <= carried_at)
    }
}

/// Number and time go forward from one list of a scope to the next.
fn follows(heading: &Heading<'_>, before: &Published) -> Result<(), CrlError> {
    let last = before.number().ok_or(CrlError::ForeignPrevious)?;
    let point = before.issuing_distribution_point();
    let name = point.as_ref().and_then(|point| point.distribution_point.as_ref());
    let urls = name.map(point_urls);
    if urls.as_deref()
        != heading
            .part
            .map(|urls| urls.iter().map(String::as_str).collect::<Vec<_>>())
            .as_deref()
    {
        return Err(CrlError::OtherScope);
    }
    if heading.number <= last {
        return Err(CrlError::NumberBack { last });
    }
    if heading.this_update < before.this_update() && !heading.dated_back {
        return Err(CrlError::TimeBack);
    }
    Ok(())
}
