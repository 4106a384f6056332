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
    ops::{annul_certificate, resume_certificate, revoke_certificate, suspend_certificate},
    told, views,
};

use crate::{
    done::Done,
    kit::{Errors, Field, Filled, Icon, Tone, filters, icon},
    page,
    shell::Shell,
    web::{Answer, Desk, Failure, Operator, Sent, User, done, refused, see_other},
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
    if role == Role::RaOperator && change != Change::Annul {
        fields.push(Field::pick("asked_by", "Кто просит", askers()));
    }
    if role == Role::RaOperator {
        let hint = "Заявление или решение: номер и дата, например «заявление № 14 от 23.11.2026»";
        fields.push(Field::text("basis", "Документ").hint(hint).max(300));
    }
    if change.is_final() {
        let askers = Asker::spoken_for_by(role);
        let wanted = |reason: &RevocationReason| {
            reason.annuls() == (change == Change::Annul) && askers.iter().any(|asker| reason.is_given_by(*asker))
        };
        let reasons = RevocationReason::ALL.into_iter().filter(wanted);
        let choices = reasons
            .map(|reason| (code(reason), sentence(told::revocation(reason))))
            .collect();
        fields.push(Field::pick("reason", "Причина", choices));
    }
    if change.is_final() {
        let tail = &certificate.serial[certificate.serial.len().saturating_sub(revoke_certificate::TYPED_AGAIN)..];
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

fn askers() -> Vec<(String, String)> {
    [
        ("holder", "Владелец сертификата"),
        ("organization", "Организация владельца"),
        ("authority", "Удостоверяющий центр решил сам"),
    ]
    .map(|(code, title)| (code.to_owned(), title.to_owned()))
    .into()
}

fn code(reason: RevocationReason) -> String {
    serde_json::to_value(reason)
        .ok()
        .and_then(|code| code.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut signs = words.chars();
    signs
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
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
        serial: certificate.serial,
        holder: certificate.holder,
        change,
        errors,
    };
    Ok(page::show(status, &page))
}

async fn perform(desk: &Desk, certificate: CertificateId, change: Change, form: &Filled) -> Result<(), Refusal> {
    let text = |field: &str| form.value(field).to_owned();
    let (asked_by, basis, reason, confirm) = (text("asked_by"), text("basis"), text("reason"), text("confirm"));
    let (office, actor) = (desk.office(), desk.actor());
    match change {
        Change::Suspend => {
            let command = suspend_certificate::Command {
                certificate,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
        Change::Resume => {
            let command = resume_certificate::Command {
                certificate,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
        Change::Revoke => {
            let command = revoke_certificate::Command {
                certificate,
                reason,
                confirm,
                asked_by,
                basis,
            };
            office.perform(actor, command).await
        }
        Change::Annul => {
            let command = annul_certificate::Command {
                certificate,
                reason,
                confirm,
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
