//! Registers the set of papers of a user: statement (приложение № 2) and power of attorney (приложение № 3; none for the
//! head). With the full set the 3 working days begin; without it the registration waits for the rest.

use domain::field::FieldErrors;
use domain::id::{OrganizationId, RegistrationId};
use domain::organization::Organization;
use domain::person::{Passport, Person};
use domain::process::Process;
use domain::registration::{Authorization, PowerOfAttorney, Registration, RegistrationAction, RegistrationState};
use domain::rights::Operation;
use domain::timer::TimerKind;
use jiff::ToSpan;
use jiff::civil::Date;
use requisites::{DepartmentCode, InnPerson, PassportNumber, PersonName, Snils, ru};
use serde::{Deserialize, Serialize};
use storage::{adherences, registrations};

use crate::form::{day, email, name, phone, ticked};
use crate::refusal::{GuardRefusal, Missing, Refusal};
use crate::{Operate, Step};

/// The form, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Command {
    /// Организация (id).
    pub organization: String,
    /// Фамилия.
    pub surname: String,
    /// Имя.
    pub given: String,
    /// Отчество.
    pub patronymic: String,
    /// СНИЛС.
    pub snils: String,
    /// ИНН.
    pub inn: String,
    /// Дата рождения.
    pub born_on: String,
    /// Серия и номер паспорта.
    pub passport_number: String,
    /// Дата выдачи.
    pub passport_issued_on: String,
    /// Кем выдан.
    pub passport_issued_by: String,
    /// Код подразделения.
    pub passport_department: String,
    /// Должность.
    pub position: String,
    /// Подразделение.
    pub department: String,
    /// E-mail.
    pub email: String,
    /// Телефон.
    pub phone: String,
    /// The statement came: `yes`.
    pub has_statement: String,
    /// The person is the head: `yes`.
    pub is_head: String,
    /// Номер доверенности.
    pub poa_number: String,
    /// Дата доверенности.
    pub poa_issued_on: String,
    /// Last day in its text; empty when it names none.
    pub poa_valid_through: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::RegisterUser;
    type Outcome = RegistrationId;

    async fn run(&self, step: &mut Step<'_>) -> Result<RegistrationId, Refusal> {
        let organization = self.organization(step).await?;
        let typed = self.parse(step, &organization)?;
        not_registered_yet(step, &typed.person.snils, organization.id, None).await?;
        let year = step.today().year();
        let number = format!(
            "Р-{year}-{:04}",
            step.next_number(&format!("registration-{year}")).await?
        );
        let mut registration = Registration {
            id: RegistrationId::new(step.now, step.random()),
            number,
            organization: organization.id,
            person: typed.person,
            position: typed.position,
            department: typed.department,
            email: typed.email,
            phone: typed.phone,
            has_statement: typed.has_statement,
            authorization: typed.authorization,
            state: RegistrationState::initial(),
            deadline: None,
            complete_at: None,
            entered_by: vec![step.account()?],
            decided_by: None,
            decided_at: None,
            reason: None,
            created_at: step.now,
            deeds: vec![step.deed("Документы внесены")],
            account: None,
        };
        step.about(registration.id);
        begin_review_if_complete(step, &mut registration)?;
        step.insert(&registration);
        Ok(registration.id)
    }
}

/// A person has one registration in an organisation; `this` is the one being mended.
pub(crate) async fn not_registered_yet(
    step: &Step<'_>,
    snils: &Snils,
    organization: OrganizationId,
    this: Option<RegistrationId>,
) -> Result<(), Refusal> {
    for other in registrations::by_snils(step.db(), snils.digits()).await? {
        let living = other.organization == organization && other.state != RegistrationState::Rejected;
        if living && Some(other.id) != this {
            return Err(GuardRefusal::AlreadyRegistered {
                number: other.number.clone(),
                id: other.id,
            }
            .into());
        }
    }
    Ok(())
}

/// With the full set the review begins and its term runs; otherwise the registration waits.
pub(crate) fn begin_review_if_complete(step: &mut Step<'_>, registration: &mut Registration) -> Result<(), Refusal> {
    let complete = registration.has_statement && registration.authorization.valid_on(step.today());
    if !complete {
        return Ok(());
    }
    registration.state = step.take(registration.state, RegistrationAction::RegisterFullSet)?.to;
    let deadline = step.office.term(step.office.regulation().terms.register_user, step.now);
    step.start_timer(
        TimerKind::RegistrationTerm,
        registration.id,
        step.office.end_of(&deadline),
    );
    registration.deadline = Some(deadline);
    registration.complete_at = Some(step.now);
    registration
        .deeds
        .push(step.deed("Полный комплект зарегистрирован, срок пошёл"));
    registration.reason = None;
    Ok(())
}

/// Data of the form that passed every check.
pub(crate) struct Typed {
    pub(crate) person: Person,
    pub(crate) position: String,
    pub(crate) department: Option<String>,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) has_statement: bool,
    pub(crate) authorization: Authorization,
}

impl Command {
    /// The organisation, which must have joined the регламент.
    pub(crate) async fn organization(&self, step: &Step<'_>) -> Result<Organization, Refusal> {
        let Ok(id) = self.organization.parse::<OrganizationId>() else {
            return Err(Refusal::field("organization", "Выберите организацию из списка"));
        };
        let organization = step.get::<Organization>(id, Missing::Organization).await?;
        let joined = adherences::of(step.db(), id)
            .await?
            .iter()
            .any(|one| one.state.admits_users());
        if joined {
            Ok(organization.value)
        } else {
            Err(GuardRefusal::NotJoined.into())
        }
    }

