//! Очередь: everything that waits for a decision, by its term.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use domain::task::TaskKind;
use jiff::civil::DateTime;
use office::{
    Office,
    ops::close_task,
    views::{self, QueueFilter, QueueItem, QueueLink, QueueStatus, Tab, TaskItem},
};

use crate::{
    done::Done,
    kit::{Due, Pages, Status, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Desk, Id, Operator, Sent, done, wanted},
};

/// `GET /ra`, `POST /ra/search`: what is looked for never stands in an address.
#[derive(Debug, Template)]
#[template(path = "ra/queue.html")]
pub(crate) struct QueuePage {
    pub(crate) shell: Shell,
    /// Code of the chosen tab.
    pub(crate) tab: &'static str,
    /// Code, title and count of every tab.
    pub(crate) tabs: Vec<(&'static str, &'static str, i64)>,
    pub(crate) query: String,
    pub(crate) rows: Vec<QueueRow>,
    pub(crate) tasks: Vec<TaskRow>,
    pub(crate) pages: Pages,
}

/// One case.
#[derive(Debug)]
pub(crate) struct QueueRow {
    /// «Запрос на сертификат», «Регистрация пользователя».
    pub(crate) kind: &'static str,
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) holder: String,
    pub(crate) organization: String,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    pub(crate) created_at: DateTime,
}

/// Something a timer found.
#[derive(Debug)]
pub(crate) struct TaskRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) created_at: DateTime,
    /// Where to look.
    pub(crate) href: Option<String>,
}

fn href(link: QueueLink, id: impl std::fmt::Display) -> String {
    match link {
        QueueLink::Request => format!("/ra/requests/{id}"),
        QueueLink::Registration => format!("/ra/registrations/{id}"),
    }
}

impl QueueRow {
    fn of(office: &Office, item: QueueItem) -> Self {
        Self {
            kind: match item.link {
                QueueLink::Request => "Запрос на сертификат",
                QueueLink::Registration => "Регистрация пользователя",
            },
            href: href(item.link, item.id),
            number: item.number,
            holder: item.holder,
            organization: item.organization,
            status: match item.status {
                QueueStatus::Request(state) => told::request(state),
                QueueStatus::Registration(state) => told::registration(state),
            },
            due: item.due.as_ref().map(told::due),
            created_at: office.local(item.created_at),
        }
    }
}

impl TaskRow {
    fn of(office: &Office, TaskItem { task, link }: TaskItem) -> Self {
        let href = match (link, task.kind) {
            (Some(link), _) => Some(href(link, task.subject)),
            (None, TaskKind::StatusChanged | TaskKind::AccessByHand | TaskKind::SuspensionReview) => {
                Some(format!("/ra/certificates/{}", task.subject))
            }
            (None, TaskKind::CopyOverdue) => Some("/ra/copies".to_owned()),
            (None, _) => None,
        };
        Self {
            id: task.id.to_string(),
            title: task.title,
            created_at: office.local(task.created_at),
            href,
        }
    }
}

impl QueuePage {
    fn is_chosen(&self, tab: &str) -> bool {
        self.tab == tab
    }

    /// The selection of tasks has no cases.
    fn is_of_tasks(&self) -> bool {
        self.tab == Tab::Tasks.code()
    }

    /// The first tasks stand above the first selection too.
    fn shows_tasks(&self) -> bool {
        !self.tasks.is_empty() && self.query.is_empty() && self.tab == Tab::Work.code()
    }

    fn all_tasks(&self) -> i64 {
        let tasks = self.tabs.iter().find(|(code, ..)| *code == Tab::Tasks.code());
        tasks.map_or(0, |(.., count)| *count)
    }
}

async fn render(desk: &Desk, filter: QueueFilter) -> Answer {
    let office = desk.office();
    let queue = views::queue(office, desk.actor(), filter).await?;
    let shell = desk.shell();
    let filter = queue.filter;
    let pages = Pages::new(
        "/ra",
        filter.page,
        filter.page < queue.pages,
        format!("Всего: {}", queue.total),
    )
    .fields(format!("tab={}&", filter.tab.code()))
    .search("/ra/search", &filter.q, &shell.csrf);
    Ok(page::ok(&QueuePage {
        tab: filter.tab.code(),
        tabs: queue
            .counts
            .into_iter()
            .map(|(tab, count)| (tab.code(), tab.title(), count))
            .collect(),
        rows: queue.items.into_iter().map(|item| QueueRow::of(office, item)).collect(),
        tasks: queue.tasks.into_iter().map(|task| TaskRow::of(office, task)).collect(),
        query: filter.q,
        pages,
        shell,
    }))
}

/// `GET /ra`; `?number=` is where the QR codes of printed forms lead. A number says nothing of a person.
pub(crate) async fn show(Operator(desk): Operator, Query(query): Query<BTreeMap<String, String>>) -> Answer {
    let text = |name: &str| query.get(name).map_or("", String::as_str);
    let number: String = text("number")
        .chars()
        .filter(|sign| sign.is_alphanumeric() || *sign == '-')
        .take(20)
        .collect();
    if !number.is_empty() {
        return find(
            &desk,
            QueueFilter {
                q: number,
                ..QueueFilter::default()
            },
        )
        .await;
    }
    let filter = QueueFilter {
        q: String::new(),
        tab: Tab::of(text("tab")),
        page: text("page").parse().unwrap_or(1),
    };
    render(&desk, filter).await
}

/// `POST /ra/search`: without a chosen tab, the first one that has something.
pub(crate) async fn search(
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let q = wanted(form.value("query"));
    let filter = QueueFilter {
        q,
        tab: Tab::of(form.value("tab")),
        page: form.value("page").parse().unwrap_or(1),
    };
    if !form.value("tab").is_empty() {
        return render(&desk, filter).await;
    }
    find(&desk, filter).await
}

/// Looks in every selection and shows the first that has something.
async fn find(desk: &Desk, filter: QueueFilter) -> Answer {
    let counts = views::queue(desk.office(), desk.actor(), filter.clone()).await?.counts;
    let found = counts.into_iter().find(|(tab, count)| *count > 0 && *tab != Tab::Tasks);
    render(
        desk,
        QueueFilter {
            tab: found.map_or(filter.tab, |(tab, _)| tab),
            ..filter
        },
    )
    .await
}

/// `POST /ra/tasks/{id}/close`.
pub(crate) async fn close(
    Id(task): Id<domain::id::TaskId>,
    Sent {
        desk: Operator(desk), ..
    }: Sent<Operator>,
) -> Answer {
    desk.office()
        .perform(desk.actor(), close_task::Command { task })
        .await?;
    Ok(done("/ra", Done::TaskClosed))
}
