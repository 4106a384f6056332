//! One round: the lists that are due, made together under one number and stored in one commit.

use std::sync::Arc;

use authority::crl::{self, CrlError, Draft, Heading, Prepared, Published, Resumed};
use domain::rights::Operation;
use pki::certificate::{fingerprint, format_fingerprint};
use serde_json::json;
use storage::crls::{Crl, Scope};
use storage::statuses::{self, Part};

use super::shelf::Shelf;
use super::{ISSUING, bytes, entries};
use crate::refusal::{Fault, Refusal};
use crate::{Operate, Step};

/// Makes these lists.
#[derive(Clone, Debug)]
pub(super) struct Publish {
    pub(super) scopes: Vec<Scope>,
    pub(super) dated_back: bool,
}

/// What became of them. One list that is refused does not keep the others back.
#[derive(Debug)]
pub(super) struct Outcome {
    number: u64,
    refused: Option<CrlError>,
}

impl Outcome {
    /// The number of the round, when nothing was refused.
    pub(super) fn complete(self) -> Result<u64, Refusal> {
        match self.refused {
            Some(error) => Err(Fault::from(error).into()),
            None => Ok(self.number),
        }
    }
}

impl Operate for Publish {
    const OPERATION: Operation = Operation::PublishCrl;
    type Outcome = Outcome;

    async fn run(&self, step: &mut Step<'_>) -> Result<Outcome, Refusal> {
        // Read in this order: whoever was faster meanwhile has taken the number, and what changes in between is told
        // twice, never lost.
        let shelf = Shelf::read(step.db()).await?;
        let sequence = statuses::sequence(step.db()).await?;
        let maker = Maker {
            shelf: &shelf,
            number: shelf.next_number(),
            sequence,
            dated_back: self.dated_back,
        };
        let (mut made, mut refused) = (Vec::new(), None);
        for scope in &self.scopes {
            match maker.list(step, *scope).await {
                Ok(list) => made.extend(list),
                Err(Refusal::Fault(Fault::Crl(error))) => {
                    tracing::error!(%scope, code = error.code(), %error, "a list of revoked certificates is refused");
                    refused.get_or_insert(error);
                }
                Err(refusal) => return Err(refusal),
            }
        }
        if let (true, Some(error)) = (made.is_empty(), &refused) {
            return Err(Fault::from(error.clone()).into());
        }
        for list in shelf.superfluous(&made, &step.office.parts.lists.terms) {
            step.set.prune_list(list);
        }
        step.note("number", maker.number);
        Ok(Outcome {
            number: u64::try_from(maker.number).unwrap_or(u64::MAX),
            refused,
        })
    }
}

struct Maker<'a> {
    shelf: &'a Shelf,
    number: i64,
    sequence: i64,
    dated_back: bool,
}

