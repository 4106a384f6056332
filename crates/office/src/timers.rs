//! What the office does by itself: timers fire, the CRL is renewed, letters leave, started certificates are completed.

use std::time::Duration;

use domain::account::Account;
use domain::certificate::{Certificate, CertificateState};
use domain::id::TimerId;
use domain::paper_copy::{PaperCopy, PaperCopyAction};
use domain::process::Process;
use domain::registration::{Registration, RegistrationAction};
use domain::request::Request;
use domain::rights::{Actor, Operation};
use domain::status::{RevocationReason, StatusRefusal};
use domain::task::TaskKind;
use domain::timer::{Timer, TimerKind};
use requisites::ru;
use storage::{Stored, timers};

use crate::refusal::{Missing, Refusal};
use crate::told::{price_of_late_copy, short_serial};
use crate::{Office, Operate, Step, access, crl, issuing, outbox, watch};

/// Timers in one round.
const ROUND: u32 = 100;
/// Pause between rounds.
const PAUSE: Duration = Duration::from_secs(2);

/// Runs the background work until the future is dropped.
pub async fn run_background(office: Office) {
    tokio::join!(publish_in_time(&office), do_the_rest(&office));
}

async fn do_the_rest(office: &Office) {
    let mut pause = tokio::time::interval(PAUSE);
    pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pause.tick().await;
        // Already told, item by item.
        let _ = tick_rest(office).await;
    }
}

/// Lists wait for nobody: a slow mail server or a gate that hangs does not keep a change from being published.
async fn publish_in_time(office: &Office) {
    loop {
        // A round that takes longer than the pause is followed by the next one after another pause.
        let _ = tokio::time::timeout(PAUSE, office.parts.status_changed.notified()).await;
        let _ = tick_lists(office).await;
    }
}

/// One round of everything that is due now.
///
/// # Errors
/// The last [`Refusal`]; the next round tries again.
pub async fn tick(office: &Office) -> Result<(), Refusal> {
    let lists = tick_lists(office).await;
    let rest = tick_rest(office).await;
    // What the timers changed is published in this round too.
    lists.and(tick_lists(office).await).and(rest)
}

async fn tick_lists(office: &Office) -> Result<(), Refusal> {
    let done = crl::publish_if_due(office).await;
    if let Err(refusal) = &done {
        tracing::error!(what = "crl", code = refusal.code(), error = ?refusal, "background work failed");
    }
    done
}

async fn tick_rest(office: &Office) -> Result<(), Refusal> {
    // What fails is told and tried again in the next round; it never keeps the rest from being done.
    let mut outcome = Ok(());
    let mut note = |what: &str, done: Result<(), Refusal>| {
        if let Err(refusal) = done {
            tracing::error!(what, code = refusal.code(), error = ?refusal, "background work failed");
            outcome = Err(refusal);
        }
    };
    note("issuing", issuing::complete_started(office).await);
    for timer in timers::due(&office.parts.db, office.now(), ROUND).await? {
        note("timer", office.perform(&Actor::SYSTEM, Fire { timer: timer.id }).await);
    }
    note("access", access::reconcile_if_due(office).await);
    note("access", access::deliver(office).await);
    note("self-check", watch::self_check_if_due(office).await);
    note("letters", outbox::deliver_letters(office).await.map(drop));
    outcome
}

#[derive(Debug)]
struct Fire {
    timer: TimerId,
}

impl Operate for Fire {
    const OPERATION: Operation = Operation::FireTimer;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut timer = step.get::<Timer>(self.timer, Missing::Task).await?;
        if timer.done_at.is_some() {
            return Ok(());
        }
        step.about(timer.subject);
        step.note("timer", format!("{:?}", timer.kind));
        timer.done_at = Some(step.now);
        step.update(&timer);
        match timer.kind {
            TimerKind::RegistrationTerm => registration_late(step, &timer).await,
            TimerKind::RequestTerm => request_late(step, &timer).await,
            TimerKind::TemporaryAccess => access_over(step, &timer).await,
            TimerKind::CopyReminder(days) => copy_reminder(step, &timer, days).await,
            TimerKind::CopyTerm => copy_late(step, &timer).await,
            TimerKind::SuspensionReview => suspension_long(step, &timer).await,
            TimerKind::SuspensionExpiry => suspension_over(step, &timer).await,
            TimerKind::SuspendedEnd => suspended_end(step, &timer).await,
        }
    }
}

async fn registration_late(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let registration = step.get::<Registration>(timer.subject, Missing::Registration).await?;
    let title = format!("Регистрация {}: срок прошёл, решения нет", registration.number);
    step.task(TaskKind::TermOverdue, timer.subject, title);
    Ok(())
}

async fn request_late(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let request = step.get::<Request>(timer.subject, Missing::Request).await?;
    let title = format!("Запрос № {}: срок прошёл, решения нет", request.number);
    step.task(TaskKind::TermOverdue, timer.subject, title);
    Ok(())
}

