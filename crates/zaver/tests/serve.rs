//! The server as its administrator knows it: one at a time, honest about settings, back by itself after a full disk.

#[path = "serve/backup.rs"]
mod backup;
#[path = "serve/server.rs"]
mod server;

use std::fs;
use std::net::TcpListener;
use std::process::Command;

use server::{Browser, Data, Server, free_address, said};

#[test]
fn one_server_works_with_a_folder() {
    let (data, _) = Data::init("one-folder", &[]);
    let first = data.serve();
    let second = data.run(&["serve", "--listen", &free_address().to_string()]);
    assert!(!second.status.success());
    assert!(said(&second).contains("refused[already-serving]"), "{}", said(&second));
    first.stop();
    data.serve().stop();
}

/// A portal behind TLS: certificates name its lists without TLS, or no verifier could fetch them.
#[test]
fn a_portal_with_tls_starts_from_its_first_settings() {
    let (data, _) = Data::init("https", &["--base-url", "https://uc.example.test"]);
    let checked = data.run(&["config", "check"]);
    assert!(checked.status.success(), "{}", said(&checked));
    data.serve().stop();
}

#[test]
fn one_server_works_with_a_shared_database() {
    let url = testkit::postgres::fresh_database().unwrap_or_else(|error| panic!("{error}"));
    let here = Data::init("one-database-here", &[]).0;
    let there = Data::init("one-database-there", &[]).0;
    let serve = |data: &Data| {
        let mut serve = data.zaver(&["serve", "--listen", &free_address().to_string()]);
        serve.env("ZAVER_DATABASE_URL", &url);
        serve
    };
    let first = Server::start(serve(&here));
    let second = serve(&there).output().expect("zaver runs");
    assert!(!second.status.success());
    let sentence = said(&second);
    assert!(
        sentence.contains("refused[already-serving]: с этой базой данных"),
        "{sentence}"
    );
    assert_eq!(
        first.browser().get("/healthz"),
        (200, "ok\n".into()),
        "the first one goes on"
    );
    first.stop();
}

