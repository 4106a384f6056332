//! Приостановить, возобновить, отозвать, аннулировать: one page each, asked for once more, for the holder and the operator.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use domain::{
    certificate::Certificate,
    id::CertificateId,
    rights::Role,
    status::{Asker, HoldReason, RevocationReason},
};
use jiff::Timestamp;
use office::{
    Refusal,
    ops::{
        end_certificate, hold_certificate,
        print_status_statement::{self, Which, Wish},
    },
    told, views,
};

use crate::{
    done::Done,
    kit::{Errors, Field, Filled, Icon, Tone, filters, icon},
    page,
    shell::Shell,
    web::{Answer, Desk, Failure, Operator, Sent, User, done, file, refused, see_other},
};

/// A change of the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    Suspend,
    Resume,
    Revoke,
    Annul,
}

impl Change {
    pub(crate) const ALL: [Self; 4] = [Self::Suspend, Self::Resume, Self::Revoke, Self::Annul];

    /// Its name in the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Revoke => "revoke",
            Self::Annul => "annul",
        }
    }

    /// What its button says.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Suspend => "Приостановить",
            Self::Resume => "Возобновить",
            Self::Revoke => "Отозвать",
            Self::Annul => "Аннулировать",
        }
    }

    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::Suspend => icon("player-pause"),
            Self::Resume => icon("player-play"),
            Self::Revoke | Self::Annul => icon("ban"),
        }
    }

    /// Class of the button that leads here.
    pub(crate) const fn button(self) -> &'static str {
        match self {
            Self::Suspend | Self::Resume => "uc-btn-2",
            Self::Revoke | Self::Annul => "uc-btn-danger",
        }
    }

    /// Whether it cannot be undone.
    const fn is_final(self) -> bool {
        matches!(self, Self::Revoke | Self::Annul)
    }

    const fn tone(self) -> Tone {
        match self {
            Self::Suspend => Tone::Hold,
            Self::Resume => Tone::Ok,
            Self::Revoke | Self::Annul => Tone::Bad,
        }
    }

    const fn wish(self) -> Wish {
        match self {
            Self::Suspend => Wish::Suspend,
            Self::Resume => Wish::Resume,
            Self::Revoke => Wish::Revoke,
            Self::Annul => Wish::Annul,
        }
    }

    const fn outcome(self) -> Done {
        match self {
            Self::Suspend => Done::Suspended,
            Self::Resume => Done::Resumed,
            Self::Revoke => Done::Revoked,
            Self::Annul => Done::Annulled,
        }
    }
}

/// The changes that a role can make of a certificate now: the buttons of its card.
pub(crate) fn open_to(role: Role, certificate: &Certificate, now: Timestamp) -> Vec<Change> {
    if !certificate.runs_at(now) {
        return Vec::new();
    }
    let own: Vec<HoldReason> = Asker::spoken_for_by(role)
        .iter()
        .map(|asker| HoldReason::of(*asker))
        .collect();
    let stands = |reason: &HoldReason| certificate.holds_by(*reason);
    Change::ALL
        .into_iter()
        .filter(|change| match change {
            Change::Suspend => !own.iter().all(stands),
            Change::Resume => own.iter().any(stands),
            Change::Revoke => true,
            Change::Annul => role == Role::RaOperator,
        })
        .collect()
}

/// `GET …/certificates/{id}/suspend` and the like.
#[derive(Debug, Template)]
#[template(path = "change.html")]
pub(crate) struct ChangePage {
    pub(crate) shell: Shell,
    pub(crate) root: &'static str,
    pub(crate) id: String,
    pub(crate) serial: String,
    pub(crate) holder: String,
    pub(crate) change: Change,
    pub(crate) fields: Vec<Field>,
    /// There is a person who can sign the statement; a system cannot.
    pub(crate) printable: bool,
    pub(crate) errors: Errors,
}

impl ChangePage {
    fn consequence(&self) -> &'static str {
        match self.change {
            Change::Suspend => {
                "Подписывать этим ключом нельзя, пока сертификат не возобновят. Доступ в УСОИ закроют. Возобновить можно в любой день до конца срока."
            }
            Change::Resume => {
                "Если других причин приостановления нет, сертификат сразу станет действительным, а доступ в УСОИ откроют."
            }
            Change::Revoke => {
                "Вернуть действие нельзя. Подписывать этим ключом больше не получится, выпуск нового займёт до 3 рабочих дней."
            }
            Change::Annul => {
                "Вернуть действие нельзя. Аннулируют сертификат, который не должен был появиться: ключ не подтверждён, повторяется, или так решил суд."
            }
        }
    }

    fn confirm_button(&self) -> &'static str {
        if self.change.is_final() {
            "uc-btn-danger-solid"
        } else {
            "btn-primary"
        }
    }
}

