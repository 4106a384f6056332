//! The power fails at every step of issuing to a user, and at any moment of a busy server: no certificate is lost, none
//! is without a status, no serial number is used twice, and the journal verifies. The test is its own child process.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use domain::certificate::CertificateState;
use domain::id::RequestId;
use domain::paper_copy::PaperCopy;
use domain::request::RequestState;
use domain::rights::Actor;
use office::{SystemRequest, issue_certificate, issue_for_system};
use officekit::client::Client;
use officekit::{Place, START, TestOffice, User, people};
use rand::RngExt;
use storage::crls::Scope;
use storage::{blob, certificates};
use testkit::clock::MovableClock;
use testkit::random::seeded;

use crate::both::WORKER;

const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
/// Every run kills as often; `ZAVER_RANDOM_KILLS` asks for more.
const RANDOM_KILLS: u64 = 20;
/// Tells a child its folder, how often the office was started there, and what to do.
const CHILD: &str = "ZAVER_TEST_CHILD";

/// An office over what is in the folder.
async fn reopen(folder: &Path, starts: u64) -> TestOffice {
    let clock = MovableClock::at(START.parse().unwrap());
    TestOffice::reopen(Place::of(folder), WORKER, clock, starts).await
}

/// What a child is told: folder, starts, the rest.
fn orders() -> Option<(PathBuf, u64, String)> {
    let orders = env::var(CHILD).ok()?;
    let mut words = orders.splitn(3, '|').map(str::to_owned);
    let (folder, starts, rest) = (words.next()?, words.next()?, words.next()?);
    Some((folder.into(), starts.parse().ok()?, rest))
}

/// This very test as a child process.
fn child(test: &str, folder: &Path, starts: u64, rest: &str) -> Command {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args([&format!("crash::{test}"), "--exact", "--nocapture"]);
    child.env(CHILD, format!("{}|{starts}|{rest}", folder.display()));
    child.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    child
}

