//! Access in УСОИ follows the status of certificates: orders leave through the outbox, and are compared now and then.

use std::sync::atomic::Ordering;

use domain::access::{Access, AccessOrder, due, reason_code};
use domain::certificate::Certificate;
use domain::id::OutboxId;
use domain::rights::{Actor, Operation};
use domain::task::TaskKind;
use storage::{Stored, access_orders, certificates};

use crate::refusal::Refusal;
use crate::{Office, Operate, Step, outbox};

/// Orders in one round.
const ROUND: u32 = 50;
/// Seconds from one comparison with the gate to the next.
const RECONCILE_EVERY: i64 = 60 * 60;
/// Certificates of one person that are looked at; he has a few.
const MOST: u32 = 1_000;

/// After a change of a certificate: the order that makes the access of its holder what it is to be.
///
/// # Errors
/// [`Refusal::Fault`].
pub(crate) async fn follow(step: &mut Step<'_>, changed: &Certificate) -> Result<(), Refusal> {
    let Some(snils) = changed.snils.clone() else {
        return Ok(());
    };
    let mut all: Vec<Certificate> = Vec::new();
    for one in certificates::by_snils(step.db(), &snils, MOST).await? {
        all.push(if one.id == changed.id {
            changed.clone()
        } else {
            one.value
        });
    }
    order_if_due(step, &snils, changed, &all).await
}

async fn order_if_due(
    step: &mut Step<'_>,
    snils: &str,
    about: &Certificate,
    all: &[Certificate],
) -> Result<(), Refusal> {
    let standing = access_orders::of(step.db(), snils).await?;
    let said = standing.as_ref().map_or(Access::Unblock, |order| order.access);
    let Some(access) = due(all, step.now).filter(|access| *access != said) else {
        return Ok(());
    };
    let reason = all
        .iter()
        .flat_map(|one| &one.holds)
        .map(|hold| reason_code(hold.reason))
        .next();
    let order = AccessOrder {
        id: standing
            .as_ref()
            .map_or_else(|| OutboxId::new(step.now, step.random()), |order| order.id),
        snils: snils.to_owned(),
        serial: about.serial.clone(),
        access,
        reason: reason.unwrap_or("resumed").into(),
        since: step.now,
        next_at: step.now,
        attempts: 0,
        sent_at: None,
        last_error: None,
    };
    step.note("access", serde_json::json!(access));
    if step.office.parts.access.is_none() {
        let what = match access {
            Access::Block => "заблокируйте",
            Access::Unblock => "разблокируйте",
        };
        let title = format!("УСОИ: {what} доступ вручную, сертификат {}", about.serial);
        step.task(TaskKind::AccessByHand, about.id, title);
    }
    match standing {
        Some(standing) => step.update(&Stored {
            value: order,
            ..standing
        }),
        None => step.insert(&order),
    }
    Ok(())
}

/// Sends the orders whose time has come; without a gate people carry them out by their tasks.
///
/// # Errors
/// [`Refusal::Fault`] when the outcome cannot be stored.
pub(crate) async fn deliver(office: &Office) -> Result<(), Refusal> {
    let Some(gate) = &office.parts.access else {
        return Ok(());
    };
    for order in access_orders::to_send(&office.parts.db, office.now(), ROUND).await? {
        let error = gate.put(&order).await.err().map(|error| error.to_string());
        if let Some(error) = &error {
            tracing::warn!(order = %order.id, error, "an access order was not taken");
        }
        match office.perform(&Actor::SYSTEM, Record { order, error }).await {
            // Another order has taken its place meanwhile: that one is sent in the next round.
            Ok(()) | Err(Refusal::Conflict) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(())
}

/// Compares with the gate when the last comparison is an hour old; the first one is at the start.
///
/// # Errors
/// [`Refusal::Fault`].
pub(crate) async fn reconcile_if_due(office: &Office) -> Result<(), Refusal> {
    let (now, compared_at) = (office.now().as_second(), &office.parts.access_compared_at);
    if now - compared_at.load(Ordering::Relaxed) < RECONCILE_EVERY {
        return Ok(());
    }
    compared_at.store(now, Ordering::Relaxed);
    reconcile(office).await.map(drop)
}

/// Compares what the gate says of everybody who was ever ordered about with the order that stands, and repeats what was lost.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn reconcile(office: &Office) -> Result<u32, Refusal> {
    let Some(gate) = &office.parts.access else {
        return Ok(0);
    };
    let mut repeated = 0;
    for snils in access_orders::people(&office.parts.db).await? {
        let Some(order) = access_orders::of(&office.parts.db, &snils).await? else {
            continue;
        };
        // One that waits is sent anyway; a gate that does not answer is asked the next time.
        let Ok(said) = gate.status(&snils).await else { continue };
        if order.sent_at.is_some() && said != Some(order.access) {
            tracing::warn!(order = %order.id, ?said, "access in УСОИ differs from the order");
            match office.perform(&Actor::SYSTEM, Repeat { order }).await {
                Ok(()) => repeated += 1,
                Err(Refusal::Conflict) => {}
                Err(refusal) => return Err(refusal),
            }
        }
    }
    Ok(repeated)
}

/// Stores the outcome of an attempt.
#[derive(Debug)]
struct Record {
    order: Stored<AccessOrder>,
    error: Option<String>,
}

impl Operate for Record {
    const OPERATION: Operation = Operation::DeliverOutbox;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut order = self.order.clone();
        step.about(order.id);
        order.attempts += 1;
        match &self.error {
            None => order.sent_at = Some(step.now),
            Some(error) => {
                order.next_at = outbox::next_attempt(step.now, order.attempts);
                order.last_error = Some(error.chars().take(300).collect());
            }
        }
        step.update(&order);
        Ok(())
    }
}

/// Has the order that stands sent once more.
#[derive(Debug)]
struct Repeat {
    order: Stored<AccessOrder>,
}

impl Operate for Repeat {
    const OPERATION: Operation = Operation::ReconcileAccess;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut order = self.order.clone();
        step.about(order.id);
        order.sent_at = None;
        order.next_at = step.now;
        step.update(&order);
        Ok(())
    }
}
