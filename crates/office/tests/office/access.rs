//! Temporary access: once, until its day, and printed anew.

use domain::registration::RegistrationState;
use domain::rights::Role;
use domain::task::TaskKind;
use jiff::civil::date;
use office::ops::*;
use officekit::{TestOffice, people};
use storage::tasks;

use crate::both::on_both;

on_both!(
    the_one_time_password_opens_once,
    it_opens_nothing_but_the_page_of_the_password,
    it_is_over_after_ten_working_days,
    a_new_sheet_replaces_the_last_one,
    a_forgotten_password_gets_a_new_sheet,
);

async fn printed(office: &TestOffice) -> (domain::id::RegistrationId, String, String) {
    let hospital = office.joined(people::hospital()).await;
    let registration = office.registered(people::sokolova(hospital)).await;
    let sheet = office
        .granted(&office.lapina, print_sealed_sheet::Command { registration })
        .await;
    (registration, sheet.login, sheet.password)
}

async fn sign_in_code(office: &TestOffice, login: &str, password: &str) -> Result<(), &'static str> {
    office
        .sign_in(login, password)
        .await
        .map(drop)
        .map_err(|refusal| refusal.code())
}

fn own_password() -> change_password::Command {
    let new = people::OWN_PASSWORD.to_owned();
    change_password::Command {
        current: String::new(),
        again: new.clone(),
        new,
    }
}

async fn the_one_time_password_opens_once(office: TestOffice) {
    let (_, login, password) = printed(&office).await;
    assert_eq!(
        sign_in_code(&office, &login, "не тот пароль").await,
        Err("wrong-login-or-password")
    );
    assert_eq!(sign_in_code(&office, &login, &password).await, Ok(()));
    assert_eq!(sign_in_code(&office, &login, &password).await, Err("temporary-over"));
}

async fn it_opens_nothing_but_the_page_of_the_password(office: TestOffice) {
    let (_, login, password) = printed(&office).await;
    let (actor, token) = office.sign_in(&login, &password).await.unwrap();
    assert_eq!(actor.role, Role::NewUser);
    let start = start_request::Command { consent: "yes".into() };
    assert_eq!(office.refused(&actor, start.clone()).await, "forbidden");
    assert_eq!(office.refused(&actor, office.acknowledgement()).await, "forbidden");
    let mut same = own_password();
    same.new.clone_from(&password);
    same.again.clone_from(&password);
    assert_eq!(
        office.refused(&actor, same).await,
        "invalid",
        "the one-time password does not become the own one"
    );
    office.granted(&actor, own_password()).await;

    let user = office.session(&token).await.unwrap();
    assert_eq!(user.role, Role::CaUser);
    assert_eq!(
        office.refused(&user, start.clone()).await,
        "regulation-not-acknowledged"
    );
    let stale = acknowledge_regulation::Command {
        edition: "0".into(),
        read: "yes".into(),
    };
    assert_eq!(office.refused(&user, stale).await, "invalid");
    let unread = acknowledge_regulation::Command {
        read: String::new(),
        ..office.acknowledgement()
    };
    assert_eq!(office.refused(&user, unread).await, "invalid");
    office.granted(&user, office.acknowledgement()).await;
    office.granted(&user, office.acknowledgement()).await;
    let account = office.stored::<domain::account::Account>(user.account.unwrap()).await;
    assert_eq!(account.acknowledged.len(), 1);
    office.granted(&user, start).await;
    assert_eq!(
        sign_in_code(&office, &login, &password).await,
        Err("wrong-login-or-password")
    );
    assert_eq!(sign_in_code(&office, &login, people::OWN_PASSWORD).await, Ok(()));
}

async fn it_is_over_after_ten_working_days(office: TestOffice) {
    let (registration, login, password) = printed(&office).await;
    let deadline = office.registration(registration).await.deadline.clone().unwrap();
    assert_eq!(deadline.due, date(2026, 12, 7), "{}", deadline.explanation);
    office.clock.set("2026-12-07T21:00:00Z".parse().unwrap());
    assert_eq!(
        sign_in_code(&office, &login, &password).await,
        Err("temporary-over"),
        "before any timer fires"
    );
    office.tick().await;
    assert_eq!(
        office.registration(registration).await.state,
        RegistrationState::AccessExpired
    );
    let task = tasks::open_of(&office.db, registration).await.unwrap().pop().unwrap();
    assert_eq!(task.kind, TaskKind::AccessExpired);
    office
        .granted(&office.grachev, close_task::Command { task: task.id })
        .await;
    assert_eq!(
        office
            .refused(&office.grachev, close_task::Command { task: task.id })
            .await,
        "not-found"
    );

    let sheet = office
        .granted(&office.grachev, print_sealed_sheet::Command { registration })
        .await;
    assert_eq!(sheet.login, login);
    let (actor, _) = office.sign_in(&login, &sheet.password).await.unwrap();
    office.granted(&actor, own_password()).await;
    office.pass_until("2027-01-30T06:00:00Z").await;
    assert_eq!(
        office.registration(registration).await.state,
        RegistrationState::Active,
        "no timer is left behind"
    );
}

async fn a_new_sheet_replaces_the_last_one(office: TestOffice) {
    let (registration, login, first) = printed(&office).await;
    let (_, token) = office.sign_in(&login, &first).await.unwrap();
    let second = office
        .granted(&office.grachev, print_sealed_sheet::Command { registration })
        .await
        .password;
    assert_ne!(first, second);
    assert_eq!(
        sign_in_code(&office, &login, &first).await,
        Err("wrong-login-or-password")
    );
    // Who holds the session of the first sheet may not set a password any more: the sheet was printed for a reason.
    assert_eq!(office.session(&token).await, None);
    assert_eq!(sign_in_code(&office, &login, &second).await, Ok(()));
}

async fn a_forgotten_password_gets_a_new_sheet(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let sheet = print_sealed_sheet::Command {
        registration: user.registration,
    };
    let printed = office.granted(&office.lapina, sheet).await;
    // The own password opens nothing any more, the sheet does.
    assert_eq!(
        sign_in_code(&office, &printed.login, people::OWN_PASSWORD).await,
        Err("wrong-login-or-password")
    );
    assert_eq!(sign_in_code(&office, &printed.login, &printed.password).await, Ok(()));
}
