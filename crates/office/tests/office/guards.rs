//! Every condition that a process table names is looked at: each is broken once, with everything else in order.

use std::collections::BTreeSet;

use domain::account::Account;
use domain::adherence::{AdherenceGuard, AdherenceState};
use domain::paper_copy::PaperCopyState;
use domain::process::Process;
use domain::registration::{Authorization, Registration, RegistrationState};
use domain::request::RequestState;
use office::issue_certificate;
use office::ops::*;
use officekit::client::{Client, base64, from_base64};
use officekit::{Place, TestOffice, people};
use storage::{Aggregate, WriteSet};
use uuid::Uuid;

/// The conditions that were broken, as «Process::Action needs Guard».
#[derive(Default)]
struct Broken(BTreeSet<String>);

impl Broken {
    #[track_caller]
    fn note(&mut self, condition: &str, refused: &str, code: &str) {
        assert_eq!(refused, code, "{condition}");
        self.0.insert(condition.to_owned());
    }

    fn covers<P: Process>(&mut self, process: &str) {
        for rule in P::rules() {
            for guard in rule.guards {
                let condition = format!("{process}::{:?} needs {guard:?}", rule.action);
                assert!(self.0.contains(&condition), "nothing breaks «{condition}»");
            }
        }
    }
}

#[tokio::test]
async fn every_condition_that_a_table_names_is_looked_at() {
    let office = async || crate::both::open(Place::sqlite()).await;
    let mut broken = Broken::default();
    joining(&office().await, &mut broken).await;
    registration(&office().await, &mut broken).await;
    key(&office().await, &mut broken).await;
    decision(&office().await, &mut broken).await;
    broken.covers::<AdherenceState>("Adherence");
    broken.covers::<RegistrationState>("Registration");
    broken.covers::<RequestState>("Request");
    broken.covers::<PaperCopyState>("PaperCopy");
}

async fn joining(office: &TestOffice, broken: &mut Broken) {
    let outsider = register_adherence::Command {
        in_oms: "no".into(),
        basis: "нет в реестрах".into(),
        ..people::insurer()
    };
    let refused = office.granted(&office.lapina, outsider).await.refused.is_some();
    assert!(refused, "{:?}", AdherenceGuard::InOms);
    broken.note("Adherence::Register needs InOms", "refused", "refused");
    let one_copy = register_adherence::Command {
        copies: "1".into(),
        ..people::insurer()
    };
    let code = office.refused(&office.lapina, one_copy).await;
    broken.note("Adherence::Register needs TwoCopies", code, "invalid");

    let joined = office.granted(&office.lapina, people::insurer()).await;
    let code = office.refused(&office.lapina, people::insurer()).await;
    broken.note("Adherence::Register needs NotJoinedYet", code, "already-joined");
    let hand_back = hand_back_adherence::Command {
        adherence: joined.adherence,
    };
    let code = office.refused(&office.lapina, hand_back).await;
    broken.note("Adherence::HandBackCopy needs FourEyes", code, "four-eyes");

    // The insurer has joined; nobody has compared its data yet.
    let registration = office
        .granted(&office.lapina, people::sokolova(joined.organization))
        .await;
    let code = office
        .refused(&office.grachev, approve_registration::Command { registration })
        .await;
    broken.note("Registration::Approve needs AdherenceInForce", code, "not-in-force");
}

async fn registration(office: &TestOffice, broken: &mut Broken) {
    let nobody = domain::id::OrganizationId(Uuid::nil());
    let hospital = office.joined(people::hospital()).await;
    let mut incomplete = people::sokolova(hospital);
    incomplete.has_statement.clear();
    let waiting = office.granted(&office.lapina, incomplete).await;
    let state = office.registration(waiting).await.state;
    assert_eq!(state, RegistrationState::AwaitingDocuments);
    broken.note("Registration::RegisterFullSet needs FullSet", "waits", "waits");
    let code = office.refused(&office.lapina, people::gordeev(nobody)).await;
    broken.note(
        "Registration::RegisterFullSet needs AdherenceInForce",
        code,
        "not-found",
    );
    let over = register_user::Command {
        poa_issued_on: "20.11.2023".into(),
        ..people::sokolova(hospital)
    };
    let code = office.refused(&office.lapina, over).await;
    broken.note(
        "Registration::RegisterFullSet needs PowerOfAttorneyValid",
        code,
        "invalid",
    );

    let registration = office.granted(&office.lapina, people::gordeev(hospital)).await;
    let approve = approve_registration::Command { registration };
    let code = office.refused(&office.lapina, approve).await;
    broken.note("Registration::Approve needs FourEyes", code, "four-eyes");
    let authorization = change::<Registration, _>(office, registration, without_authorization).await;
    let code = office.refused(&office.grachev, approve).await;
    broken.note("Registration::Approve needs PowerOfAttorneyValid", code, "poa-missing");
    change::<Registration, _>(office, registration, |one| one.authorization = authorization).await;
    let reason = String::new();
    let give_back = return_registration::Command {
        registration,
        reason: reason.clone(),
    };
    let code = office.refused(&office.lapina, give_back).await;
    broken.note("Registration::Return needs Reason", code, "invalid");
    let reject = reject_registration::Command { registration, reason };
    let code = office.refused(&office.lapina, reject).await;
    broken.note("Registration::Reject needs Reason", code, "invalid");
    office.granted(&office.grachev, approve).await;
}