fn fields(change: Change, role: Role, certificate: &Certificate, form: &Filled, errors: &Errors) -> Vec<Field> {
    let mut fields = Vec::new();
    if role == Role::RaOperator && !change.is_final() {
        fields.push(Field::pick("asked_by", "Кто просит", askers()));
    }
    if role == Role::RaOperator {
        let hint = "Заявление или решение: номер и дата, например «заявление № 14 от 23.11.2026»";
        fields.push(Field::text("basis", "Документ").hint(hint).max(300));
    }
    match (role, change) {
        (Role::RaOperator, Change::Revoke) => {
            fields.push(Field::pick("reason", "Кто просит и почему", wills()));
        }
        (_, Change::Revoke | Change::Annul) => {
            let asker = match change {
                Change::Annul => Asker::Authority,
                _ => Asker::Holder,
            };
            let reasons = reasons(asker, change == Change::Annul);
            let choices = reasons.map(|reason| (code(reason), told::sentence(told::revocation(reason))));
            fields.push(Field::pick("reason", "Причина", choices.collect()));
        }
        _ => {}
    }
    if change.is_final() {
        let tail = &certificate.serial[certificate.serial.len().saturating_sub(end_certificate::TYPED_AGAIN)..];
        let label = "Последние 4 символа номера";
        let hint = format!("Чтобы не ошибиться сертификатом, введите {tail}");
        fields.push(
            Field::text("confirm", label)
                .hint(hint)
                .width("w-10")
                .autocomplete("off")
                .max(4),
        );
    }
    fields.into_iter().map(|field| field.of(form).errors(errors)).collect()
}

/// Whose will an operator carries out, and what the form calls them.
const ASKERS: [(Asker, &str, &str); 3] = [
    (Asker::Holder, "holder", "Владелец сертификата"),
    (Asker::Organization, "organization", "Организация владельца"),
    (Asker::Authority, "authority", "Удостоверяющий центр решил сам"),
];

fn askers() -> Vec<(String, String)> {
    ASKERS
        .map(|(_, code, title)| (code.to_owned(), title.to_owned()))
        .into()
}

/// Everybody with the reasons that he may give: nothing can be chosen that would be refused.
fn wills() -> Vec<(String, String)> {
    let of = |(asker, by, title): (Asker, &'static str, &'static str)| {
        reasons(asker, false).map(move |reason| {
            let words = told::revocation(reason);
            (format!("{by}/{}", code(reason)), format!("{title}: {words}"))
        })
    };
    ASKERS.into_iter().flat_map(of).collect()
}

fn reasons(asker: Asker, annuls: bool) -> impl Iterator<Item = RevocationReason> {
    let all = RevocationReason::ALL.into_iter();
    all.filter(move |reason| reason.annuls() == annuls && reason.is_given_by(asker))
}

fn code(reason: RevocationReason) -> String {
    serde_json::to_value(reason)
        .ok()
        .and_then(|code| code.as_str().map(str::to_owned))
        .unwrap_or_default()
}

async fn render(
    desk: &Desk,
    id: CertificateId,
    change: Change,
    failed: Option<(StatusCode, Errors, Filled)>,
) -> Answer {
    let role = desk.actor().role;
    let (card, root) = match role {
        Role::RaOperator => (
            views::certificate(desk.office(), desk.actor(), id).await?,
            "/ra/certificates",
        ),
        _ => (
            views::own_certificate(desk.office(), desk.actor(), id).await?,
            "/cabinet/certificates",
        ),
    };
    let certificate = card.line.certificate;
    if failed.is_none() && !open_to(role, &certificate, desk.office().now()).contains(&change) {
        return Ok(see_other(&format!("{root}/{id}")));
    }
    let shell = if failed.is_some() {
        desk.failed_shell()
    } else {
        desk.shell()
    };
    let (status, errors, form) = failed.unwrap_or((StatusCode::OK, Errors::default(), Filled::new(Default::default())));
    let page = ChangePage {
        shell,
        root,
        id: id.to_string(),
        fields: fields(change, role, &certificate, &form, &errors),
        printable: certificate.registration.is_some(),
        serial: certificate.serial,
        holder: certificate.holder,
        change,
        errors,
    };
    Ok(page::show(status, &page))
}

