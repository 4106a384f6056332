//! Prints the sealed sheet: a new one-time password each time, shown nowhere but on this sheet.

use domain::account::{Account, Password};
use domain::id::{AccountId, RegistrationId};
use domain::organization::Organization;
use domain::registration::{Registration, RegistrationAction};
use domain::rights::{Operation, Role};
use domain::timer::TimerKind;
use forms::data::SealedSheet;
use requisites::ru;
use storage::Stored;

use crate::form::Download;
use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step, passwords};

/// Which registration.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Registration.
    pub registration: RegistrationId,
}

/// The sheet, and what is on it: the demo signs in with it, a page only hands out the file.
pub struct PrintedSheet {
    /// PDF.
    pub download: Download,
    /// Login.
    pub login: String,
    /// One-time password.
    pub password: String,
}

impl std::fmt::Debug for PrintedSheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PrintedSheet({})", self.login)
    }
}

impl Operate for Command {
    const OPERATION: Operation = Operation::PrintSealedSheet;
    type Outcome = PrintedSheet;

    async fn run(&self, step: &mut Step<'_>) -> Result<PrintedSheet, Refusal> {
        let mut registration = step
            .get::<Registration>(self.registration, Missing::Registration)
            .await?;
        step.about(registration.id);
        registration.state = step.take(registration.state, RegistrationAction::PrintSheet)?.to;
        let organization = step
            .get::<Organization>(registration.organization, Missing::Organization)
            .await?;
        let deadline = step
            .office
            .term(step.office.regulation().terms.temporary_access, step.now);
        let until = step.office.end_of(&deadline);
        step.end_term(registration.id, |kind| kind == TimerKind::TemporaryAccess)
            .await?;
        step.start_timer(TimerKind::TemporaryAccess, registration.id, until);

        let secret = passwords::one_time(step.office);
        let hash = passwords::hash(step.office, &secret).await?;
        let password = Password {
            hash,
            temporary_until: Some(until),
            spent: false,
        };
        let login = save_account(step, &mut registration, password).await?;

        let sheet = SealedSheet {
            sheet: step.office.sheet(&registration.number),
            addressee: registration.person.name.initials(),
            organization: organization.short_name.clone(),
            address: format!("{}/login", step.office.installation().base_url),
            login: login.clone(),
            password: secret.clone(),
            valid_until: format!("до {}, 24:00", ru::date_long(deadline.due)),
        };
        registration.deadline = Some(deadline);
        registration.deeds.push(step.deed("Лист с временным паролем напечатан"));
        step.update(&registration);
        let bytes = step.office.print(sheet).await?;
        let file_name = format!("list-{}.pdf", file_number(&registration.number));
        let download = Download {
            file_name,
            media_type: "application/pdf",
            bytes,
        };
        Ok(PrintedSheet {
            download,
            login,
            password: secret,
        })
    }
}

/// The account of the registration: made at the first sheet. Every other sheet gives it a new password, and whoever came in
/// by the last one is out.
async fn save_account(
    step: &mut Step<'_>,
    registration: &mut Stored<Registration>,
    password: Password,
) -> Result<String, Refusal> {
    if let Some(id) = registration.account {
        let mut account = step.get::<Account>(id, Missing::Registration).await?;
        account.password = password;
        // The data may have been mended since the last sheet.
        account.short_name = registration.person.name.initials();
        account.full_name = registration.person.name.to_string();
        account.position.clone_from(&registration.position);
        step.update(&account);
        step.end_sessions(id, None).await?;
        return Ok(account.login.clone());
    }
    let id = AccountId::new(step.now, step.random());
    let login = format!("user-{}", file_number(&registration.number));
    let name = registration.person.name.clone();
    step.insert(&Account {
        id,
        login: login.clone(),
        role: Role::CaUser,
        short_name: name.initials(),
        full_name: name.to_string(),
        position: registration.position.clone(),
        registration: Some(registration.id),
        password,
        acknowledged: Vec::new(),
    });
    registration.account = Some(id);
    Ok(login)
}

/// `2026-0004` of `Р-2026-0004`: Latin, for logins and file names.
fn file_number(number: &str) -> &str {
    number.trim_start_matches(|sign: char| !sign.is_ascii_digit())
}
