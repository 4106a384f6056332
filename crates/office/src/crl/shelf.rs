//! The lists that are kept, and what follows from them: which are due, what a delta list adds to, which go.

use std::collections::BTreeMap;

use jiff::Timestamp;
use storage::crls::{self, Crl, Scope};
use storage::{Db, DbError, Stored};

use super::watch::NO_STEP;
use super::{ISSUING, ListTerms};

/// A delta list with more entries gets a new base as soon as there is one: it is fetched often.
const MOST_IN_DELTA: u64 = 10_000;
/// Lists kept of each other kind: whoever has found one has time to fetch it.
const KEPT: usize = 2;

/// The kept lists, newest first.
#[derive(Debug)]
pub(super) struct Shelf {
    last_number: i64,
    lists: Vec<Stored<Crl>>,
}

/// What is asked beside the lists themselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    pub(super) now: Timestamp,
    /// The last change of a status.
    pub(super) sequence: i64,
    /// The last change in each part.
    pub(super) changed: &'a BTreeMap<u16, i64>,
    pub(super) parts: &'a [u16],
    pub(super) terms: &'a ListTerms,
}

impl Shelf {
    pub(super) async fn read(db: &Db) -> Result<Self, DbError> {
        let mut lists = crls::kept(db, ISSUING).await?;
        // Whoever publishes after this reading has taken the number, and this round is made again.
        let newest = lists.first().map_or(0, |newest| newest.number);
        let floor = crls::floor(db).await?;
        // Between the lists of a backup and its restoration the world has seen others: nothing adds to the former.
        lists.retain(|list| list.number > floor);
        Ok(Self {
            last_number: newest.max(floor),
            lists,
        })
    }

    pub(super) fn next_number(&self) -> i64 {
        self.last_number + 1
    }

    pub(super) fn newest(&self, scope: Scope) -> Option<&Crl> {
        self.lists
            .iter()
            .map(|list| &list.value)
            .find(|list| list.scope == scope)
    }

    pub(super) fn newest_of_each(&self) -> impl Iterator<Item = &Crl> {
        let newest = self.lists.iter().rev().map(|list| (list.scope, &list.value));
        newest.collect::<BTreeMap<_, _>>().into_values()
    }

    /// The parts of the settings, and those whose lists somebody may still ask for.
    pub(super) fn parts(&self, count: u16) -> impl Iterator<Item = u16> + use<> {
        let published = self.lists.iter().filter_map(|list| match list.scope {
            Scope::Shard(part) => Some(part + 1),
            _ => None,
        });
        0..published.max().unwrap_or(0).max(count)
    }

    /// The number of the change that the oldest of these partial lists tells of.
    pub(super) fn oldest_part(&self, parts: &[u16]) -> Option<i64> {
        let sequences = parts.iter().filter_map(|part| self.newest(Scope::Shard(*part)));
        sequences.map(|list| list.sequence).min()
    }

    /// What is to be published now. A change goes out by small lists first; the complete one takes its time.
    pub(super) fn due(&self, facts: &Facts<'_>) -> Vec<Scope> {
        let parts = facts.parts.iter().filter(|part| self.part_is_due(**part, facts));
        let mut round: Vec<Scope> = parts.map(|part| Scope::Shard(*part)).collect();
        if self.newest(Scope::Full).is_none() {
            round.insert(0, Scope::Full);
        } else if self.delta_is_due(facts) {
            round.insert(0, Scope::Delta);
        } else if round.is_empty() && self.full_is_due(facts) {
            round.extend([Scope::Full, Scope::Delta]);
        }
        round
    }

    fn full_is_due(&self, facts: &Facts<'_>) -> bool {
        let Some(last) = self.newest(Scope::Full) else {
            return true;
        };
        let pause = last.this_update.saturating_add(facts.terms.full_pause());
        is_half_over(last, facts.now)
            || last.sequence != facts.sequence && pause.is_ok_and(|earliest| facts.now >= earliest)
    }

    fn delta_is_due(&self, facts: &Facts<'_>) -> bool {
        let (Some(full), Some(base)) = (self.newest(Scope::Full), self.base(facts.now)) else {
            return false;
        };
        self.newest(Scope::Delta).is_none_or(|last| {
            last.sequence != facts.sequence
                || last.number < full.number
                || last.base != Some(base.number)
                || is_half_over(last, facts.now)
        })
    }

    fn part_is_due(&self, part: u16, facts: &Facts<'_>) -> bool {
        self.newest(Scope::Shard(part)).is_none_or(|last| {
            let changed = facts.changed.get(&part).is_some_and(|change| *change > last.sequence);
            changed || is_half_over(last, facts.now)
        })
    }

    /// The complete list that a delta list made now adds to: the same as before while that is in force, so that whoever
    /// holds it or a later one needs no other.
    pub(super) fn base(&self, now: Timestamp) -> Option<&Crl> {
        let in_force = |list: &&Crl| list.this_update <= now && now < list.next_update;
        let of_last = self
            .newest(Scope::Delta)
            .filter(|last| last.entries <= MOST_IN_DELTA)
            .and_then(|last| self.full(last.base?));
        of_last
            .filter(in_force)
            .or_else(|| self.newest(Scope::Full).filter(in_force))
    }

    fn full(&self, number: i64) -> Option<&Crl> {
        let lists = self.lists.iter().map(|list| &list.value);
        lists
            .filter(|list| list.scope == Scope::Full)
            .find(|list| list.number == number)
    }

    /// What nobody needs once these new lists stand beside the kept ones.
    pub(super) fn superfluous(&self, made: &[Crl], terms: &ListTerms) -> Vec<&Crl> {
        let delta = made.iter().find(|list| list.scope == Scope::Delta);
        let base = delta.or_else(|| self.newest(Scope::Delta)).and_then(|list| list.base);
        let mut count: BTreeMap<Scope, usize> = made.iter().map(|list| (list.scope, 1)).collect();
        let mut goes = |list: &&Crl| {
            let count = count.entry(list.scope).or_default();
            *count += 1;
            match list.scope {
                Scope::Full => *count > usize::from(terms.keep_full.get()) && Some(list.number) != base,
                Scope::Delta | Scope::Shard(_) => *count > KEPT,
            }
        };
        let lists = self.lists.iter().map(|list| &list.value);
        lists.filter(|list| goes(list)).collect()
    }
}

/// Half of its life is over, or has not begun: a clock that ran ahead made it.
fn is_half_over(list: &Crl, now: Timestamp) -> bool {
    let life = list.next_update.duration_since(list.this_update);
    let age = now.duration_since(list.this_update);
    age >= life / 2 || age < -NO_STEP
}
