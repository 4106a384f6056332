//! Signing in and out: guessing is slowed, sessions end by themselves and by hand.

use domain::rights::Actor;
use jiff::SignedDuration;
use office::ops::*;
use office::{RefusalKind, views};
use officekit::{TestOffice, people};

use crate::both::on_both;

on_both!(
    guessing_makes_the_guesser_wait_longer_and_longer,
    a_guesser_keeps_the_owner_not_out_and_learns_no_login,
    guessing_from_one_address_is_slowed,
    an_unknown_login_is_told_nothing,
    a_session_ends_after_an_hour_unused_and_after_a_working_day,
    signing_out_ends_the_session,
    other_sessions_are_ended_one_by_one_and_all_at_once,
    a_new_password_ends_the_other_sessions,
    without_a_session_only_the_public_site_is_open,
);

fn from(address: &str, login: &str, password: &str) -> sign_in::Command {
    sign_in::Command {
        login: login.into(),
        password: password.into(),
        address: address.into(),
        agent: "Firefox".into(),
    }
}

async fn guessing_makes_the_guesser_wait_longer_and_longer(office: TestOffice) {
    let wrong = || from("192.0.2.1", "lapina", "не тот пароль");
    let right = || from("192.0.2.1", "lapina", people::OPERATOR_PASSWORD);
    for _ in 0..5 {
        assert_eq!(
            office.refused(&Actor::VISITOR, wrong()).await,
            "wrong-login-or-password"
        );
    }
    assert_eq!(
        office.refused(&Actor::VISITOR, right()).await,
        "locked",
        "even the right one waits"
    );
    office.clock.advance(SignedDuration::from_secs(59));
    assert_eq!(office.refused(&Actor::VISITOR, right()).await, "locked");
    office.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(
        office.refused(&Actor::VISITOR, wrong()).await,
        "wrong-login-or-password"
    );
    office.clock.advance(SignedDuration::from_secs(119));
    assert_eq!(
        office.refused(&Actor::VISITOR, right()).await,
        "locked",
        "two minutes the second time"
    );
    office.clock.advance(SignedDuration::from_secs(1));
    office.granted(&Actor::VISITOR, right()).await;
    assert_eq!(
        office.refused(&Actor::VISITOR, wrong()).await,
        "wrong-login-or-password"
    );
    office.granted(&Actor::VISITOR, right()).await;
}

async fn a_guesser_keeps_the_owner_not_out_and_learns_no_login(office: TestOffice) {
    // The same login however it is typed: spaces around it are no new one.
    for login in ["lapina", " lapina", "lapina ", "\tlapina", "lapina"] {
        office
            .refused(&Actor::VISITOR, from("192.0.2.1", login, "пароль"))
            .await;
    }
    for _ in 0..5 {
        office
            .refused(&Actor::VISITOR, from("192.0.2.1", "nobody", "пароль"))
            .await;
    }
    for login in ["lapina", "  lapina", "nobody"] {
        let code = office
            .refused(&Actor::VISITOR, from("192.0.2.1", login, "пароль"))
            .await;
        assert_eq!(code, "locked", "«{login}»");
    }
    office
        .granted(&Actor::VISITOR, from("192.0.2.2", "lapina", people::OPERATOR_PASSWORD))
        .await;
}

async fn guessing_from_one_address_is_slowed(office: TestOffice) {
    for guess in 0..30 {
        let login = format!("user-{guess}");
        let code = office
            .refused(&Actor::VISITOR, from("192.0.2.1", &login, "пароль"))
            .await;
        assert_eq!(code, "wrong-login-or-password");
    }
    let refusal = office
        .perform(&Actor::VISITOR, from("192.0.2.1", "lapina", "пароль"))
        .await
        .unwrap_err();
    assert_eq!(refusal.kind(), RefusalKind::TooMany { retry_after: 600 });
    office
        .granted(&Actor::VISITOR, from("192.0.2.2", "lapina", people::OPERATOR_PASSWORD))
        .await;
    office.clock.advance(SignedDuration::from_mins(10));
    office
        .granted(&Actor::VISITOR, from("192.0.2.1", "lapina", people::OPERATOR_PASSWORD))
        .await;
}

async fn an_unknown_login_is_told_nothing(office: TestOffice) {
    let long = "ы".repeat(2_000);
    for (login, password) in [
        ("nobody", "пароль"),
        ("", ""),
        ("lapina", ""),
        ("lapina", &long),
        (&long, "пароль"),
    ] {
        let refusal = office
            .perform(&Actor::VISITOR, from("192.0.2.1", login, password))
            .await
            .unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "Логин или пароль не подошли. Проверьте раскладку и повторите"
        );
    }
}

