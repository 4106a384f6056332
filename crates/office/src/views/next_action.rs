//! The one thing the user does now: by his latest request, else by the state of his certificates.

use domain::certificate::{Certificate, CertificateState};
use domain::request::{Request, RequestState};
use domain::status::StatusReason;
use requisites::ru;

use super::certificates::OwnCertificate;
use crate::{Due, Office, told};

const YOURS: &str = "Ваше следующее действие";
const NOTHING: &str = "Сейчас от вас ничего не нужно";

/// What the user does now.
#[derive(Clone, Debug)]
pub struct NextAction {
    /// Over the title: whose turn it is, or what happened.
    pub eyebrow: &'static str,
    /// Title.
    pub title: String,
    /// Why and how.
    pub text: String,
    /// Label and path of the main button; none when others have the ball.
    pub button: Option<(&'static str, String)>,
    /// Term, the user's own or the operator's.
    pub due: Option<Due>,
}

pub(super) fn next_action(office: &Office, request: Option<&Request>, certificates: &[OwnCertificate]) -> NextAction {
    let in_state = |state| {
        certificates
            .iter()
            .filter(move |one| one.valid_now && one.certificate.state == state)
    };
    let awaited = |one: &&OwnCertificate| one.due.is_some();
    if let Some(action) = request.and_then(|request| by_open_request(office, request)) {
        action
    } else if let Some(own) = in_state(CertificateState::Valid).find(awaited) {
        return_copy(own)
    } else if let Some(own) = in_state(CertificateState::Valid).next() {
        all_done(office, own)
    } else if let Some(own) = in_state(CertificateState::Suspended).next() {
        resume(own)
    } else if let Some(request) = request.filter(|request| request.state == RequestState::Rejected) {
        begin("Запрос отклонён", request.comment.clone().unwrap_or_default())
    } else if let Some(own) = certificates.first() {
        let (eyebrow, why) = ended(office, &own.certificate);
        begin(eyebrow, why)
    } else {
        begin(
            YOURS,
            "Проверьте данные и создайте ключ. Займёт около десяти минут.".into(),
        )
    }
}

fn by_open_request(office: &Office, request: &Request) -> Option<NextAction> {
    let at = |tail: &str| format!("/cabinet/requests/{}{tail}", request.id);
    let yours = |title: &str, text: String, button| NextAction {
        eyebrow: YOURS,
        title: title.into(),
        text,
        button: Some(button),
        due: None,
    };
    let waiting = |title: &str, text: &str| NextAction {
        eyebrow: NOTHING,
        title: title.into(),
        text: text.into(),
        button: None,
        due: request.deadline.as_ref().map(|deadline| office.due(deadline)),
    };
    Some(match request.state {
        RequestState::Draft => yours(
            "Создайте ключ электронной подписи",
            "Ключ создаётся в браузере и остаётся у вас файлом под паролем. Займёт около двух минут.".into(),
            ("Создать ключ", at("/key")),
        ),
        RequestState::AwaitingStatement => yours(
            "Подпишите заявление и принесите его",
            format!(
                "Распечатайте заявление, поставьте подписи — вашу и руководителя, — заверьте печатью. Принесите или пришлите его: {}.",
                office.installation().address
            ),
            ("Распечатать заявление", at("/statement.pdf")),
        ),
        RequestState::NeedsFix => yours(
            "Исправьте заявление",
            format!(
                "{}. {}",
                told::unstopped(request.comment.as_deref().unwrap_or_default()),
                told::AFTER_RETURN
            ),
            ("Открыть запрос", at("")),
        ),
        RequestState::UnderReview => waiting(
            "Заявление на проверке",
            "Делать ничего не нужно: оператор сверяет заявление с запросом.",
        ),
        RequestState::Approved | RequestState::Issuing => waiting(
            "Сертификат готовится",
            "Заявление одобрено. Сертификат выпускает другой оператор.",
        ),
        RequestState::Completed | RequestState::Rejected | RequestState::Withdrawn => return None,
    })
}

fn open(own: &OwnCertificate) -> Option<(&'static str, String)> {
    let path = format!("/cabinet/certificates/{}", own.certificate.id);
    Some(("Открыть сертификат", path))
}

fn return_copy(own: &OwnCertificate) -> NextAction {
    NextAction {
        eyebrow: YOURS,
        title: "Верните подписанную копию сертификата".into(),
        text: [told::TWO_COPIES.into(), own.price_of_late_copy().unwrap_or_default()].join(" "),
        button: open(own),
        due: own.due.clone(),
    }
}

fn all_done(office: &Office, own: &OwnCertificate) -> NextAction {
    let until = ru::date_long(office.local(own.certificate.not_after).date());
    NextAction {
        eyebrow: NOTHING,
        title: "Всё сделано, сертификат действует".into(),
        text: format!("Сертификат действует до {until}."),
        button: open(own),
        due: None,
    }
}

fn resume(own: &OwnCertificate) -> NextAction {
    let holds = &own.certificate.holds;
    let why: Vec<_> = holds.iter().map(|hold| told::hold(hold.reason)).collect();
    let lifted: Vec<_> = holds.iter().map(|hold| told::lifted_by(hold.reason)).collect();
    NextAction {
        eyebrow: "Сертификат приостановлен",
        title: "Подписывать им пока нельзя".into(),
        text: format!("Причина: {}. {}.", why.join("; "), lifted.join(". ")),
        button: open(own),
        due: None,
    }
}

/// How a certificate that runs no more came to its end.
fn ended(office: &Office, certificate: &Certificate) -> (&'static str, String) {
    let reason = certificate.changes.iter().rev().find_map(|change| match change.reason {
        StatusReason::Ended(reason) => Some(told::revocation(reason)),
        StatusReason::Held(_) | StatusReason::Lifted(_) => None,
    });
    match (certificate.state, reason) {
        (CertificateState::Revoked, Some(reason)) => ("Сертификат отозван", format!("Причина: {reason}.")),
        (CertificateState::Annulled, Some(reason)) => ("Сертификат аннулирован", format!("Причина: {reason}.")),
        _ => (
            "Срок сертификата закончился",
            format!(
                "Он действовал до {}.",
                ru::date_long(office.local(certificate.not_after).date())
            ),
        ),
    }
}

fn begin(eyebrow: &'static str, text: String) -> NextAction {
    NextAction {
        eyebrow,
        title: "Начните запрос на сертификат".into(),
        text,
        button: Some(("Начать запрос", "/cabinet/requests/new".into())),
        due: None,
    }
}
