//! The operator's queue: requests and registrations by their term, and tasks.

use super::PAGE;
use domain::organization::Organization;
use domain::registration::{Registration, RegistrationState};
use domain::request::{Request, RequestState};
use domain::rights::{Actor, Operation};
use domain::task::Task;
use jiff::Timestamp;
use jiff::civil::Date;
use storage::{Stored, registrations, requests, tasks};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::{Due, Office};

/// Tasks shown above the cases.
const FEW: u32 = 5;

/// A ready selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Requests and registrations whose term runs.
    #[default]
    Work,
    /// Waiting for the signed statement.
    Awaiting,
    /// Returned to the applicant.
    Fix,
    /// Approved: another operator issues.
    Approved,
    /// Registrations of users.
    Registrations,
    /// Tasks.
    Tasks,
    /// Finished ones.
    Done,
}

impl Tab {
    /// All, in the order of the page.
    pub const ALL: [Tab; 7] = [
        Tab::Work,
        Tab::Approved,
        Tab::Awaiting,
        Tab::Fix,
        Tab::Registrations,
        Tab::Tasks,
        Tab::Done,
    ];

    /// Its name in the address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Awaiting => "awaiting",
            Self::Fix => "fix",
            Self::Approved => "approved",
            Self::Registrations => "registrations",
            Self::Tasks => "tasks",
            Self::Done => "done",
        }
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Work => "На проверке",
            Self::Awaiting => "Ждут заявления",
            Self::Fix => "На исправлении",
            Self::Approved => "Одобрены, ждут выпуска",
            Self::Registrations => "Регистрации",
            Self::Tasks => "Задачи",
            Self::Done => "Завершены",
        }
    }

    /// The tab of a name; the first one for an unknown name.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.code() == code).unwrap_or_default()
    }

    /// States of requests and of registrations.
    const fn states(self) -> (&'static [RequestState], &'static [RegistrationState]) {
        use RegistrationState as R;
        use RequestState as S;
        match self {
            Self::Work => (&[S::UnderReview, S::Issuing], &[R::UnderReview]),
            Self::Awaiting => (&[S::AwaitingStatement], &[]),
            Self::Fix => (&[S::NeedsFix], &[]),
            Self::Approved => (&[S::Approved], &[]),
            Self::Done => (&[S::Completed, S::Rejected, S::Withdrawn], &[]),
            Self::Registrations => (
                &[],
                &[
                    R::AwaitingDocuments,
                    R::UnderReview,
                    R::NeedsFix,
                    R::Approved,
                    R::TemporaryAccess,
                    R::AccessExpired,
                ],
            ),
            Self::Tasks => (&[], &[]),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct QueueFilter {
    /// Search text.
    pub q: String,
    /// Selection.
    pub tab: Tab,
    /// Page, from 1.
    pub page: u32,
}

/// Where an item leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueLink {
    /// A request.
    Request,
    /// A registration.
    Registration,
}

/// Status of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueStatus {
    /// Of a request.
    Request(RequestState),
    /// Of a registration.
    Registration(RegistrationState),
}

/// One line.
#[derive(Clone, Debug)]
pub struct QueueItem {
    /// Where it leads.
    pub link: QueueLink,
    /// Id.
    pub id: Uuid,
    /// Number.
    pub number: String,
    /// ФИО.
    pub holder: String,
    /// Organisation.
    pub organization: String,
    /// Status.
    pub status: QueueStatus,
    /// Term.
    pub due: Option<Due>,
    /// Since when.
    pub created_at: Timestamp,
}

/// An open task.
#[derive(Clone, Debug)]
pub struct TaskItem {
    /// Task.
    pub task: Task,
    /// What case it is about, when that has a page of its own.
    pub link: Option<QueueLink>,
}

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// What was asked for.
    pub filter: QueueFilter,
    /// Lines.
    pub items: Vec<QueueItem>,
    /// Count of each selection.
    pub counts: Vec<(Tab, i64)>,
    /// Lines in all.
    pub total: i64,
    /// Pages in all.
    pub pages: u32,
    /// Open tasks, oldest first: a page of them on their tab, the first ones elsewhere.
    pub tasks: Vec<TaskItem>,
}