    pub(crate) fn parse(&self, step: &Step<'_>, organization: &Organization) -> Result<Typed, Refusal> {
        let mut errors = FieldErrors::default();
        let today = step.today();
        let name = name(
            &mut errors,
            ["surname", "given", "patronymic"],
            [&self.surname, &self.given, &self.patronymic],
        );
        let snils = errors.take("snils", Snils::parse(&self.snils));
        let inn = errors.take("inn", InnPerson::parse(&self.inn));
        let born_on = day(&mut errors, "born_on", "дату рождения", &self.born_on);
        if born_on.is_some_and(|born| born.saturating_add(14.years()) > today || born.year() < 1900) {
            errors.add(
                "born_on",
                "Проверьте дату рождения: пользователю должно быть не меньше 14 лет",
            );
        }
        let passport = self.passport(&mut errors, today, born_on);
        let position = errors.text("position", &self.position, 128, "Укажите должность");
        let department = if self.department.trim().is_empty() {
            None
        } else {
            errors.text("department", &self.department, 128, "Укажите подразделение")
        };
        let mail = email(&mut errors, "email", &self.email);
        let phone = phone(&mut errors, "phone", &self.phone);
        let authorization = self.authorization(&mut errors, step, organization, name.as_ref());
        match (name, snils, inn, born_on, passport, position, mail, phone) {
            (
                Some(name),
                Some(snils),
                Some(inn),
                Some(born_on),
                Some(passport),
                Some(position),
                Some(email),
                Some(phone),
            ) if errors.is_empty() => Ok(Typed {
                person: Person {
                    name,
                    snils,
                    inn,
                    born_on,
                    passport,
                },
                position,
                department,
                email,
                phone,
                has_statement: ticked(&self.has_statement),
                authorization,
            }),
            _ => Err(errors.into_vec().into()),
        }
    }

    fn passport(&self, errors: &mut FieldErrors, today: Date, born_on: Option<Date>) -> Option<Passport> {
        let number = errors.take("passport_number", PassportNumber::parse(&self.passport_number));
        let issued_on = day(
            errors,
            "passport_issued_on",
            "дату выдачи паспорта",
            &self.passport_issued_on,
        );
        let too_early = |issued: Date| born_on.is_some_and(|born| issued < born.saturating_add(14.years()));
        if issued_on.is_some_and(|issued| issued > today || too_early(issued)) {
            errors.add(
                "passport_issued_on",
                "Проверьте дату выдачи паспорта: она не может быть в будущем или до 14 лет",
            );
        }
        let issued_by = errors.text(
            "passport_issued_by",
            &self.passport_issued_by,
            250,
            "Укажите, кем выдан паспорт",
        );
        let department = errors.take("passport_department", DepartmentCode::parse(&self.passport_department));
        Some(Passport {
            number: number?,
            issued_on: issued_on?,
            issued_by: issued_by?,
            department: department?,
        })
    }

    /// None for the head, whose name stands in the statement of adherence; two years at most for everyone else.
    fn authorization(
        &self,
        errors: &mut FieldErrors,
        step: &Step<'_>,
        organization: &Organization,
        name: Option<&PersonName>,
    ) -> Authorization {
        if ticked(&self.is_head) {
            let same = |name: &PersonName| organization.head_name.compare(name) == requisites::NameMatch::Same;
            if name.is_some_and(|name| !same(name)) {
                errors.add(
                    "is_head",
                    format!(
                        "Руководитель организации — {}. Для другого человека нужна доверенность",
                        organization.head_name
                    ),
                );
            }
            return Authorization::Head;
        }
        if self.poa_number.trim().is_empty() && self.poa_issued_on.trim().is_empty() {
            return Authorization::Missing;
        }
        let today = step.today();
        let number = errors.text("poa_number", &self.poa_number, 60, "Укажите номер доверенности");
        let issued_on = day(errors, "poa_issued_on", "дату выдачи доверенности", &self.poa_issued_on);
        let (Some(number), Some(issued_on)) = (number, issued_on) else {
            return Authorization::Missing;
        };
        if issued_on > today {
            errors.add("poa_issued_on", "Дата доверенности не может быть в будущем");
        }
        let by_rule = step.office.term(
            step.office.regulation().terms.power_of_attorney,
            step.office.start_of(issued_on),
        );
        let stated = if self.poa_valid_through.trim().is_empty() {
            None
        } else {
            day(
                errors,
                "poa_valid_through",
                "последний день доверенности",
                &self.poa_valid_through,
            )
        };
        if stated.is_some_and(|stated| stated > by_rule.due) {
            errors.add(
                "poa_valid_through",
                format!(
                    "Доверенность действует не больше двух лет: до {}. Проверьте дату",
                    ru::date_long(by_rule.due)
                ),
            );
        }
        let valid_through = stated.map_or(by_rule.due, |stated| stated.min(by_rule.due));
        // The sentence stands at the field it is about: the stated day, or the day two years were counted from.
        let field = if stated.is_some() {
            "poa_valid_through"
        } else {
            "poa_issued_on"
        };
        if valid_through < issued_on {
            errors.add(
                field,
                "Проверьте срок доверенности: он закончился раньше, чем её выдали",
            );
        } else if valid_through < today {
            let over = ru::date_long(valid_through);
            errors.add(field, format!("Доверенность уже не действует: срок закончился {over}"));
        }
        Authorization::PowerOfAttorney(PowerOfAttorney {
            number,
            issued_on,
            valid_through,
        })
    }
}