fn fresh_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("office-crash-{name}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The books after a restart.
async fn check(office: &TestOffice, promised: &BTreeSet<String>) {
    let started = certificates::in_state(&office.db, CertificateState::Issuing)
        .await
        .unwrap();
    assert!(started.is_empty(), "{} without a final status", started.len());
    let valid = certificates::in_state(&office.db, CertificateState::Valid)
        .await
        .unwrap();
    let mut serials = BTreeSet::new();
    for certificate in valid {
        assert!(
            serials.insert(certificate.serial.clone()),
            "{} twice",
            certificate.serial
        );
        let der = blob(&office.db, certificate.id, "certificate").await.unwrap();
        let parsed = pki::certificate::Certificate::parse(&der.expect("a valid certificate has its bytes")).unwrap();
        assert_eq!(pki::describe::format_serial(parsed.serial()), certificate.serial);
        if let Some(request) = certificate.request {
            let request = office.request(request).await;
            assert_eq!(
                (request.state, request.certificate),
                (RequestState::Completed, Some(certificate.id))
            );
            office.stored::<PaperCopy>(certificate.id).await;
        }
    }
    assert!(promised.is_subset(&serials), "a promised certificate is lost");
    office.office.verify_journal().await.unwrap().unwrap();
}

#[tokio::test]
async fn each_point_of_issuing_for_a_user_loses_nothing() {
    const TEST: &str = "each_point_of_issuing_for_a_user_loses_nothing";
    if let Some((folder, starts, request)) = orders() {
        let office = reopen(&folder, starts).await;
        let request: RequestId = request.parse().unwrap();
        let grachev = storage::accounts::by_login(&office.db, "grachev")
            .await
            .unwrap()
            .unwrap();
        let issued = issue_certificate(&office.office, &officekit::operator(grachev.id), request).await;
        panic!("{issued:?} and nothing died");
    }
    let folder = fresh_folder("points");
    let mut client = Client::new(7);
    let mut office = TestOffice::open(Place::of(&folder), WORKER).await;
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let mut starts = 0;
    for point in office::crash::POINTS
        .iter()
        .filter(|point| !point.ends_with("issue-for-system"))
    {
        let request = office.approved(&user, &mut client).await;
        office.office.close().await.unwrap();
        let died = child(TEST, &folder, starts + 1, &request.to_string())
            .env("ZAVER_CRASH_AT", point)
            .status();
        assert_eq!(died.unwrap().signal(), Some(SIGABRT), "{point}: nothing died there");
        starts += 2;
        office = reopened(&folder, starts, &office).await;
        check(&office, &BTreeSet::new()).await;
        finish(&office, &user, request, point).await;
    }
}

/// The office again, with its two operators.
async fn reopened(folder: &Path, starts: u64, before: &TestOffice) -> TestOffice {
    let mut again = reopen(folder, starts).await;
    again.lapina.clone_from(&before.lapina);
    again.grachev.clone_from(&before.grachev);
    again
}

/// A decision that was stored is carried out by the restart; one that was not can be taken again.
async fn finish(office: &TestOffice, user: &User, request: RequestId, point: &str) {
    let decided = *point != *"before-commit:issue-certificate";
    let expected = if decided {
        RequestState::Completed
    } else {
        RequestState::Approved
    };
    assert_eq!(office.state(request).await, expected, "{point}");
    if !decided {
        issue_certificate(&office.office, &office.grachev, request)
            .await
            .unwrap();
    }
    let own = office::views::own_certificates(&office.office, &user.actor)
        .await
        .unwrap();
    assert!(
        own.iter().any(|one| one.certificate.request == Some(request)),
        "{point}"
    );
}

/// The power fails before the signature and comes back when the issuing key may no longer sign: the serial number is void
/// and listed, the request waits for a new decision.
#[tokio::test]
async fn what_can_never_be_signed_is_void_and_listed() {
    const TEST: &str = "what_can_never_be_signed_is_void_and_listed";
    if let Some((folder, starts, request)) = orders() {
        let office = reopen(&folder, starts).await;
        let grachev = storage::accounts::by_login(&office.db, "grachev")
            .await
            .unwrap()
            .unwrap();
        let issued = issue_certificate(
            &office.office,
            &officekit::operator(grachev.id),
            request.parse().unwrap(),
        )
        .await;
        panic!("{issued:?} and nothing died");
    }
    let folder = fresh_folder("void");
    let office = TestOffice::open(Place::of(&folder), WORKER).await;
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.approved(&user, &mut Client::new(7)).await;
    office.office.close().await.unwrap();
    let died = child(TEST, &folder, 1, &request.to_string())
        .env("ZAVER_CRASH_AT", "before-sign")
        .status();
    assert_eq!(died.unwrap().signal(), Some(SIGABRT));

    let clock = MovableClock::at("2029-01-15T06:00:00Z".parse().unwrap());
    let office = TestOffice::reopen(Place::of(&folder), WORKER, clock, 2).await;
    let void = certificates::in_state(&office.db, CertificateState::Void)
        .await
        .unwrap()
        .pop()
        .unwrap();
    let stored = office.request(request).await;
    assert_eq!((stored.state, stored.certificate), (RequestState::Approved, None));
    assert_eq!(blob(&office.db, void.id, "certificate").await.unwrap(), None);
    let list = office.list(Scope::Full).await;
    assert_eq!(list.row.entries, 1);
    let list = pki::crl::Crl::parse(&list.der).unwrap();
    assert_eq!(
        pki::describe::format_serial(list.entries().next().unwrap().serial),
        void.serial
    );
    office.office.verify_journal().await.unwrap().unwrap();
}

#[tokio::test]
async fn kills_of_a_busy_office_lose_nothing() {
    const TEST: &str = "kills_of_a_busy_office_lose_nothing";
    if let Some((folder, starts, _)) = orders() {
        let office = reopen(&folder, starts).await;
        let mut client = Client::new(10_000 + starts);
        loop {
            let request = client.system_request("Шлюз обмена");
            println!(
                "serial {}",
                issue_for_system(&office.office, &Actor::SYSTEM, SystemRequest::new(request, "system"))
                    .await
                    .unwrap()
                    .serial
            );
        }
    }
    let kills = env::var("ZAVER_RANDOM_KILLS").map_or(RANDOM_KILLS, |text| text.parse().expect("a number of kills"));
    let folder = fresh_folder("kills");
    let mut rng = seeded(20);
    let mut promised = BTreeSet::new();
    for kill in 0..kills {
        let mut busy = child(TEST, &folder, 2 * kill + 1, "loop").spawn().unwrap();
        let mut said = BufReader::new(busy.stdout.take().unwrap())
            .lines()
            .map(|line| line.unwrap());
        let serial = |line: String| line.split_once("serial ").map(|(_, serial)| serial.to_owned());
        let wanted = rng.random_range(1..8);
        promised.extend(said.by_ref().filter_map(serial).take(wanted));
        // Not at once after an answer, but anywhere in the work on the next ones.
        let moment = Duration::from_micros(rng.random_range(0..20_000));
        let answered = Instant::now();
        while answered.elapsed() < moment {
            std::hint::spin_loop();
        }
        busy.kill().unwrap();
        promised.extend(said.filter_map(serial));
        assert_eq!(busy.wait().unwrap().signal(), Some(SIGKILL), "it ended by itself");
        let office = reopen(&folder, 2 * kill + 2).await;
        check(&office, &promised).await;
        office.office.close().await.unwrap();
    }
    assert!(promised.len() as u64 >= kills);
}
