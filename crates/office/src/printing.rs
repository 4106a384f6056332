//! Fills the printed forms from what the office knows.

use domain::organization::Organization;
use domain::registration::Registration;
use domain::request::Request;
use domain::subject::Subject;
use forms::data::{Center, Field, FormData, Head, Passport, Person, Sheet};
use forms::{Form, FormError};
use jiff::Timestamp;
use jiff::civil::DateTime;
use pki::name::{Attribute, DistinguishedName};
use pki::profile::Profile;
use requisites::ru;
use tokio::sync::Semaphore;

use crate::form::Download;
use crate::refusal::{Fault, Missing, Refusal};
use crate::{Office, issuing};

impl Office {
    /// The head and foot of every page.
    pub(crate) fn sheet(&self, number: &str) -> Sheet {
        let installation = self.installation();
        Sheet {
            number: number.into(),
            // Leads an operator to the case in the queue; for anyone else it is a sign-in page.
            qr: format!("{}/ra?number={number}", installation.base_url),
            edition: self.regulation().edition.clone(),
            center: Center {
                full_name: installation.owner.clone(),
                short_name: installation.name.clone(),
                address: installation.address.clone(),
                phone: installation.phones.first().cloned().unwrap_or_default(),
            },
        }
    }

    /// Renders a form off the async threads.
    pub(crate) async fn print<D: FormData + Send + 'static>(&self, data: D) -> Result<Vec<u8>, Refusal> {
        let code = self.regulation().code.clone();
        self.render(move |forms, now| forms.print(&code, &data, now)).await
    }

    /// A form with empty lines, for the public page.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for an unknown name.
    pub async fn blank_form(&self, name: &str) -> Result<Download, Refusal> {
        let form = blank_forms()
            .find(|form| form.name() == name)
            .ok_or(Refusal::NotFound(Missing::File))?;
        let code = self.regulation().code.clone();
        let bytes = self.render(move |forms, now| forms.blank(&code, form, now)).await?;
        Ok(Download {
            file_name: format!("{name}.pdf"),
            media_type: "application/pdf",
            bytes,
        })
    }

    async fn render(
        &self,
        work: impl FnOnce(&forms::Forms, Timestamp) -> Result<Vec<u8>, FormError> + Send + 'static,
    ) -> Result<Vec<u8>, Refusal> {
        /// Rendering is processor work: more at once would only take memory.
        static AT_ONCE: Semaphore = Semaphore::const_new(2);
        let _turn = AT_ONCE.acquire().await.map_err(|_| Fault::Stopped)?;
        let (forms, now) = (self.parts.forms.clone(), self.now());
        let bytes = tokio::task::spawn_blocking(move || work(&forms, now))
            .await
            .map_err(Fault::from)?;
        Ok(bytes?)
    }

    /// The profile of that name, which must be installed.
    pub(crate) fn profile(&self, id: &str) -> Result<&Profile, Refusal> {
        let missing = || Refusal::Fault(Fault::Stored(format!("profile {id} is not installed")));
        self.parts.profiles.get(id).ok_or_else(missing)
    }

    /// The tool in which users make their keys, as certificates of this instant name it.
    pub(crate) fn user_sign_tool(&self, now: Timestamp) -> String {
        match self.parts.ca_settings.for_profile(now.as_second()).conformity {
            Some(tools) => tools.subject_sign_tool,
            None => "Заверь (не является сертифицированным СКЗИ)".into(),
        }
    }

    /// The approved data as a name, in the order and string types of the profile.
    pub(crate) fn subject_name(&self, subject: &Subject, profile: &Profile) -> Result<DistinguishedName, Refusal> {
        let mut fields = vec![
            (Attribute::CommonName, subject.organization.clone()),
            (Attribute::Surname, subject.holder.surname().to_owned()),
            (Attribute::GivenName, subject.holder.given_names()),
            (Attribute::Country, "RU".to_owned()),
            (Attribute::StateOrProvince, subject.region.clone()),
            (Attribute::Locality, subject.locality.clone()),
            (Attribute::Street, subject.street.clone()),
            (Attribute::Organization, subject.organization.clone()),
            (Attribute::Title, subject.position.clone()),
            (Attribute::Ogrn, subject.ogrn.digits().to_owned()),
            (Attribute::Snils, subject.snils.digits().to_owned()),
            (Attribute::Inn, subject.inn.digits().to_owned()),
            (Attribute::InnLe, subject.inn_legal.digits().to_owned()),
            (Attribute::Email, subject.email.clone()),
        ];
        fields.extend(
            subject
                .department
                .clone()
                .map(|unit| (Attribute::OrganizationalUnit, unit)),
        );
        let given = DistinguishedName::new(fields)
            .map_err(|error| Fault::Stored(format!("the subject does not make a name: {error}")))?;
        profile.subject(&given).map_err(issuing::profile_refusal)
    }
}

