//! Organisations and registrations as the operator sees them.

use domain::adherence::{Adherence, AdherenceState};
use domain::id::{OrganizationId, RegistrationId};
use domain::organization::Organization;
use domain::process::Process;
use domain::registration::{Authorization, Registration, RegistrationAction};
use domain::rights::{Actor, Operation};
use requisites::ru;
use storage::{Stored, adherences, organizations as stored_organizations, registrations};

use super::PAGE;
use super::history::HistoryItem;
use crate::ops::register_user;
use crate::refusal::{Missing, Refusal};
use crate::{Due, Office};

/// A page of organisations, with their adherences; `true` when there are more.
///
/// # Errors
/// [`Refusal`].
pub async fn organizations(
    office: &Office,
    actor: &Actor,
    q: &str,
    page: u32,
) -> Result<(Vec<(Organization, Option<Adherence>)>, bool), Refusal> {
    office.look(actor, Operation::ViewOrganizations, None).await?;
    let db = &office.parts.db;
    let mut found =
        stored_organizations::search(db, q, PAGE + 1, page.max(1).saturating_sub(1).saturating_mul(PAGE)).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let joined = adherences::of_all(db, found.iter().map(|one| one.id)).await?;
    let latest = |organization: &Organization| joined.iter().find(|one| one.organization == organization.id);
    let row = |organization: Stored<Organization>| {
        let adherence = latest(&organization).map(|one| one.value.clone());
        (organization.value, adherence)
    };
    Ok((found.into_iter().map(row).collect(), more))
}

/// An organisation with all that hangs on it.
#[derive(Clone, Debug)]
pub struct OrganizationCard {
    /// Organisation.
    pub organization: Organization,
    /// Adherences, newest first.
    pub adherences: Vec<Adherence>,
    /// Users.
    pub registrations: Vec<Registration>,
    /// Users may be registered.
    pub joined: bool,
    /// This operator registered the adherence; another one compares it and hands the second copy back.
    pub four_eyes_blocks: bool,
}

/// One organisation.
///
/// # Errors
/// [`Refusal`].
pub async fn organization(office: &Office, actor: &Actor, id: OrganizationId) -> Result<OrganizationCard, Refusal> {
    office
        .look(actor, Operation::ViewOrganizations, Some(id.into()))
        .await?;
    let db = &office.parts.db;
    let organization: Stored<Organization> = db.get(id).await?.ok_or(Refusal::NotFound(Missing::Organization))?;
    let adherences: Vec<Adherence> = adherences::of(db, id).await?.into_iter().map(|one| one.value).collect();
    let registrations = registrations::of(db, id)
        .await?
        .into_iter()
        .map(|one| one.value)
        .collect();
    let joined = adherences.iter().any(|one| one.state.admits_users());
    let waiting = adherences.iter().find(|one| one.state == AdherenceState::Registered);
    Ok(OrganizationCard {
        four_eyes_blocks: waiting.is_some_and(|one| actor.account == Some(one.registered_by)),
        organization: organization.value,
        adherences,
        registrations,
        joined,
    })
}

/// A registration for its page.
#[derive(Clone, Debug)]
pub struct RegistrationCard {
    /// Registration.
    pub registration: Registration,
    /// The version shown: a decision names it, and is refused when somebody changed the case since.
    pub version: i64,
    /// Organisation.
    pub organization: Organization,
    /// Term.
    pub due: Option<Due>,
    /// Steps this operator may take by the table.
    pub offered: Vec<RegistrationAction>,
    /// This operator entered the data and may not approve them.
    pub four_eyes_blocks: bool,
    /// What is missing in the set.
    pub missing: Vec<&'static str>,
    /// What happened.
    pub history: Vec<HistoryItem>,
}

/// One registration.
///
/// # Errors
/// [`Refusal`].
pub async fn registration(office: &Office, actor: &Actor, id: RegistrationId) -> Result<RegistrationCard, Refusal> {
    office.look(actor, Operation::ViewRegistration, Some(id.into())).await?;
    let db = &office.parts.db;
    let registration: Stored<Registration> = db.get(id).await?.ok_or(Refusal::NotFound(Missing::Registration))?;
    let organization: Option<Stored<Organization>> = db.get(registration.organization).await?;
    let organization = organization.ok_or(Refusal::NotFound(Missing::Organization))?;
    let mut missing = Vec::new();
    if !registration.has_statement {
        missing.push("заявление на регистрацию с согласием на обработку персональных данных");
    }
    if registration.authorization == Authorization::Missing {
        missing.push("доверенность");
    }
    Ok(RegistrationCard {
        due: registration.deadline.as_ref().map(|deadline| office.due(deadline)),
        offered: registration.state.offered(actor.role),
        four_eyes_blocks: actor
            .account
            .is_some_and(|account| registration.entered_by.contains(&account)),
        missing,
        history: office.history(&registration.deeds).await?,
        version: registration.version,
        organization: organization.value,
        registration: registration.value,
    })
}

/// The form of a registration, filled with what is stored, to be mended.
///
/// # Errors
/// [`Refusal`].
pub async fn registration_form(
    office: &Office,
    actor: &Actor,
    id: RegistrationId,
) -> Result<register_user::Command, Refusal> {
    office.look(actor, Operation::ViewRegistration, Some(id.into())).await?;
    let stored: Stored<Registration> = office
        .parts
        .db
        .get(id)
        .await?
        .ok_or(Refusal::NotFound(Missing::Registration))?;
    let (registration, person) = (&stored.value, &stored.value.person);
    let yes = |given: bool| if given { "yes".to_owned() } else { String::new() };
    let (poa_number, poa_issued_on, poa_valid_through) = match &registration.authorization {
        Authorization::PowerOfAttorney(poa) => (
            poa.number.clone(),
            ru::date_short(poa.issued_on),
            ru::date_short(poa.valid_through),
        ),
        Authorization::Head | Authorization::Missing => Default::default(),
    };
    Ok(register_user::Command {
        organization: registration.organization.to_string(),
        surname: person.name.surname().to_owned(),
        given: person.name.given().to_owned(),
        patronymic: person.name.patronymic().unwrap_or_default().to_owned(),
        snils: person.snils.to_string(),
        inn: person.inn.to_string(),
        born_on: ru::date_short(person.born_on),
        passport_number: person.passport.number.to_string(),
        passport_issued_on: ru::date_short(person.passport.issued_on),
        passport_issued_by: person.passport.issued_by.clone(),
        passport_department: person.passport.department.to_string(),
        position: registration.position.clone(),
        department: registration.department.clone().unwrap_or_default(),
        email: registration.email.clone(),
        phone: registration.phone.clone(),
        has_statement: yes(registration.has_statement),
        is_head: yes(registration.authorization == Authorization::Head),
        poa_number,
        poa_issued_on,
        poa_valid_through,
    })
}
