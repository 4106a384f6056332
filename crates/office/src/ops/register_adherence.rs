//! Registers the paper «Заявление о присоединении к Регламенту» (приложение № 1, two copies), or refuses it with its reason.

use domain::adherence::{Adherence, AdherenceAction, AdherenceState};
use domain::field::FieldErrors;
use domain::id::{AdherenceId, OrganizationId};
use domain::organization::{Organization, OrganizationKind};
use domain::process::Process;
use domain::rights::Operation;
use requisites::{InnLegal, Kpp, Ogrn};
use serde::{Deserialize, Serialize};
use storage::{Stored, adherences, organizations};

use crate::form::{email, name, phone};
use crate::refusal::{GuardRefusal, Refusal};
use crate::{Operate, Step};

/// The form, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Command {
    /// `mo`, `smo`, `tfoms` or `other`.
    pub kind: String,
    /// Полное наименование.
    pub full_name: String,
    /// Краткое наименование.
    pub short_name: String,
    /// ОГРН.
    pub ogrn: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: String,
    /// Субъект РФ: code and name.
    pub region: String,
    /// Населённый пункт.
    pub locality: String,
    /// Улица, дом.
    pub street: String,
    /// E-mail.
    pub email: String,
    /// Телефон.
    pub phone: String,
    /// Должность руководителя.
    pub head_position: String,
    /// Фамилия.
    pub head_surname: String,
    /// Имя.
    pub head_given: String,
    /// Отчество.
    pub head_patronymic: String,
    /// «действует на основании …».
    pub head_basis: String,
    /// Copies that came.
    pub copies: String,
    /// `mo_registry`, `smo_registry`, `other` or `no`.
    pub in_oms: String,
    /// Registry number, or basis, or the reason of the refusal.
    pub basis: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Organisation.
    pub organization: OrganizationId,
    /// Adherence.
    pub adherence: AdherenceId,
    /// Reason, when it is refused.
    pub refused: Option<String>,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::RegisterAdherence;
    type Outcome = Outcome;

    async fn run(&self, step: &mut Step<'_>) -> Result<Outcome, Refusal> {
        let typed = self.parse(step.office.regulation().adherence_copies)?;
        let known = organizations::by_ogrn(step.db(), typed.organization.ogrn.digits()).await?;
        let organization = save_organization(step, known, typed.organization);
        for earlier in adherences::of(step.db(), organization).await? {
            if earlier.state.admits_users() {
                return Err(GuardRefusal::AlreadyJoined {
                    number: earlier.number.clone(),
                }
                .into());
            }
        }
        let action = if typed.in_oms {
            AdherenceAction::Register
        } else {
            AdherenceAction::Refuse
        };
        let rule = step.take(AdherenceState::initial(), action)?;
        let number = if typed.in_oms {
            let year = step.today().year();
            format!("{year}-{:04}", step.next_number(&format!("adherence-{year}")).await?)
        } else {
            String::new()
        };
        let adherence = Adherence {
            id: AdherenceId::new(step.now, step.random()),
            organization,
            number,
            edition: step.office.regulation().edition.clone(),
            state: rule.to,
            copies: typed.copies,
            basis: typed.basis,
            received_at: step.now,
            registered_by: step.account()?,
            handed_back_at: None,
        };
        step.insert(&adherence);
        step.about(adherence.id);
        step.note("state", format!("{:?}", adherence.state));
        let refused = (!typed.in_oms).then(|| adherence.basis.clone());
        Ok(Outcome {
            organization,
            adherence: adherence.id,
            refused,
        })
    }
}

/// A known organisation keeps its id and takes the data of the newest statement.
fn save_organization(
    step: &mut Step<'_>,
    known: Option<Stored<Organization>>,
    mut typed: Organization,
) -> OrganizationId {
    match known {
        Some(mut stored) => {
            typed.id = stored.id;
            stored.value = typed;
            step.update(&stored);
            stored.id
        }
        None => {
            typed.id = OrganizationId::new(step.now, step.random());
            step.insert(&typed);
            typed.id
        }
    }
}

struct Typed {
    organization: Organization,
    copies: u8,
    in_oms: bool,
    basis: String,
}