#[test]
fn it_listens_only_where_it_is_safe() {
    let (data, _) = Data::init("listen", &[]);
    let refused = |address: &str, words: &str| {
        let output = data.run(&["serve", "--listen", address]);
        assert!(!output.status.success(), "{address}");
        assert!(said(&output).contains(words), "{address}: {}", said(&output));
    };
    refused(
        "0.0.0.0:0",
        "refused[settings]: server: вне этого компьютера нужен свой TLS",
    );
    refused("192.0.2.1:8080", "refused[settings]");
    refused("[::]:0", "refused[settings]");
    refused("localhost", "invalid value");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port of loopback");
    let address = taken.local_addr().expect("an address").to_string();
    refused(&address, &format!("refused[listen]: {address}"));

    let demo = Data::init("listen-demo", &["--demo"]).0;
    let output = demo.run(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(said(&output).contains("refused[settings]: demo"), "{}", said(&output));
}

/// The clock of a demo can be moved; keys at a process of their own would see another time.
#[test]
fn a_demo_holds_its_keys_itself() {
    let (demo, _) = Data::init("demo-keys", &["--demo"]);
    let settings = fs::read_to_string(demo.settings()).expect("settings are text");
    fs::write(demo.settings(), format!("signer = 'signer.sock'\n{settings}")).expect("settings are written");
    let checked = demo.run(&["config", "check"]);
    assert!(!checked.status.success());
    assert!(said(&checked).contains("signer: показ"), "{}", said(&checked));
}

#[test]
fn a_wrong_edit_takes_no_server_down_however_often_it_starts() {
    let (data, _) = Data::init("settings", &[]);
    data.serve().stop();
    let good = fs::read_to_string(data.settings()).expect("settings are text");
    let wrong = good.replace("base_url = \"http://", "base_url = \"ftp://");
    assert_ne!(good, wrong);
    fs::write(data.settings(), &wrong).expect("settings are written");
    for start in 1..=2 {
        let server = data.serve();
        let began = &server.began;
        assert!(
            began.contains("refused[settings]") && began.contains("base_url"),
            "start {start}: {began}"
        );
        assert_eq!(server.browser().get("/healthz").0, 200);
        server.stop();
    }
    let check = data.run(&["config", "check"]);
    assert!(!check.status.success() && said(&check).contains("base_url"));

    // Settings that never worked have no predecessor.
    let fresh = Data::init("settings-never", &[]).0;
    fs::write(fresh.settings(), "[installation]\nname = 1\n").expect("settings are written");
    let refused = fresh.run(&["serve"]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("line 2"), "{}", said(&refused));
}

#[test]
fn a_place_that_takes_no_file_is_named() {
    let (data, _) = Data::init("out", &[]);
    let settings = data.settings();
    let under_a_file = settings.join("out");
    let under_a_file = under_a_file.to_str().expect("paths of tests are text");
    let csr = settings.to_str().expect("paths of tests are text");
    for arguments in [
        &["journal", "export", "--out", under_a_file][..],
        &["journal", "export", "--out", "/dev/full"],
        &["export", "--out", under_a_file],
        &["issue", "--profile", "system", "--csr", csr, "--out", under_a_file],
    ] {
        let output = data.run(arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let sentence = said(&output);
        let place = arguments.last().expect("a path");
        assert!(
            sentence.contains("refused[file]") && sentence.contains(place),
            "{arguments:?}: {sentence}"
        );
    }
    assert!(data.run(&["journal", "verify"]).status.success());
}

/// Nothing can be written any more: what is refused is refused, readers are served, and all is well when there is room again.
#[test]
fn a_full_disk_refuses_and_recovers() {
    let (data, people) = Data::init("full-disk", &["--demo"]);
    let operator: Vec<&str> = people.lines().next().expect("an operator").split('\t').collect();
    let sign_in = |server: &Server| server.browser().sign_in(operator[1], operator[2]);
    let zaver = data.zaver(&["serve", "--listen", &free_address().to_string()]);
    // Without this the kernel kills whoever writes past the limit, which a full disk does not do.
    let mut patient = Command::new("/bin/sh");
    patient
        .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        .arg(zaver.get_program())
        .args(zaver.get_args());
    let server = Server::start(patient);
    let limit = |bytes: &str| {
        let id = server.process.id().to_string();
        let set = Command::new("prlimit")
            .args(["--pid", &id, &format!("--fsize={bytes}:")])
            .status();
        assert!(set.expect("prlimit of util-linux runs").success());
    };
    assert_eq!(sign_in(&server), 303);

    limit("0");
    assert_eq!(sign_in(&server), 503);
    assert_eq!(server.browser().get("/healthz"), (503, "writing fails\n".into()));
    assert_eq!(server.browser().get("/").0, 200, "who only reads is served");

    limit("unlimited");
    assert_eq!(sign_in(&server), 303);
    assert_eq!(server.browser().get("/healthz"), (200, "ok\n".into()));
    server.stop();
    let verified = data.run(&["journal", "verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
}

/// Watchers read on an address of their own; the portal has nothing of it.
#[test]
fn it_is_watched_on_an_address_of_its_own() {
    let (data, _) = Data::init("watched", &[]);
    let address = free_address();
    let settings = fs::read_to_string(data.settings()).expect("settings are text");
    let watched = settings.replace("[server]\n", &format!("[server]\nobserve = \"{address}\"\n"));
    assert_ne!(settings, watched);
    fs::write(data.settings(), watched).expect("settings are written");
    let server = data.serve();
    let mut watcher = Browser::at(address);
    let (status, health) = watcher.get("/health");
    assert_eq!(status, 200, "{health}");
    assert!(health.contains(r#"{"check":"writing","severity":"ok""#), "{health}");
    let (status, metrics) = watcher.get("/metrics");
    assert_eq!(status, 200);
    assert!(metrics.contains("zaver_check{check=\"crl\"} 0"), "{metrics}");
    assert_eq!(server.browser().get("/metrics").0, 404);
    server.stop();
}

/// The probe believes the root it was given, and nothing that the portal says of itself.
#[test]
fn it_is_looked_at_from_outside() {
    let (data, _) = Data::init("observed", &[]);
    let (other, _) = Data::init("observed-other", &[]);
    let server = data.serve();
    let url = format!("http://{}", server.address);
    let look = |root: &Data| {
        let root = root.0.join("ca/root.pem");
        data.run(&[
            "observe",
            "--url",
            &url,
            "--root",
            root.to_str().expect("text"),
            "--json",
        ])
    };
    let seen = look(&data);
    assert!(seen.status.success(), "{}", String::from_utf8_lossy(&seen.stdout));
    let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
    for check in ["portal", "authority", "root-crl", "crl", "ocsp", "tsp"] {
        assert!(
            seen.contains(&format!("{{\"check\":\"{check}\",\"severity\":\"ok\"")),
            "{check}: {seen}"
        );
    }
    let stranger = look(&other);
    assert!(!stranger.status.success());
    assert!(String::from_utf8_lossy(&stranger.stdout).contains("\"check\":\"authority\",\"severity\":\"error\""));
    server.stop();
    let gone = look(&data);
    assert!(said(&gone).contains("refused[unhealthy]"), "{}", said(&gone));
}
