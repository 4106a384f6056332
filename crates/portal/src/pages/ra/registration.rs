//! One registration: the set, the decision of another operator, the sealed sheet.

use askama::Template;
use axum::http::StatusCode;
use domain::{
    id::RegistrationId,
    registration::{Authorization, Registration, RegistrationAction, RegistrationState},
};
use office::{
    Seen,
    ops::{approve_registration, print_sealed_sheet, reject_registration, return_registration},
    views,
};

use super::NOT_FINAL;
use crate::{
    done::Done,
    kit::{Due, Errors, Event, Field, Status, calendar, filters},
    page,
    shell::Shell,
    told,
    web::{Answer, Desk, Failure, Id, Operator, Sent, done, file, refused},
};

/// `GET /ra/registrations/{id}`.
#[derive(Debug, Template)]
#[template(path = "ra/registration.html")]
pub(crate) struct RegistrationPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    /// What a decision names: the case as this page shows it.
    pub(crate) version: i64,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) status: Status,
    pub(crate) due: Option<Due>,
    /// Id and name.
    pub(crate) organization: (String, String),
    pub(crate) person: Vec<(String, String)>,
    pub(crate) papers: Vec<(String, String)>,
    /// What the set lacks.
    pub(crate) missing: Vec<&'static str>,
    /// Reason of the last return or rejection.
    pub(crate) reason: Option<String>,
    pub(crate) offers: RegistrationOffers,
    /// What the operator has begun to write.
    pub(crate) draft: String,
    pub(crate) events: Vec<Event>,
    pub(crate) errors: Errors,
}

/// Steps the process offers this operator now.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RegistrationOffers {
    pub(crate) amend: bool,
    pub(crate) approve: bool,
    pub(crate) give_back: bool,
    pub(crate) reject: bool,
    pub(crate) sheet: Option<Sheet>,
    /// This operator entered the data: another one decides.
    pub(crate) four_eyes: bool,
}

/// What a sealed sheet printed now would mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Nobody can sign in without it.
    Needed,
    /// One is printed already: another one takes its password away.
    Printed,
    /// The user works with an own password: a sheet takes it away and ends the sessions, so it is asked for twice.
    TakesPassword,
}

impl Sheet {
    const fn of(state: RegistrationState) -> Self {
        match state {
            RegistrationState::TemporaryAccess => Self::Printed,
            RegistrationState::Active => Self::TakesPassword,
            _ => Self::Needed,
        }
    }
}

impl RegistrationPage {
    /// The set still waits for a decision; what is offered later only mends an approved one.
    fn is_undecided(&self) -> bool {
        self.offers.approve || self.offers.reject
    }

    fn reason_field(&self) -> Field {
        Field::area("reason", "Причина")
            .hint("Её прочитает организация: что не так и что исправить")
            .value(self.draft.as_str())
            .errors(&self.errors)
    }

    fn final_field(&self) -> Field {
        Field::tick("final", "Отклонить окончательно: исправить комплект будет нельзя").errors(&self.errors)
    }

    fn forgotten_field(&self) -> Field {
        Field::tick(
            "forgotten",
            "Пользователь забыл пароль: отменить прежний и завершить его сеансы",
        )
        .errors(&self.errors)
    }
}

fn person(of: &Registration) -> Vec<(String, String)> {
    let passport = &of.person.passport;
    let fields = [
        ("СНИЛС", of.person.snils.to_string()),
        ("ИНН", of.person.inn.to_string()),
        ("Дата рождения", calendar::date(of.person.born_on)),
        (
            "Паспорт",
            format!(
                "{}, выдан {}, {}, {}",
                passport.number,
                calendar::date(passport.issued_on),
                passport.issued_by,
                passport.department
            ),
        ),
        ("Должность", of.position.clone()),
        (
            "Подразделение",
            of.department.clone().unwrap_or_else(|| "не указано".to_owned()),
        ),
        ("Электронная почта", of.email.clone()),
        ("Телефон", of.phone.clone()),
    ];
    fields.map(|(title, value)| (title.to_owned(), value)).into()
}

fn papers(desk: &Desk, of: &Registration) -> Vec<(String, String)> {
    let statement = if of.has_statement {
        "получены"
    } else {
        "не получены"
    };
    let authorization = match &of.authorization {
        Authorization::Head => "не нужна: руководитель".to_owned(),
        Authorization::PowerOfAttorney(poa) => {
            format!(
                "№ {} от {}, действует по {}",
                poa.number,
                calendar::date(poa.issued_on),
                calendar::date(poa.valid_through)
            )
        }
        Authorization::Missing => "не получена".to_owned(),
    };
    let complete = match of.complete_at {
        Some(at) => format!("зарегистрирован {}", calendar::minute(desk.office().local(at))),
        None => "ещё нет".to_owned(),
    };
    let fields = [
        ("Заявление и согласие", statement.to_owned()),
        ("Доверенность", authorization),
        ("Полный комплект", complete),
    ];
    fields.map(|(title, value)| (title.to_owned(), value)).into()
}