async fn key(office: &TestOffice, broken: &mut Broken) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let mut client = Client::new(1);
    let request = office.draft(&user).await;
    let key = client.key();
    let good = office.submission(&user, request, &mut client, &key).await;
    let refused = async |command: &submit_key::Command| office.refused(&user.actor, command.clone()).await;

    let account = user.actor.account.unwrap();
    let acknowledged = change::<Account, _>(office, account, |one| std::mem::take(&mut one.acknowledged)).await;
    let code = refused(&good).await;
    broken.note(
        "Request::SubmitKey needs RegulationAcknowledged",
        code,
        "regulation-not-acknowledged",
    );
    change::<Account, _>(office, account, |one| one.acknowledged = acknowledged).await;

    let authorization = change::<Registration, _>(office, user.registration, without_authorization).await;
    let code = refused(&good).await;
    broken.note("Request::SubmitKey needs PowerOfAttorneyValid", code, "poa-missing");
    change::<Registration, _>(office, user.registration, |one| one.authorization = authorization).await;

    let mut forged = from_base64(&good.pkcs10);
    *forged.last_mut().unwrap() ^= 1;
    let code = refused(&submit_key::Command {
        request,
        pkcs10: base64(&forged),
    })
    .await;
    broken.note("Request::SubmitKey needs ProofOfPossession", code, "bad-signature");
    let other = client.key();
    let pkcs10 = client.pkcs10(&other, &officekit::client::system_name("Шлюз"));
    let code = refused(&submit_key::Command {
        request,
        pkcs10: base64(&pkcs10),
    })
    .await;
    broken.note("Request::SubmitKey needs SubjectMatches", code, "subject-differs");

    office.granted(&user.actor, good.clone()).await;
    office.granted(&user.actor, withdraw_request::Command { request }).await;
    let next = office.draft(&user).await;
    let code = refused(&submit_key::Command {
        request: next,
        pkcs10: good.pkcs10,
    })
    .await;
    broken.note("Request::SubmitKey needs NewKey", code, "key-seen");
    office
        .granted(&user.actor, withdraw_request::Command { request: next })
        .await;
}

async fn decision(office: &TestOffice, broken: &mut Broken) {
    let organization = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(organization)).await;
    let request = office.under_review(&user, &mut Client::new(2)).await;
    let approve = approve_request::Command { request };
    let code = office.refused(&office.lapina, approve).await;
    broken.note("Request::Approve needs ScanAttached", code, "no-scan");
    office.compare(request).await;
    let mut failed = office.all_passed(request);
    failed.marks[0].1 = false;
    office.granted(&office.lapina, failed).await;
    let code = office.refused(&office.lapina, approve).await;
    broken.note("Request::Approve needs CheckListPassed", code, "check-list");
    office.granted(&office.lapina, office.all_passed(request)).await;
    let authorization = change::<Registration, _>(office, user.registration, without_authorization).await;
    let code = office.refused(&office.lapina, approve).await;
    broken.note("Request::Approve needs PowerOfAttorneyValid", code, "poa-missing");
    change::<Registration, _>(office, user.registration, |one| {
        one.authorization = authorization.clone()
    })
    .await;

    let reason = String::new();
    let give_back = return_request::Command {
        request,
        reason: reason.clone(),
    };
    let code = office.refused(&office.lapina, give_back).await;
    broken.note("Request::Return needs Reason", code, "invalid");
    let reject = reject_request::Command { request, reason };
    let code = office.refused(&office.lapina, reject).await;
    broken.note("Request::Reject needs Reason", code, "invalid");

    office.granted(&office.lapina, approve).await;
    let issue = async |operator| issue_certificate(&office.office, operator, request).await;
    let code = issue(&office.lapina).await.unwrap_err().code();
    broken.note("Request::Issue needs FourEyes", code, "four-eyes");
    change::<Registration, _>(office, user.registration, without_authorization).await;
    let code = issue(&office.grachev).await.unwrap_err().code();
    broken.note("Request::Issue needs PowerOfAttorneyValid", code, "poa-missing");
    change::<Registration, _>(office, user.registration, |one| one.authorization = authorization).await;
    issue(&office.grachev).await.unwrap();
}

fn without_authorization(registration: &mut Registration) -> Authorization {
    std::mem::replace(&mut registration.authorization, Authorization::Missing)
}

/// Changes an entity behind the office's back.
async fn change<T: Aggregate, R>(office: &TestOffice, id: impl Into<Uuid>, change: impl FnOnce(&mut T) -> R) -> R {
    let mut stored = office.stored::<T>(id).await;
    let said = change(&mut stored.value);
    let mut set = WriteSet::new();
    set.update(&stored);
    let mut tx = office.db.begin().await.unwrap();
    set.apply(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    said
}