/// The one-time password is no more; the operator may print a new sheet.
async fn access_over(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let mut registration = step.get::<Registration>(timer.subject, Missing::Registration).await?;
    let Ok(rule) = step.take(registration.state, RegistrationAction::ExpireAccess) else {
        return Ok(());
    };
    registration.state = rule.to;
    registration.deadline = None;
    registration.deeds.push(step.deed("Срок временного доступа вышел"));
    if let Some(id) = registration.account {
        let mut account = step.get::<Account>(id, Missing::Registration).await?;
        account.password.spent = true;
        step.update(&account);
        step.end_sessions(id, None).await?;
    }
    let title = format!("Регистрация {}: временный доступ не использован", registration.number);
    step.task(TaskKind::AccessExpired, timer.subject, title);
    step.update(&registration);
    Ok(())
}

async fn copy_reminder(step: &mut Step<'_>, timer: &Timer, days: u8) -> Result<(), Refusal> {
    let Some((copy, registration)) = waiting_copy(step, timer).await? else {
        return Ok(());
    };
    let Some(left) = days_left(step, &copy).filter(|left| is_in_time(step, days, *left)) else {
        return Ok(());
    };
    let certificate = step.get::<Certificate>(timer.subject, Missing::Certificate).await?;
    if !certificate.runs_at(step.now) {
        return Ok(());
    }
    let news = match left {
        0 => "Сегодня последний день возврата подписанной копии сертификата".to_owned(),
        left => {
            let count = ru::plural(left.into(), "день", "дня", "дней");
            format!("До возврата подписанной копии сертификата {left} {count}")
        }
    };
    let until = ru::date_long(copy.deadline.due);
    let price = price_of_late_copy(copy.deadline.due);
    let text = format!("{news}. {price}");
    step.tell(
        &registration,
        &format!("Верните подписанную копию до {until}"),
        &text,
        "/cabinet/certificates",
    );
    Ok(())
}

/// Whole days to the term of a copy; none when it is over.
fn days_left(step: &Step<'_>, copy: &PaperCopy) -> Option<u8> {
    let left = step.today().until(copy.deadline.due).ok()?.get_days();
    u8::try_from(left).ok()
}

/// A server that stood still finds several reminders due: only the last of them speaks, the rest are news of yesterday.
fn is_in_time(step: &Step<'_>, days: u8, left: u8) -> bool {
    let reminders = &step.office.regulation().terms.copy_reminders;
    left <= days && !reminders.iter().any(|later| *later < days && left <= *later)
}

/// The month is over (source S1): the certificate is suspended, access in УСОИ is closed, the operator gets a task.
async fn copy_late(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let Some((mut copy, _)) = waiting_copy(step, timer).await? else {
        return Ok(());
    };
    copy.state = step.take(copy.state, PaperCopyAction::Lapse)?.to;
    let serial = short_serial(&copy.serial);
    let title = format!("Сертификат {serial}: подписанная копия не вернулась за месяц");
    step.task(TaskKind::CopyOverdue, timer.subject, title);
    step.update(&copy);
    let mut certificate = step.get::<Certificate>(timer.subject, Missing::Certificate).await?;
    let will = step.will("", "").await?;
    match certificate.hold(will) {
        Ok(_) => step.status_changed(&certificate).await,
        // It has ended meanwhile: there is nothing to suspend, the copy is overdue all the same.
        Err(StatusRefusal::Step(_) | StatusRefusal::Expired) => Ok(()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// A suspension lasts: the source is silent about its end, so a person looks at it.
async fn suspension_long(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let certificate = step.get::<Certificate>(timer.subject, Missing::Certificate).await?;
    if certificate.state == CertificateState::Suspended {
        let title = format!(
            "Сертификат {} давно приостановлен: решите, что с ним",
            short_serial(&certificate.serial)
        );
        step.task(TaskKind::SuspensionReview, timer.subject, title);
    }
    Ok(())
}

/// The регламент ends a suspension in revocation.
async fn suspension_over(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let mut certificate = step.get::<Certificate>(timer.subject, Missing::Certificate).await?;
    if certificate.state != CertificateState::Suspended || step.now > certificate.not_after {
        return Ok(());
    }
    let will = step.will("", "").await?;
    certificate.end(RevocationReason::SuspensionOver, will)?;
    step.status_changed(&certificate).await
}

/// A suspended certificate is over: it blocks the access of its holder no longer, another one of his may be good.
async fn suspended_end(step: &mut Step<'_>, timer: &Timer) -> Result<(), Refusal> {
    let certificate = step.get::<Certificate>(timer.subject, Missing::Certificate).await?;
    access::follow(step, &certificate).await
}

/// The copy of the timer while it is still awaited, with its user.
async fn waiting_copy(
    step: &Step<'_>,
    timer: &Timer,
) -> Result<Option<(Stored<PaperCopy>, Stored<Registration>)>, Refusal> {
    let copy = step.get::<PaperCopy>(timer.subject, Missing::Certificate).await?;
    if copy.state.rule(PaperCopyAction::Lapse).is_none() {
        return Ok(None);
    }
    let certificate = step.get::<Certificate>(timer.subject, Missing::Certificate).await?;
    let Some(registration) = certificate.registration else {
        return Ok(None);
    };
    Ok(Some((
        copy,
        step.get::<Registration>(registration, Missing::Registration).await?,
    )))
}