async fn render(
    desk: &Desk,
    id: RegistrationId,
    shell: Shell,
    status: StatusCode,
    draft: String,
    errors: Errors,
) -> Answer {
    let office = desk.office();
    let card = views::registration(office, desk.actor(), id).await?;
    let can = |action| card.offered.contains(&action);
    let offers = RegistrationOffers {
        amend: can(RegistrationAction::RegisterFullSet),
        approve: can(RegistrationAction::Approve),
        give_back: can(RegistrationAction::Return),
        reject: can(RegistrationAction::Reject),
        sheet: can(RegistrationAction::PrintSheet).then(|| Sheet::of(card.registration.state)),
        four_eyes: card.four_eyes_blocks,
    };
    let registration = card.registration;
    let told_reason = matches!(
        registration.state,
        RegistrationState::NeedsFix | RegistrationState::Rejected
    );
    let events = told::events(office, card.history);
    Ok(page::show(
        status,
        &RegistrationPage {
            version: card.version,
            shell,
            id: id.to_string(),
            name: registration.person.name.to_string(),
            status: told::registration(registration.state),
            due: card.due.as_ref().map(told::due),
            organization: (card.organization.id.to_string(), card.organization.short_name),
            person: person(&registration),
            papers: papers(desk, &registration),
            missing: card.missing,
            reason: registration.reason.filter(|_| told_reason),
            offers,
            draft,
            errors: errors.since(&events),
            events,
            number: registration.number,
        },
    ))
}

/// `GET /ra/registrations/{id}`.
pub(crate) async fn show(Operator(desk): Operator, Id(id): Id<RegistrationId>) -> Answer {
    render(
        &desk,
        id,
        desk.shell(),
        StatusCode::OK,
        String::new(),
        Errors::default(),
    )
    .await
}

/// `POST /ra/registrations/{id}/decision`: the pressed button says which.
pub(crate) async fn decide(
    Id(registration): Id<RegistrationId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let reason = form.value("reason").to_owned();
    let again =
        async |status, errors| render(&desk, registration, desk.failed_shell(), status, reason.clone(), errors).await;
    let decided = match form.value("decision") {
        "approve" => {
            desk.decide(
                &form,
                approve_registration::Command { registration },
                Done::RegistrationApproved,
            )
            .await
        }
        "return" => {
            desk.decide(
                &form,
                return_registration::Command {
                    registration,
                    reason: reason.clone(),
                },
                Done::RegistrationReturned,
            )
            .await
        }
        "reject" if !form.ticked("final") => {
            let errors = Errors::at("final", NOT_FINAL);
            return again(StatusCode::UNPROCESSABLE_ENTITY, errors).await;
        }
        "reject" => {
            desk.decide(
                &form,
                reject_registration::Command {
                    registration,
                    reason: reason.clone(),
                },
                Done::RegistrationRejected,
            )
            .await
        }
        _ => return Err(Failure::Status(StatusCode::BAD_REQUEST)),
    };
    match decided {
        Ok(outcome) => Ok(done(&format!("/ra/registrations/{registration}"), outcome)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            again(status, errors).await
        }
    }
}

/// `POST /ra/registrations/{id}/sheet`: the answer is the sheet itself, it exists nowhere else.
pub(crate) async fn sheet(
    Id(registration): Id<RegistrationId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let again =
        async |status, errors| render(&desk, registration, desk.failed_shell(), status, String::new(), errors).await;
    let seen = views::registration(desk.office(), desk.actor(), registration).await?;
    if Sheet::of(seen.registration.state) == Sheet::TakesPassword && !form.ticked("forgotten") {
        let errors = Errors::at(
            "forgotten",
            "Отметьте, что пользователь забыл пароль: сейчас он работает со своим",
        );
        return again(StatusCode::UNPROCESSABLE_ENTITY, errors).await;
    }
    // Each print makes a new password: a second press on the same page would quietly spoil the first sheet.
    let print = Seen {
        version: form.version(),
        command: print_sealed_sheet::Command { registration },
    };
    match desk.office().perform(desk.actor(), print).await {
        Ok(sheet) => Ok(file(sheet.download)),
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            again(status, errors).await
        }
    }
}