/// The queue.
///
/// # Errors
/// [`Refusal`].
pub async fn queue(office: &Office, actor: &Actor, filter: QueueFilter) -> Result<Queue, Refusal> {
    office.look(actor, Operation::ViewQueue, None).await?;
    let mut counts = Vec::new();
    for tab in Tab::ALL {
        counts.push((tab, count(office, tab, &filter.q).await?));
    }
    let chosen = counts.iter().find(|(tab, _)| *tab == filter.tab);
    let total = chosen.map_or(0, |(_, count)| *count);
    let pages = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
    let page = filter.page.clamp(1, pages);
    let skipped = (page - 1).saturating_mul(PAGE);
    let items = if filter.tab == Tab::Tasks {
        Vec::new()
    } else {
        cases(office, &filter, skipped).await?
    };
    let tasks = match filter.tab {
        Tab::Tasks => tasks::open(&office.parts.db, PAGE, skipped).await?,
        _ => tasks::open(&office.parts.db, FEW, 0).await?,
    };
    Ok(Queue {
        filter: QueueFilter { page, ..filter },
        items,
        counts,
        total,
        pages,
        tasks: task_items(office, tasks).await?,
    })
}

async fn count(office: &Office, tab: Tab, text: &str) -> Result<i64, Refusal> {
    let db = &office.parts.db;
    if tab == Tab::Tasks {
        return Ok(tasks::count_open(db).await?);
    }
    let (of_requests, of_registrations) = tab.states();
    let mut count = 0;
    if !of_requests.is_empty() {
        count += requests::count_in(db, of_requests, text).await?;
    }
    if !of_registrations.is_empty() {
        count += registrations::count_in(db, of_registrations, text).await?;
    }
    Ok(count)
}

/// A page of requests and registrations together, the nearest term first.
async fn cases(office: &Office, filter: &QueueFilter, skipped: u32) -> Result<Vec<QueueItem>, Refusal> {
    let db = &office.parts.db;
    let (of_requests, of_registrations) = filter.tab.states();
    // Each kind is in order already: the page is among the first lines of both.
    let both = !of_requests.is_empty() && !of_registrations.is_empty();
    let (limit, offset) = if both { (skipped + PAGE, 0) } else { (PAGE, skipped) };
    let mut items = Vec::new();
    if !of_requests.is_empty() {
        let found = requests::in_states(db, of_requests, &filter.q, limit, offset).await?;
        items.extend(found.into_iter().map(|request| request_item(office, request.value)));
    }
    if !of_registrations.is_empty() {
        let found = registrations::in_states(db, of_registrations, &filter.q, limit, offset).await?;
        items.extend(registration_items(office, found).await?);
    }
    if both {
        items.sort_by_key(|item| (item.due.as_ref().map_or(Date::MAX, |due| due.due), item.created_at));
        items = items.into_iter().skip(skipped as usize).take(PAGE as usize).collect();
    }
    Ok(items)
}

async fn task_items(office: &Office, tasks: Vec<Stored<Task>>) -> Result<Vec<TaskItem>, Refusal> {
    let subjects = || tasks.iter().map(|task| task.subject);
    let requests: Vec<Stored<Request>> = office.parts.db.get_many(subjects()).await?;
    let registrations: Vec<Stored<Registration>> = office.parts.db.get_many(subjects()).await?;
    let link = |subject: Uuid| {
        let request = requests.iter().any(|one| Uuid::from(one.id) == subject);
        let registration = registrations.iter().any(|one| Uuid::from(one.id) == subject);
        match (request, registration) {
            (true, _) => Some(QueueLink::Request),
            (_, true) => Some(QueueLink::Registration),
            _ => None,
        }
    };
    let items = tasks.iter().map(|task| TaskItem {
        link: link(task.subject),
        task: task.value.clone(),
    });
    Ok(items.collect())
}

fn request_item(office: &Office, request: Request) -> QueueItem {
    QueueItem {
        link: QueueLink::Request,
        id: request.id.into(),
        number: request.number,
        holder: request.subject.holder.to_string(),
        organization: request.subject.organization,
        status: QueueStatus::Request(request.state),
        due: request.deadline.as_ref().map(|deadline| office.due(deadline)),
        created_at: request.created_at,
    }
}

async fn registration_items(office: &Office, found: Vec<Stored<Registration>>) -> Result<Vec<QueueItem>, Refusal> {
    let organizations = found.iter().map(|one| one.organization);
    let organizations: Vec<Stored<Organization>> = office.parts.db.get_many(organizations).await?;
    let name = |id| {
        organizations
            .iter()
            .find(|one| one.id == id)
            .map(|one| one.short_name.clone())
    };
    let item = |registration: Stored<Registration>| QueueItem {
        link: QueueLink::Registration,
        id: registration.id.into(),
        number: registration.number.clone(),
        holder: registration.person.name.to_string(),
        organization: name(registration.organization).unwrap_or_default(),
        status: QueueStatus::Registration(registration.state),
        due: registration.deadline.as_ref().map(|deadline| office.due(deadline)),
        created_at: registration.created_at,
    };
    Ok(found.into_iter().map(item).collect())
}