impl Maker<'_> {
    /// One list; none for a delta list that has nothing to add to yet.
    async fn list(&self, step: &mut Step<'_>, scope: Scope) -> Result<Option<Crl>, Refusal> {
        let base = match scope {
            Scope::Delta => match self.shelf.base(step.now) {
                Some(base) => Some(base),
                None => return Ok(None),
            },
            Scope::Full | Scope::Shard(_) => None,
        };
        let office = step.office;
        let ca = &office.parts.ca.issuing;
        let life = step.now.saturating_add(office.parts.lists.terms.life(scope));
        let last_second = ca.certificate().not_after();
        let next_update = life.map_or(last_second, |next| next.as_second().min(last_second));
        let part_urls = match scope {
            Scope::Shard(part) => Some(office.parts.ca_settings.part_urls(part)),
            Scope::Full | Scope::Delta => None,
        };
        let heading = Heading {
            number: u64::try_from(self.number).unwrap_or(u64::MAX),
            this_update: step.now.as_second(),
            next_update,
            part: part_urls.as_deref(),
            delta_urls: match scope {
                Scope::Full => &office.parts.ca_settings.delta_crl_urls,
                Scope::Delta | Scope::Shard(_) => &[],
            },
            dated_back: self.dated_back,
        };
        let prepared = match base {
            Some(base) => self.delta(step, &heading, base).await?,
            None => self.complete(step, &heading, scope).await?,
        };
        let signed = crl::complete(ca, &office.parts.signer, prepared.tbs).await;
        let signed = signed.map_err(Fault::from)?;
        let list = Crl {
            id: domain::id::uuid_v7(step.now, step.random()),
            issuer: ISSUING.into(),
            scope,
            number: self.number,
            base: base.map(|base| base.number),
            sequence: self.sequence,
            this_update: step.now,
            next_update: jiff::Timestamp::from_second(next_update).unwrap_or(step.now),
            entries: prepared.count as u64,
        };
        let sha256 = format_fingerprint(&fingerprint(signed.der()));
        step.insert(&list);
        step.note(
            &scope.to_string(),
            json!({"base": list.base, "entries": list.entries, "sha256": sha256}),
        );
        step.set.blob(list.id, "crl", signed.into_der());
        Ok(Some(list))
    }

    async fn complete(&self, step: &Step<'_>, heading: &Heading<'_>, scope: Scope) -> Result<Prepared, Refusal> {
        let (last, last_delta) = (self.shelf.newest(scope), self.shelf.newest(Scope::Delta));
        let last_delta = last_delta.filter(|_| scope == Scope::Full);
        let (previous, delta) = (loaded(step, last).await?, loaded(step, last_delta).await?);
        let part = match scope {
            Scope::Shard(part) => Part::Shard(part),
            Scope::Full | Scope::Delta => Part::Whole,
        };
        let resumed = match last.into_iter().chain(last_delta).map(|list| list.sequence).min() {
            Some(since) => self.resumed(step, part, since).await?,
            None => Vec::new(),
        };
        let expected = previous.as_ref().map_or(0, |previous| previous.count());
        let ca = &step.office.parts.ca.issuing;
        let mut draft = Draft::complete(ca, heading, &resumed, previous.as_deref(), expected).map_err(Fault::from)?;
        if let Some(delta) = &delta {
            draft = draft.after_delta(heading, delta).map_err(Fault::from)?;
        }
        entries::push_listed(step.db(), &mut draft, part, heading.this_update).await?;
        Ok(draft.finish().map_err(Fault::from)?)
    }

    async fn delta(&self, step: &Step<'_>, heading: &Heading<'_>, base: &Crl) -> Result<Prepared, Refusal> {
        let of_this_base = |last: &&Crl| last.base == Some(base.number);
        let last = self.shelf.newest(Scope::Delta).filter(of_this_base);
        let previous = loaded(step, last).await?;
        let read_base = base_of(step, base).await?;
        let resumed = self.resumed(step, Part::Whole, base.sequence).await?;
        let ca = &step.office.parts.ca.issuing;
        let mut draft = Draft::delta(ca, heading, &resumed, &read_base, previous.as_deref()).map_err(Fault::from)?;
        entries::push_changed(step.db(), &mut draft, base.sequence, heading.this_update).await?;
        Ok(draft.finish().map_err(Fault::from)?)
    }

    async fn resumed(&self, step: &Step<'_>, part: Part, since: i64) -> Result<Vec<Resumed>, Refusal> {
        entries::resumed(step.db(), part, since, step.now.as_second()).await
    }
}

async fn loaded(step: &Step<'_>, list: Option<&Crl>) -> Result<Option<Arc<Published>>, Refusal> {
    let Some(list) = list else { return Ok(None) };
    let base = step
        .office
        .parts
        .lists
        .base
        .lock()
        .unwrap_or_else(|poison| poison.into_inner())
        .clone();
    if let Some((_, base)) = base.filter(|(id, _)| *id == list.id) {
        return Ok(Some(base));
    }
    let der = bytes(step.office, list).await?;
    let list = Published::load(&step.office.parts.ca.issuing, der).map_err(Fault::from)?;
    Ok(Some(Arc::new(list)))
}

/// The base stays in memory: delta lists come one after the other.
async fn base_of(step: &Step<'_>, base: &Crl) -> Result<Arc<Published>, Refusal> {
    let missing = || Fault::Stored("a base that is not there".into());
    let read = loaded(step, Some(base)).await?.ok_or_else(missing)?;
    let mut kept = step
        .office
        .parts
        .lists
        .base
        .lock()
        .unwrap_or_else(|poison| poison.into_inner());
    *kept = Some((base.id, read.clone()));
    Ok(read)
}
