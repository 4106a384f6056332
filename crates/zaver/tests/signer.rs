//! The keys in a process of their own: the server opens none, and a signer that dies at any moment loses nothing.

#[path = "signer/apart.rs"]
mod apart;
#[path = "crash/house.rs"]
mod house;
#[path = "signer/server.rs"]
mod server;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::thread;
use std::time::{Duration, Instant};

use apart::{Apart, Signer};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use server::{Server, said};

const SIGABRT: i32 = 6;
const KILLS: u32 = 12;

#[test]
fn a_server_without_any_key_issues_and_publishes() {
    let mut house = Apart::new("apart");
    assert!(!house.data().join("keys").exists() && !house.data().join("secrets").exists());
    let signer = house.signer();
    house.clients.issue_and_keep();
    let server = Server::start(&house);
    assert_eq!(server.ask("GET", "/healthz", "", "").0, 200);
    let files = fs::read_dir(format!("/proc/{}/fd", server.process.id())).expect("open files are listed");
    for open in files {
        let path = fs::read_link(open.expect("an open file").path()).unwrap_or_default();
        assert!(!path.starts_with(&house.keys), "the server has {} open", path.display());
    }
    server.stop();
    let doctor = house.run(&["doctor", "--json"]);
    let report = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(report.contains(r#"{"check":"keys","severity":"ok""#), "{report}");
    let limits = fs::read_to_string(format!("/proc/{}/limits", signer.id())).expect("limits are shown");
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    assert_eq!(
        core.expect("the limit").split_whitespace().nth(4),
        Some("0"),
        "no dump of the keys"
    );
}

#[test]
fn without_the_signer_a_command_says_so_and_the_server_says_later() {
    let mut house = Apart::new("away");
    let refused = apart::heard(&mut house.clients.issue());
    assert!(said(&refused).contains("refused[signer-away]"), "{}", said(&refused));

    let signer = house.signer();
    let token = house.admit();
    let server = Server::start(&house);
    let first = house.order(&server, &token, "order-1");
    assert_eq!(first.0, 201, "{}", first.1);
    signer.kill();
    let later = house.order(&server, &token, "order-2");
    assert_eq!(later.0, 503, "{}", later.1);
    assert!(
        later.1.contains("not-signed-yet") && later.1.contains("retry-after: 60"),
        "{}",
        later.1
    );
    let _signer = house.signer();
    let again = house.order(&server, &token, "order-2");
    assert_eq!(
        again.0, 201,
        "the same order gets the certificate that was decided: {}",
        again.1
    );
    server.stop();
}

#[test]
fn a_folder_without_keys_is_restored_without_passwords() {
    let mut house = Apart::new("restored");
    let _signer = house.signer();
    house.clients.issue_and_keep();
    let backup = house.keys.with_file_name("backup");
    let backup = backup.to_str().expect("paths of tests are text");
    let taken = house.run(&["backup", "--out", backup]);
    assert!(taken.status.success(), "{}", said(&taken));
    fs::rename(house.data(), house.keys.with_file_name("lost")).expect("the folder is lost");
    let restored = house.run(&["restore", "--from", backup]);
    assert!(restored.status.success(), "{}", said(&restored));
    house.clients.issue_and_keep();
    assert!(!house.data().join("secrets").exists());
}

#[test]
fn one_process_holds_the_keys_and_it_must_be_ours() {
    let house = Apart::new("one");
    let _signer = house.signer();
    let second = apart::heard(&mut house.start_signer());
    assert!(said(&second).contains("refused[already-signing]"), "{}", said(&second));

    let stranger = Apart::new("stranger");
    let _other = stranger.signer();
    house.use_socket(&stranger.socket);
    let refused = house.run(&["crl"]);
    assert!(
        said(&refused).contains("refused[signer-other-keys]"),
        "{}",
        said(&refused)
    );
}

#[tokio::test]
async fn a_signer_that_dies_around_a_signature_loses_nothing() {
    let mut house = Apart::new("points");
    for point in ["signer-before-sign", "signer-after-sign"] {
        let mut signer = house.start_signer();
        signer.env("ZAVER_CRASH_AT", point);
        let dying = Signer::start(signer);
        let refused = apart::heard(&mut house.clients.issue());
        assert!(
            said(&refused).contains("refused[not-signed-yet]"),
            "{point}: {}",
            said(&refused)
        );
        assert_eq!(dying.wait().signal(), Some(SIGABRT), "{point}: nothing died there");
        let _signer = house.signer();
        house.clients.issue_and_keep();
        house.clients.check().await;
    }
}

#[tokio::test]
async fn a_signer_killed_at_any_moment_loses_nothing() {
    let mut house = Apart::new("kills");
    let mut rng = StdRng::seed_from_u64(21);
    let signer = house.signer();
    let begun = Instant::now();
    house.clients.issue_and_keep();
    let whole = begun.elapsed();
    signer.kill();
    let mut struck = 0;
    for _ in 0..KILLS {
        let signer = house.signer();
        let issue = house.clients.issue().spawn().expect("zaver runs");
        // A test waits for time to pass only where the moment of the kill is what it is about.
        thread::sleep(Duration::mul_f64(whole, rng.random_range(0.0..1.0)));
        signer.kill();
        let _signer = house.signer();
        let ended = issue.wait_with_output().expect("the process ends");
        struck += u32::from(!ended.status.success());
        house.clients.keep_if_promised(ended.status.success());
        house.clients.check().await;
    }
    assert!(struck > 0, "no kill fell into a request");
}