impl Command {
    fn parse(&self, copies_needed: u8) -> Result<Typed, Refusal> {
        let mut errors = FieldErrors::default();
        let kind = match self.kind.as_str() {
            "mo" => Some(OrganizationKind::Mo),
            "smo" => Some(OrganizationKind::Smo),
            "tfoms" => Some(OrganizationKind::Tfoms),
            "other" => Some(OrganizationKind::Other),
            _ => {
                errors.add("kind", "Выберите вид организации");
                None
            }
        };
        let full_name = errors.text(
            "full_name",
            &self.full_name,
            500,
            "Укажите полное наименование, как в ЕГРЮЛ",
        );
        let short_name = errors.text(
            "short_name",
            &self.short_name,
            128,
            "Укажите краткое наименование, как в ЕГРЮЛ",
        );
        let ogrn = errors.take("ogrn", Ogrn::parse(&self.ogrn));
        let inn = errors.take("inn", InnLegal::parse(&self.inn));
        let kpp = errors.take("kpp", Kpp::parse(&self.kpp));
        let region = region(&mut errors, &self.region);
        let locality = errors.text("locality", &self.locality, 128, "Укажите населённый пункт");
        let street = errors.text("street", &self.street, 128, "Укажите улицу и дом");
        let mail = email(&mut errors, "email", &self.email);
        let phone = phone(&mut errors, "phone", &self.phone);
        let head_name = name(
            &mut errors,
            ["head_surname", "head_given", "head_patronymic"],
            [&self.head_surname, &self.head_given, &self.head_patronymic],
        );
        let head_position = errors.text(
            "head_position",
            &self.head_position,
            128,
            "Укажите должность руководителя",
        );
        let head_basis = errors.text(
            "head_basis",
            &self.head_basis,
            200,
            "Укажите, на основании чего действует руководитель",
        );
        // A refusal is noted whatever came with it.
        let copies = self.copies.trim().parse::<u8>().ok();
        if self.in_oms != "no" && copies.is_none_or(|copies| copies < copies_needed) {
            errors.add(
                "copies",
                format!("Нужны {copies_needed} подписанных экземпляра: один остаётся у нас, второй возвращаем"),
            );
        }
        let (in_oms, basis) = self.membership(&mut errors);
        let all = (
            kind, full_name, short_name, ogrn, inn, kpp, region, locality, street, mail, phone,
        );
        let head = (head_position, head_name, head_basis, basis);
        match (all, head) {
            (
                (
                    Some(kind),
                    Some(full_name),
                    Some(short_name),
                    Some(ogrn),
                    Some(inn),
                    Some(kpp),
                    Some(region),
                    Some(locality),
                    Some(street),
                    Some(email),
                    Some(phone),
                ),
                (Some(head_position), Some(head_name), Some(head_basis), Some(basis)),
            ) if errors.is_empty() => Ok(Typed {
                organization: Organization {
                    id: OrganizationId(uuid::Uuid::nil()),
                    kind,
                    full_name,
                    short_name,
                    ogrn,
                    inn,
                    kpp,
                    region,
                    locality,
                    street,
                    email,
                    phone,
                    head_position,
                    head_name,
                    head_basis,
                },
                copies: copies.unwrap_or_default(),
                in_oms,
                basis,
            }),
            _ => Err(errors.into_vec().into()),
        }
    }

    /// Whether the organisation is in the ОМС, and by what; or why it is refused (source S0, first question).
    fn membership(&self, errors: &mut FieldErrors) -> (bool, Option<String>) {
        match self.in_oms.as_str() {
            "mo_registry" | "smo_registry" => (
                true,
                errors.text("basis", &self.basis, 200, "Укажите реестровый номер организации"),
            ),
            "other" => (
                true,
                errors.text("basis", &self.basis, 200, "Укажите основание участия в системе ОМС"),
            ),
            "no" => {
                let default = "Организация не участвует в системе ОМС";
                let basis = if self.basis.trim().is_empty() {
                    default
                } else {
                    &self.basis
                };
                (false, errors.text("basis", basis, 200, default))
            }
            _ => {
                errors.add("in_oms", "Отметьте, состоит ли организация в реестре МО или СМО");
                (false, None)
            }
        }
    }
}

/// `29 Северодольская область`: two digits of the code, then the name (order ФСБ 795).
fn region(errors: &mut FieldErrors, text: &str) -> Option<String> {
    let text = errors.text(
        "region",
        text,
        128,
        "Укажите субъект РФ: код и название, например «29 Северодольская область»",
    )?;
    let coded = text.split_once(' ').is_some_and(|(code, name)| {
        code.len() == 2 && code.bytes().all(|digit| digit.is_ascii_digit()) && name.chars().any(char::is_alphabetic)
    });
    if !coded {
        errors.add(
            "region",
            "Начните с двух цифр кода субъекта, например «29 Северодольская область»",
        );
        return None;
    }
    Some(text)
}