async fn a_session_ends_after_an_hour_unused_and_after_a_working_day(office: TestOffice) {
    let (_, token) = office.sign_in("lapina", people::OPERATOR_PASSWORD).await.unwrap();
    for _ in 0..9 {
        office.clock.advance(SignedDuration::from_mins(60));
        assert!(office.session(&token).await.is_some(), "used every hour");
    }
    office.clock.advance(SignedDuration::from_mins(60));
    assert!(office.session(&token).await.is_none(), "ten hours are a working day");

    let (_, token) = office.sign_in("lapina", people::OPERATOR_PASSWORD).await.unwrap();
    office.clock.advance(SignedDuration::from_secs(3_601));
    assert!(office.session(&token).await.is_none(), "an hour unused");
    assert!(office.session(&token).await.is_none(), "and it does not come back");
    assert!(office.session("").await.is_none());
    assert!(office.session(&"A".repeat(10_000)).await.is_none());
}

async fn signing_out_ends_the_session(office: TestOffice) {
    let (actor, token) = office.sign_in("lapina", people::OPERATOR_PASSWORD).await.unwrap();
    office.granted(&actor, sign_out::Command).await;
    assert!(office.session(&token).await.is_none());
    assert_eq!(
        office.refused(&Actor::VISITOR, sign_out::Command).await,
        "sign-in-needed"
    );
}

async fn other_sessions_are_ended_one_by_one_and_all_at_once(office: TestOffice) {
    let sign_in = || async { office.sign_in("lapina", people::OPERATOR_PASSWORD).await.unwrap() };
    let (here, here_token) = sign_in().await;
    let (there, there_token) = sign_in().await;
    let (_, third_token) = sign_in().await;
    let (foreign, foreign_token) = office.sign_in("grachev", people::OPERATOR_PASSWORD).await.unwrap();
    assert_eq!(views::sessions(&office.office, &here).await.unwrap().len(), 3);

    let someone_elses = end_sessions::Command {
        session: foreign.session,
    };
    assert_eq!(office.refused(&here, someone_elses).await, "not-found");
    office
        .granted(&here, end_sessions::Command { session: there.session })
        .await;
    assert!(office.session(&there_token).await.is_none());
    assert!(office.session(&third_token).await.is_some());
    office.granted(&here, end_sessions::Command { session: None }).await;
    assert!(office.session(&third_token).await.is_none());
    for alive in [here_token, foreign_token] {
        assert!(office.session(&alive).await.is_some());
    }
}

async fn a_new_password_ends_the_other_sessions(office: TestOffice) {
    let (here, here_token) = office.sign_in("lapina", people::OPERATOR_PASSWORD).await.unwrap();
    let (_, there_token) = office.sign_in("lapina", people::OPERATOR_PASSWORD).await.unwrap();
    let change = |current: &str| change_password::Command {
        current: current.into(),
        new: people::OWN_PASSWORD.into(),
        again: people::OWN_PASSWORD.into(),
    };
    assert_eq!(office.refused(&here, change("не тот пароль")).await, "invalid");
    office.granted(&here, change(people::OPERATOR_PASSWORD)).await;
    assert!(office.session(&there_token).await.is_none());
    assert!(office.session(&here_token).await.is_some());
    assert!(office.sign_in("lapina", people::OPERATOR_PASSWORD).await.is_err());
    assert!(office.sign_in("lapina", people::OWN_PASSWORD).await.is_ok());
}

async fn without_a_session_only_the_public_site_is_open(office: TestOffice) {
    assert_eq!(
        office.refused(&Actor::VISITOR, people::hospital()).await,
        "sign-in-needed"
    );
    assert_eq!(
        views::queue(&office.office, &Actor::VISITOR, Default::default())
            .await
            .unwrap_err()
            .code(),
        "sign-in-needed"
    );
    let authority = views::authority(&office.office).await.unwrap();
    assert_eq!((authority.certificates.len(), authority.crls.len()), (2, 7));
    for name in [
        "root.cer",
        "issuing.cer",
        "root.crl",
        "issuing.crl",
        "issuing-delta.crl",
    ] {
        assert!(views::ca_file(&office.office, name).await.unwrap().is_some(), "{name}");
    }
    assert!(
        views::ca_file(&office.office, "../keys/issuing.p8")
            .await
            .unwrap()
            .is_none()
    );
}
