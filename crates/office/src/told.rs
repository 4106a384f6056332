//! What people read of a changed status: in letters, in the cabinet, in the list of tasks.

use domain::certificate::{Certificate, CertificateState};
use domain::status::{Asker, HoldReason, RevocationReason, StatusChange, StatusReason};
use jiff::civil::Date;
use requisites::ru;

/// The words for one change.
#[derive(Debug)]
pub(crate) struct Told {
    /// Subject line.
    pub(crate) subject: String,
    /// To the holder.
    pub(crate) text: String,
    /// To his organisation.
    pub(crate) text_for_organization: String,
    /// For the operators.
    pub(crate) task: String,
}

pub(crate) fn status(certificate: &Certificate, change: &StatusChange) -> Told {
    let serial = &certificate.serial;
    let what = what(change);
    let why = why(change.reason);
    let next = next(change);
    Told {
        subject: format!("Сертификат {}: {what}", short(serial)),
        text: format!("Сертификат {serial} {what}: {why}. {next}"),
        text_for_organization: format!("Сертификат {serial} вашего сотрудника {what}: {why}. {next}"),
        task: format!("Сертификат {}: {what} — {why}", short(serial)),
    }
}

/// One change as a line of the history: what, why, by which paper.
pub(crate) fn line(change: &StatusChange) -> String {
    let basis = change
        .basis
        .as_ref()
        .map_or_else(String::new, |basis| format!(", {basis}"));
    format!(
        "Сертификат {}: {} (№ {}{basis})",
        what(change),
        why(change.reason),
        change.number
    )
}

/// «0097B8…1F83»: how a long number is told without being read out.
pub(crate) fn short(serial: &str) -> String {
    match (serial.get(..6), serial.get(serial.len().saturating_sub(4)..)) {
        (Some(head), Some(tail)) if serial.len() > 12 => format!("{head}…{tail}"),
        _ => serial.to_owned(),
    }
}

/// What became of the certificate.
pub(crate) fn what(change: &StatusChange) -> &'static str {
    match (change.reason, change.to) {
        (StatusReason::Held(_), _) if change.from == CertificateState::Suspended => {
            "приостановлен ещё по одной причине"
        }
        (StatusReason::Held(_), _) => "приостановлен",
        (StatusReason::Lifted(_), CertificateState::Suspended) => "остаётся приостановлен, одна из причин снята",
        (StatusReason::Lifted(_), _) => "снова действует",
        (StatusReason::Ended(_), CertificateState::Annulled) => "аннулирован",
        (StatusReason::Ended(_), _) => "отозван",
    }
}

/// Whose will a change was.
pub(crate) const fn asker(asker: Asker) -> &'static str {
    match asker {
        Asker::Holder => "владелец сертификата",
        Asker::Organization => "организация владельца",
        Asker::Authority => "удостоверяющий центр",
        Asker::Timer => "срок, установленный Регламентом",
    }
}

/// With a capital letter.
#[must_use]
pub fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    signs
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// The reason in words.
pub(crate) const fn why(reason: StatusReason) -> &'static str {
    match reason {
        StatusReason::Held(reason) => hold(reason),
        StatusReason::Lifted(HoldReason::CopyNotReturned) => "подписанная копия вернулась",
        StatusReason::Lifted(HoldReason::Holder) => "владелец просил возобновить",
        StatusReason::Lifted(HoldReason::Organization) => "организация просила возобновить",
        StatusReason::Lifted(HoldReason::Authority) => "решение УЦ отменено",
        StatusReason::Ended(reason) => revocation(reason),
    }
}

/// Why a certificate is suspended.
#[must_use]
pub const fn hold(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::CopyNotReturned => "подписанная бумажная копия не вернулась в срок",
        HoldReason::Holder => "по заявлению владельца",
        HoldReason::Organization => "по заявлению организации",
        HoldReason::Authority => "по решению удостоверяющего центра",
    }
}

/// What lifts a reason of suspension.
pub(crate) const fn lifted_by(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::CopyNotReturned => "Верните подписанную бумажную копию: сертификат возобновят",
        HoldReason::Holder => "Возобновите его на странице сертификата, когда понадобится подпись",
        HoldReason::Organization => "Возобновить может организация: заявлением в центр регистрации",
        HoldReason::Authority => "Как возобновить, скажут в центре регистрации",
    }
}

/// Who prints the copies and who signs them (source S1): the same words on every page and in every letter.
pub const TWO_COPIES: &str = "Две копии печатает и передаёт центр регистрации. Подпишите обе у себя и у руководителя: одна остаётся у вас, другую верните.";

/// What a returned statement costs: nothing is lost but the term.
pub const AFTER_RETURN: &str =
    "Новый ключ не нужен. Срок проверки начнётся заново, когда получим исправленное заявление.";

/// A typed reason without its full stop, to go into a sentence of ours.
pub(crate) fn unstopped(reason: &str) -> &str {
    reason.trim_end_matches(['.', ' '])
}

/// What follows when the signed copy is late.
pub(crate) fn price_of_late_copy(due: Date) -> String {
    format!("Не вернёте до {} — сертификат приостановим.", ru::date_long(due))
}

/// Why a certificate has ended.
#[must_use]
pub const fn revocation(reason: RevocationReason) -> &'static str {
    match reason {
        RevocationReason::KeyCompromise => "носитель потерян или ключ мог попасть к другим",
        RevocationReason::DataChanged => "изменились данные владельца",
        RevocationReason::Dismissed => "сотрудник уволен",
        RevocationReason::Superseded => "выпущен новый сертификат",
        RevocationReason::NotNeeded => "сертификат больше не нужен",
        RevocationReason::RegulationBroken => "нарушен Регламент",
        RevocationReason::SuspensionOver => "истёк срок приостановления",
        RevocationReason::KeyNotProved => "не подтверждено владение ключом",
        RevocationReason::DuplicateKey => "ключ уже есть в другом сертификате",
        RevocationReason::Court => "по решению суда",
    }
}

fn next(change: &StatusChange) -> &'static str {
    match (change.reason, change.to) {
        (StatusReason::Held(HoldReason::CopyNotReturned), _) => {
            "Доступ в УСОИ закрывают. Верните подписанную копию в центр регистрации — сертификат возобновят."
        }
        (StatusReason::Held(HoldReason::Holder), _) => {
            "Подписывать им пока нельзя, доступ в УСОИ закрывают. Возобновить можно в личном кабинете."
        }
        (StatusReason::Held(_), _) => {
            "Подписывать им пока нельзя, доступ в УСОИ закрывают. Как возобновить, скажут в центре регистрации."
        }
        (StatusReason::Lifted(_), CertificateState::Suspended) => "Причины, которые остались, видны в личном кабинете.",
        (StatusReason::Lifted(_), _) => "Им снова можно подписывать.",
        (StatusReason::Ended(_), _) => "Вернуть действие нельзя. Если подпись нужна, создайте новый запрос на портале.",
    }
}

/// «0097B8…1F83»: a serial number where there is no room for all of it.
#[must_use]
pub fn short_serial(serial: &str) -> String {
    match (
        serial.get(..6),
        serial.len().checked_sub(4).and_then(|at| serial.get(at..)),
    ) {
        (Some(head), Some(tail)) if serial.len() > 12 => format!("{head}…{tail}"),
        _ => serial.to_owned(),
    }
}