async fn perform(desk: &Desk, certificate: CertificateId, change: Change, form: &Filled) -> Result<(), Refusal> {
    let text = |field: &str| form.value(field).to_owned();
    let (basis, confirm, reason) = (text("basis"), text("confirm"), text("reason"));
    // An operator chooses both at once: «organization/dismissed».
    let (asked_by, reason) = match reason.split_once('/') {
        Some((asked_by, reason)) => (asked_by.to_owned(), reason.to_owned()),
        // Nothing was chosen.
        None if change == Change::Revoke && desk.actor().role == Role::RaOperator => {
            ("authority".into(), String::new())
        }
        None => (text("asked_by"), reason),
    };
    let (office, actor) = (desk.office(), desk.actor());
    match change {
        Change::Suspend => {
            let command = hold_certificate::Suspend {
                certificate,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
        Change::Resume => {
            let command = hold_certificate::Resume {
                certificate,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
        Change::Revoke => {
            let command = end_certificate::Revoke {
                certificate,
                reason,
                confirm,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
        Change::Annul => {
            let command = end_certificate::Annul {
                certificate,
                reason,
                confirm,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
    }
}

async fn send(desk: &Desk, root: &str, at: (CertificateId, Change), form: Filled) -> Answer {
    let (id, change) = at;
    match perform(desk, id, change, &form).await {
        Ok(()) => Ok(done(&format!("{root}/{id}"), change.outcome())),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            render(desk, id, change, Some((status, errors, form))).await
        }
    }
}

/// The certificate and the change that an address names.
fn named((id, change): (String, String)) -> Result<(CertificateId, Change), Failure> {
    let change = Change::ALL.into_iter().find(|one| one.code() == change);
    change
        .and_then(|change| Some((id.parse().ok()?, change)))
        .ok_or(Failure::Status(StatusCode::NOT_FOUND))
}

/// `GET /cabinet/certificates/{id}/{change}`.
pub(crate) async fn own_show(User(desk): User, Path(path): Path<(String, String)>) -> Answer {
    let (id, change) = named(path)?;
    render(&desk, id, change, None).await
}

/// `POST /cabinet/certificates/{id}/{change}`.
pub(crate) async fn own_send(
    Path(path): Path<(String, String)>,
    Sent { desk: User(desk), form }: Sent<User>,
) -> Answer {
    send(&desk, "/cabinet/certificates", named(path)?, form).await
}

async fn print(desk: &Desk, certificate: CertificateId, which: Which) -> Answer {
    let command = print_status_statement::Command { certificate, which };
    Ok(file(desk.office().perform(desk.actor(), command).await?))
}

/// `GET /cabinet/certificates/{id}/{change}/statement.pdf`.
pub(crate) async fn own_statement(User(desk): User, Path(path): Path<(String, String)>) -> Answer {
    let (id, change) = named(path)?;
    print(&desk, id, Which::New(change.wish())).await
}

/// `GET /cabinet/certificates/{id}/statements/{place}`.
pub(crate) async fn own_done(User(desk): User, Path((id, place)): Path<(String, String)>) -> Answer {
    let (id, place) = placed(&id, &place)?;
    print(&desk, id, Which::Done(place)).await
}

/// `GET /ra/certificates/{id}/{change}/statement.pdf`.
pub(crate) async fn office_statement(Operator(desk): Operator, Path(path): Path<(String, String)>) -> Answer {
    let (id, change) = named(path)?;
    print(&desk, id, Which::New(change.wish())).await
}

/// `GET /ra/certificates/{id}/statements/{place}`.
pub(crate) async fn office_done(Operator(desk): Operator, Path((id, place)): Path<(String, String)>) -> Answer {
    let (id, place) = placed(&id, &place)?;
    print(&desk, id, Which::Done(place)).await
}

/// The certificate and the place in its history that an address names: `3.pdf`.
fn placed(id: &str, place: &str) -> Result<(CertificateId, usize), Failure> {
    let place = place.strip_suffix(".pdf").and_then(|place| place.parse().ok());
    place
        .and_then(|place| Some((id.parse().ok()?, place)))
        .ok_or(Failure::Status(StatusCode::NOT_FOUND))
}

/// `GET /ra/certificates/{id}/{change}`.
pub(crate) async fn office_show(Operator(desk): Operator, Path(path): Path<(String, String)>) -> Answer {
    let (id, change) = named(path)?;
    render(&desk, id, change, None).await
}

/// `POST /ra/certificates/{id}/{change}`.
pub(crate) async fn office_send(
    Path(path): Path<(String, String)>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    send(&desk, "/ra/certificates", named(path)?, form).await
}
