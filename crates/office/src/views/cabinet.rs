//! The overview of the cabinet: the one next action, and the road in six steps.

use domain::adherence::Adherence;
use domain::message::Message;
use domain::organization::Organization;
use domain::paper_copy::{PaperCopy, PaperCopyState};
use domain::registration::{Authorization, Registration};
use domain::request::{Request, RequestState};
use domain::rights::{Actor, Operation};
use requisites::ru;
use storage::{Stored, adherences, messages as stored_messages, requests};

use super::certificates::{OwnCertificate, own_certificates};
use crate::refusal::{Missing, Refusal};
use crate::{Due, Office, Operate, Step};

/// Messages on the overview.
const FEW: u32 = 5;
/// Messages on their page.
const MANY: u32 = 200;

/// Where a step of the road stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Done.
    Done,
    /// The step people are at.
    Now,
    /// To come.
    Todo,
}

/// A step of the road.
#[derive(Clone, Debug)]
pub struct TrackStep {
    /// What.
    pub title: &'static str,
    /// When it was done, or who does it.
    pub meta: String,
    /// Where it stands.
    pub state: StepState,
}

/// What the user does now.
#[derive(Clone, Debug)]
pub struct NextAction {
    /// Title.
    pub title: String,
    /// Why and how.
    pub text: String,
    /// Label and path of the main button; none when others have the ball.
    pub button: Option<(&'static str, String)>,
    /// Term, the user's own or the operator's.
    pub due: Option<Due>,
}

/// The overview.
#[derive(Clone, Debug)]
pub struct Cabinet {
    /// Registration.
    pub registration: Registration,
    /// Organisation.
    pub organization: Organization,
    /// The latest request.
    pub request: Option<Request>,
    /// The road.
    pub track: Vec<TrackStep>,
    /// What to do now.
    pub next: NextAction,
    /// Valid certificates.
    pub certificates: Vec<OwnCertificate>,
    /// Latest messages.
    pub messages: Vec<Message>,
}

/// The overview.
///
/// # Errors
/// [`Refusal`].
pub async fn cabinet(office: &Office, actor: &Actor) -> Result<Cabinet, Refusal> {
    office.look(actor, Operation::ViewCabinet, None).await?;
    let db = &office.parts.db;
    let registration = office.own_registration(actor).await?;
    let organization: Option<Stored<Organization>> = db.get(registration.organization).await?;
    let organization = organization.ok_or(Refusal::NotFound(Missing::Organization))?;
    let adherence = adherences::of(db, organization.id)
        .await?
        .into_iter()
        .find(|one| one.state.admits_users());
    let request = requests::of(db, registration.id)
        .await?
        .into_iter()
        .next()
        .map(|one| one.value);
    let certificates = own_certificates(office, actor).await?;
    let account = actor.account.ok_or(Refusal::SignInNeeded)?;
    let messages = stored_messages::of(db, account, FEW)
        .await?
        .into_iter()
        .map(|one| one.value)
        .collect();
    let copy = certificates
        .iter()
        .find_map(|one| one.copy.clone().filter(|copy| copy.state != PaperCopyState::Returned));
    Ok(Cabinet {
        track: track(
            office,
            &registration,
            adherence.as_deref(),
            request.as_ref(),
            certificates.first(),
        ),
        next: next(office, request.as_ref(), copy.as_ref(), certificates.first()),
        request,
        certificates,
        messages,
        organization: organization.value,
        registration: registration.value,
    })
}

fn next(
    office: &Office,
    request: Option<&Request>,
    copy: Option<&PaperCopy>,
    certificate: Option<&OwnCertificate>,
) -> NextAction {
    let due = request
        .and_then(|request| request.deadline.as_ref())
        .map(|deadline| office.due(deadline));
    let at = |request: &Request| format!("/cabinet/requests/{}", request.id);
    let waiting = |title: &str, text: String| NextAction {
        title: title.into(),
        text,
        button: None,
        due: due.clone(),
    };
    if let Some(request) = request {
        match request.state {
            RequestState::Draft => {
                return NextAction {
                    title: "Создайте ключ электронной подписи".into(),
                    text: "Ключ создаётся в браузере и остаётся у вас файлом под паролем. Займёт около двух минут."
                        .into(),
                    button: Some(("Создать ключ", format!("{}/key", at(request)))),
                    due: None,
                };
            }
            RequestState::AwaitingStatement => {
                return NextAction {
                    title: "Подпишите заявление и принесите его".into(),
                    text: format!(
                        "Распечатайте заявление, поставьте подписи — вашу и руководителя, — заверьте печатью. Принесите или пришлите его: {}.",
                        office.installation().address
                    ),
                    button: Some(("Распечатать заявление", format!("{}/statement.pdf", at(request)))),
                    due: None,
                };
            }
            RequestState::NeedsFix => {
                return NextAction {
                    title: "Исправьте заявление".into(),
                    text: request.comment.clone().unwrap_or_default(),
                    button: Some(("Открыть запрос", at(request))),
                    due: None,
                };
            }
            RequestState::UnderReview => {
                return waiting(
                    "Заявление на проверке",
                    "Делать ничего не нужно: оператор сверяет заявление с запросом.".into(),
                );
            }
            RequestState::Approved | RequestState::Issuing => {
                return waiting(
                    "Сертификат готовится",
                    "Заявление одобрено. Сертификат выпускает другой оператор.".into(),
                );
            }
            RequestState::Rejected if certificate.is_none() => {
                return NextAction {
                    title: "Запрос отклонён".into(),
                    text: request.comment.clone().unwrap_or_default(),
                    button: Some(("Создать новый запрос", "/cabinet/requests/new".into())),
                    due: None,
                };
            }
            RequestState::Completed | RequestState::Rejected | RequestState::Withdrawn => {}
        }
    }
    if let (Some(copy), Some(certificate)) = (copy, certificate) {
        return NextAction {
            title: "Верните подписанную копию сертификата".into(),
            text: "Скачайте сертификат, подпишите два бумажных экземпляра и верните один в центр регистрации.".into(),
            button: Some((
                "Открыть сертификат",
                format!("/cabinet/certificates/{}", certificate.certificate.id),
            )),
            due: Some(office.due(&copy.deadline)),
        };
    }
    match certificate {
        Some(certificate) => NextAction {
            title: "Всё сделано, сертификат действует".into(),
            text: format!(
                "Сертификат действует до {}.",
                ru::date_long(office.local(certificate.certificate.not_after).date())
            ),
            button: Some((
                "Открыть сертификат",
                format!("/cabinet/certificates/{}", certificate.certificate.id),
            )),
            due: None,
        },
        None => NextAction {
            title: "Начните запрос на сертификат".into(),
            text: "Проверьте данные и создайте ключ. Займёт около десяти минут.".into(),
            button: Some(("Начать запрос", "/cabinet/requests/new".into())),
            due: None,
        },
    }
}

fn track(
    office: &Office,
    registration: &Registration,
    adherence: Option<&Adherence>,
    request: Option<&Request>,
    certificate: Option<&OwnCertificate>,
) -> Vec<TrackStep> {
    let day = |at| ru::date_long(office.local(at).date());
    let live = request.filter(|one| !matches!(one.state, RequestState::Rejected | RequestState::Withdrawn));
    let key = live.and_then(|request| request.key.as_ref());
    let received = live.filter(|one| !matches!(one.state, RequestState::AwaitingStatement | RequestState::NeedsFix));
    let received = received.and_then(|request| request.statement_received_at.last());
    let returned = certificate
        .and_then(|one| one.copy.as_ref())
        .and_then(|copy| copy.returned_at);
    let issued = certificate.and_then(|one| one.certificate.issued_at);
    let steps = [
        (
            "Организация присоединилась к Регламенту",
            adherence.map(|one| format!("Заявление № {} от {}", one.number, day(one.received_at))),
            String::new(),
        ),
        (
            "Вас зарегистрировали как пользователя УЦ",
            registration
                .decided_at
                .map(|at| format!("{}. {}", day(at), ground(&registration.authorization))),
            String::new(),
        ),
        (
            "Ключ создан, запрос отправлен",
            key.map(|key| day(key.submitted_at)).or_else(|| issued.map(day)),
            "Делаете вы, около десяти минут".into(),
        ),
        (
            "Подписанное заявление",
            received
                .map(|at| format!("Получено {}", day(*at)))
                .or_else(|| issued.map(|_| "Получено".into())),
            "Делаете вы: подписи и печать, затем в центр регистрации".into(),
        ),
        (
            "Проверка и выпуск сертификата",
            issued.map(|at| format!("Выпущен {}", day(at))),
            "Делает оператор УЦ, до 3 рабочих дней после получения заявления".into(),
        ),
        (
            "Скачать сертификат и вернуть бумажную копию",
            returned.map(|at| format!("Копия вернулась {}", day(at))),
            "Подписанную копию нужно вернуть в течение месяца".into(),
        ),
    ];
    let now = steps
        .iter()
        .position(|(_, done, _)| done.is_none())
        .unwrap_or(steps.len());
    let state = |at: usize| match at.cmp(&now) {
        core::cmp::Ordering::Less => StepState::Done,
        core::cmp::Ordering::Equal => StepState::Now,
        core::cmp::Ordering::Greater => StepState::Todo,
    };
    steps
        .into_iter()
        .enumerate()
        .map(|(at, (title, done, todo))| TrackStep {
            title,
            meta: done.unwrap_or(todo),
            state: state(at),
        })
        .collect()
}

fn ground(authorization: &Authorization) -> String {
    match authorization {
        Authorization::Head => "Руководитель, доверенность не нужна".into(),
        Authorization::PowerOfAttorney(poa) => {
            format!("Доверенность действует до {}", ru::date_long(poa.valid_through))
        }
        Authorization::Missing => String::new(),
    }
}

/// Messages, newest first; reading them marks them read.
///
/// # Errors
/// [`Refusal`].
pub async fn messages(office: &Office, actor: &Actor) -> Result<Vec<Message>, Refusal> {
    office.perform(actor, ReadMessages).await
}

#[derive(Clone, Copy, Debug)]
struct ReadMessages;

impl Operate for ReadMessages {
    const OPERATION: Operation = Operation::ReadMessages;
    type Outcome = Vec<Message>;

    async fn run(&self, step: &mut Step<'_>) -> Result<Vec<Message>, Refusal> {
        let found = stored_messages::of(step.db(), step.account()?, MANY).await?;
        let shown = found.iter().map(|message| message.value.clone()).collect();
        for mut message in found {
            if message.read_at.is_none() {
                message.read_at = Some(step.now);
                step.update(&message);
            }
        }
        Ok(shown)
    }
}
