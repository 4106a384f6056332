//! The overview of the cabinet: the one next action, and the road in six steps.

use domain::adherence::Adherence;
use domain::message::Message;
use domain::organization::Organization;
use domain::registration::{Authorization, Registration};
use domain::request::{Request, RequestState};
use domain::rights::{Actor, Operation};
use requisites::ru;
use storage::{Stored, adherences, messages as stored_messages, requests};

use super::certificates::{OwnCertificate, own_certificates};
use super::next_action::{NextAction, next_action};
use crate::refusal::{Missing, Refusal};
use crate::{Office, Operate, Step};

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
    Ok(Cabinet {
        track: track(
            office,
            &registration,
            adherence.as_deref(),
            request.as_ref(),
            certificates.iter().find(|one| one.certificate.runs_at(office.now())),
        ),
        next: next_action(office, request.as_ref(), &certificates),
        request,
        certificates,
        messages,
        organization: organization.value,
        registration: registration.value,
    })
}

fn track(
    office: &Office,
    registration: &Registration,
    adherence: Option<&Adherence>,
    request: Option<&Request>,
    certificate: Option<&OwnCertificate>,
) -> Vec<TrackStep> {
    let day = |at| ru::date_long(office.local(at).date());
    // The road of a certificate that has ended is behind: the next one begins with a new key.
    let live = request.filter(|one| match one.state {
        RequestState::Rejected | RequestState::Withdrawn => false,
        RequestState::Completed => certificate.is_some(),
        _ => true,
    });
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
            if key.is_some() || issued.is_some() {
                "Ключ создан, запрос отправлен"
            } else {
                "Создать ключ и отправить запрос"
            },
            key.map(|key| day(key.submitted_at)).or_else(|| issued.map(day)),
            "Делаете вы, около десяти минут".into(),
        ),
        (
            if received.is_some() || issued.is_some() {
                "Подписанное заявление получено"
            } else {
                "Передать подписанное заявление"
            },
            received
                .map(|at| format!("Получено {}", day(*at)))
                .or_else(|| issued.map(|_| "Получено".into())),
            "Делаете вы: подписи и печать, затем в центр регистрации".into(),
        ),
        (
            if issued.is_some() {
                "Сертификат выпущен"
            } else {
                "Проверка и выпуск сертификата"
            },
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