/// Forms that people may take away empty: all but those the office fills for one person.
pub(crate) fn blank_forms() -> impl Iterator<Item = Form> {
    Form::ALL.into_iter().filter(|form| {
        matches!(
            form,
            Form::AdherenceStatement | Form::RegistrationStatement | Form::PowerOfAttorney | Form::StatusStatement
        )
    })
}

/// The organisation as forms print it.
pub(crate) fn organization(organization: &Organization) -> forms::data::Organization {
    forms::data::Organization {
        full_name: organization.full_name.clone(),
        short_name: organization.short_name.clone(),
        ogrn: organization.ogrn.to_string(),
        inn: organization.inn.to_string(),
        kpp: organization.kpp.to_string(),
        legal_address: format!(
            "{}, {}, {}",
            organization.region, organization.locality, organization.street
        ),
        postal_address: None,
        phone: Some(organization.phone.clone()),
        email: Some(organization.email.clone()),
        vipnet: None,
        head: head(organization),
    }
}

/// The head as forms print him.
pub(crate) fn head(organization: &Organization) -> Head {
    Head {
        position: organization.head_position.clone(),
        name: organization.head_name.to_string(),
        initials: organization.head_name.initials(),
        basis: organization.head_basis.clone(),
    }
}

/// The user as forms print him.
pub(crate) fn person(registration: &Registration) -> Person {
    let person = &registration.person;
    Person {
        name: person.name.to_string(),
        initials: person.name.initials(),
        born_on: ru::date_short(person.born_on),
        birth_place: None,
        sex: None,
        citizenship: None,
        snils: person.snils.to_string(),
        inn: person.inn.to_string(),
        passport: Passport {
            number: person.passport.number.to_string(),
            issued_on: ru::date_short(person.passport.issued_on),
            issued_by: person.passport.issued_by.clone(),
            department_code: person.passport.department.to_string(),
        },
        position: registration.position.clone(),
        department: registration.department.clone(),
        email: registration.email.clone(),
        phone: Some(registration.phone.clone()),
    }
}

/// The fields of a name with their Russian titles.
pub(crate) fn name_fields(name: &DistinguishedName) -> Vec<Field> {
    name.iter()
        .map(|value| Field {
            title: value
                .attribute()
                .title()
                .map_or_else(|| value.attribute().to_string(), str::to_owned),
            value: pki::describe::format_value(value.attribute(), value.text()),
        })
        .collect()
}

/// «23 ноября 2026, 14:05».
pub(crate) fn moment(at: DateTime) -> String {
    format!("{}, {:02}:{:02}", ru::date_long(at.date()), at.hour(), at.minute())
}

/// The fingerprint of the key of a request that has one.
pub(crate) fn fingerprint(request: &Request) -> Result<String, Refusal> {
    let missing = domain::process::StepRefusal::NotFromHere;
    request
        .key
        .as_ref()
        .map(|key| key.fingerprint.clone())
        .ok_or(Refusal::Step(missing))
}
