//! The operator's queue: requests and registrations by their term, and tasks.

use domain::organization::Organization;
use domain::registration::{Registration, RegistrationState};
use domain::request::{Request, RequestState};
use domain::rights::{Actor, Operation};
use domain::task::Task;
use jiff::Timestamp;
use storage::{Stored, registrations, requests, tasks};
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::{Due, Office};

/// Items on a page.
const PAGE: u32 = 25;
/// Tasks and registrations shown at most.
const MOST: u32 = 200;

/// A ready selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Requests an operator can work on now.
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

    const fn states(self) -> &'static [RequestState] {
        use RequestState as S;
        match self {
            Self::Work => &[S::UnderReview, S::Issuing],
            Self::Awaiting => &[S::AwaitingStatement],
            Self::Fix => &[S::NeedsFix],
            Self::Approved => &[S::Approved],
            Self::Done => &[S::Completed, S::Rejected, S::Withdrawn],
            Self::Registrations | Self::Tasks => &[],
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
    /// Open tasks.
    pub tasks: Vec<Task>,
}

/// The queue.
///
/// # Errors
/// [`Refusal`].
pub async fn queue(office: &Office, actor: &Actor, filter: QueueFilter) -> Result<Queue, Refusal> {
    office.look(actor, Operation::ViewQueue, None).await?;
    let db = &office.parts.db;
    let open = registrations::open(db, &filter.q, MOST).await?;
    let tasks: Vec<Task> = tasks::open(db, MOST)
        .await?
        .into_iter()
        .map(|task| task.value)
        .collect();
    let mut counts = Vec::new();
    for tab in Tab::ALL {
        let count = match tab {
            Tab::Registrations => open.len() as i64,
            Tab::Tasks => tasks.len() as i64,
            tab => requests::count_in(db, tab.states(), &filter.q).await?,
        };
        counts.push((tab, count));
    }
    let total = counts
        .iter()
        .find(|(tab, _)| *tab == filter.tab)
        .map_or(0, |(_, count)| *count);
    let page = filter.page.max(1);
    let items = match filter.tab {
        Tab::Tasks => Vec::new(),
        Tab::Registrations => registration_items(office, open).await?,
        tab => {
            let found = requests::in_states(db, tab.states(), &filter.q, PAGE, (page - 1).saturating_mul(PAGE)).await?;
            found
                .into_iter()
                .map(|request| request_item(office, request.value))
                .collect()
        }
    };
    let pages = u32::try_from(total).unwrap_or(0).div_ceil(PAGE).max(1);
    Ok(Queue {
        filter: QueueFilter { page, ..filter },
        items,
        counts,
        total,
        pages,
        tasks,
    })
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

async fn registration_items(office: &Office, open: Vec<Stored<Registration>>) -> Result<Vec<QueueItem>, Refusal> {
    let mut items = Vec::with_capacity(open.len());
    for registration in open {
        let organization: Option<Stored<Organization>> = office.parts.db.get(registration.organization).await?;
        items.push(QueueItem {
            link: QueueLink::Registration,
            id: registration.id.into(),
            number: registration.number.clone(),
            holder: registration.person.name.to_string(),
            organization: organization.map(|one| one.short_name.clone()).unwrap_or_default(),
            status: QueueStatus::Registration(registration.state),
            due: registration.deadline.as_ref().map(|deadline| office.due(deadline)),
            created_at: registration.created_at,
        });
    }
    Ok(items)
}
