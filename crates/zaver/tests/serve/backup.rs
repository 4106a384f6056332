//! A bad day: the machine is gone, and the installation goes on from its backup; or it moves to another database.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::server::{Data, said};

/// The drill: a backup of a working server, work that the backup does not know, a loss, a restoration.
#[test]
fn an_installation_goes_on_from_its_backup() {
    let (data, _) = Data::init("backup", &["--demo"]);
    let (backup, secrets) = (beside(&data, "backup"), beside(&data, "safe"));
    let server = data.serve();
    let listed = number(&data.run(&["crl"]));
    done(&data.run(&["backup", "--out", text(&backup)]));
    let lost = number(&data.run(&["crl"]));
    assert!(lost > listed);
    server.stop();
    fs::rename(data.0.join("secrets"), &secrets).expect("passwords are kept elsewhere");
    fs::remove_dir_all(&data.0).expect("the machine burns");

    done(&data.run(&["restore", "--from", text(&backup), "--secrets", text(&secrets)]));
    done(&data.run(&["doctor"]));
    done(&data.run(&["journal", "verify"]));
    let server = data.serve();
    assert_eq!(server.browser().get("/healthz").0, 200);
    let (url, root) = (format!("http://{}", server.address), data.0.join("ca/root.pem"));
    let seen = data.run(&["observe", "--url", &url, "--root", text(&root), "--json"]);
    done(&seen);
    let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
    let list = seen
        .split("\"crl\"")
        .nth(1)
        .and_then(|rest| rest.split('№').nth(1))
        .expect("a list");
    let digits: String = list.trim().chars().take_while(char::is_ascii_digit).collect();
    let shown: u64 = digits.parse().expect("its number");
    assert!(
        shown > lost,
        "list {shown} is older than what the world has seen: {seen}"
    );
    server.stop();
}

#[test]
fn passwords_that_open_nothing_leave_nothing_behind() {
    let (data, _) = Data::init("backup-wrong", &[]);
    let (backup, wrong) = (beside(&data, "backup"), beside(&data, "wrong"));
    done(&data.run(&["backup", "--out", text(&backup)]));
    fs::create_dir(&wrong).expect("a folder");
    for name in ["issuing.pass", "journal.pass"] {
        fs::write(wrong.join(name), "not-the-password").expect("a file");
    }
    let fresh = Data(beside(&data, "fresh"));
    let refused = fresh.run(&["restore", "--from", text(&backup), "--secrets", text(&wrong)]);
    assert!(said(&refused).contains("refused[keys]"), "{}", said(&refused));
    assert!(!fresh.0.exists());
    let secrets = data.0.join("secrets");
    done(&fresh.run(&["restore", "--from", text(&backup), "--secrets", text(&secrets)]));
}

#[test]
fn a_backup_holds_no_way_to_sign() {
    let (data, _) = Data::init("backup-secrets", &[]);
    let backup = beside(&data, "backup");
    fs::write(data.0.join("relay.txt"), "severnoe-siyanie-41").expect("a file");
    let settings = fs::read_to_string(data.settings()).expect("settings are text");
    let settings = settings.replace("[mail]\n", "[mail]\nuser = \"uc\"\npassword_file = \"relay.txt\"\n");
    assert!(settings.contains("relay.txt"), "{settings}");
    fs::write(data.settings(), settings).expect("settings are written");
    done(&data.run(&["backup", "--out", text(&backup)]));
    let secrets: Vec<Vec<u8>> = [
        "secrets/issuing.pass",
        "secrets/journal.pass",
        "root-passphrase.txt",
        "relay.txt",
    ]
    .iter()
    .map(|name| fs::read(data.0.join(name)).expect("a password"))
    .collect();
    let files = files(&backup);
    assert!(files.len() > 8, "{files:?}");
    for file in &files {
        let inside = file.strip_prefix(&backup).expect("a file of the backup");
        assert!(!inside.components().any(|part| part.as_os_str() == "root"), "{file:?}");
        let bytes = fs::read(file).expect("a file of the backup");
        for secret in &secrets {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{file:?}");
        }
    }
}

#[test]
fn a_backup_that_was_changed_is_refused_whole() {
    let (data, _) = Data::init("backup-changed", &[]);
    let (backup, secrets) = (beside(&data, "backup"), data.0.join("secrets"));
    done(&data.run(&["backup", "--out", text(&backup)]));
    let fresh = Data(beside(&data, "fresh"));
    let without = fresh.run(&["restore", "--from", text(&backup)]);
    assert!(said(&without).contains("refused[secrets-needed]"), "{}", said(&without));
    for file in files(&backup).iter().filter(|file| !file.ends_with("SHA256SUMS")) {
        let good = fs::read(file).expect("a file of the backup");
        let mut bad = good.clone();
        bad.push(b'\n');
        fs::write(file, bad).expect("it is changed");
        let refused = fresh.run(&["restore", "--from", text(&backup), "--secrets", text(&secrets)]);
        assert!(
            said(&refused).contains("refused[backup-damaged]"),
            "{file:?}: {}",
            said(&refused)
        );
        assert!(!fresh.0.exists(), "{file:?}");
        fs::write(file, good).expect("it is mended");
    }
    done(&fresh.run(&["restore", "--from", text(&backup), "--secrets", text(&secrets)]));
    let again = fresh.run(&["restore", "--from", text(&backup), "--secrets", text(&secrets)]);
    assert!(said(&again).contains("refused[data-exists]"), "{}", said(&again));
}

/// From a file to PostgreSQL, a server on it, its backup, and back into another PostgreSQL.
#[test]
fn an_installation_moves_to_postgresql() {
    let database = || testkit::postgres::fresh_database().unwrap_or_else(|error| panic!("{error}"));
    let (data, _) = Data::init("move", &["--demo"]);
    let (first, second) = (database(), database());
    let file = data.0.join("zaver.db");
    let copy = |to: &str| data.run(&["database", "copy", "--from", text(&file), "--to", to]);

    let server = data.serve();
    let refused = copy(&first);
    assert!(
        said(&refused).contains("refused[already-serving]"),
        "{}",
        said(&refused)
    );
    server.stop();
    done(&copy(&first));
    let again = copy(&first);
    assert!(said(&again).contains("refused[database-not-empty]"), "{}", said(&again));
    fs::remove_file(&file).expect("nobody needs it any more");
    on_database(&data, &first);
    done(&data.run(&["journal", "verify"]));
    data.serve().stop();

    let backup = beside(&data, "backup");
    done(&data.run(&["backup", "--out", text(&backup)]));
    on_database(&Data(backup.join("data")), &second);
    // The administrator has written another database into the settings: the sums follow.
    let sums = std::process::Command::new("sh")
        .args([
            "-c",
            "find . -type f ! -name SHA256SUMS -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum > SHA256SUMS",
        ])
        .current_dir(&backup)
        .status();
    assert!(sums.expect("a shell").success());
    let moved = Data(beside(&data, "moved"));
    let secrets = data.0.join("secrets");
    done(&moved.run(&["restore", "--from", text(&backup), "--secrets", text(&secrets)]));
    done(&moved.run(&["journal", "verify"]));
    moved.serve().stop();
    assert!(!moved.0.join("zaver.db").exists());
    let nowhere = data.run(&["database", "copy", "--from", "nowhere.db", "--to", &first]);
    assert!(said(&nowhere).contains("refused[no-data]"), "{}", said(&nowhere));
}

fn on_database(data: &Data, url: &str) {
    let settings = fs::read_to_string(data.settings()).expect("settings are text");
    let settings: Vec<&str> = settings.split("\n[database]\n").collect();
    let rest = settings
        .get(1)
        .and_then(|rest| rest.split_once('\n'))
        .map_or("", |(_, rest)| rest);
    let text = format!("{}\n{rest}\n[database]\nurl = \"{url}\"\n", settings[0]);
    fs::write(data.settings(), text).expect("settings are written");
}

fn beside(data: &Data, name: &str) -> PathBuf {
    data.0.with_file_name(name)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("paths of tests are text")
}

fn done(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        said(output)
    );
}

fn number(output: &Output) -> u64 {
    done(output);
    let digits: String = String::from_utf8_lossy(&output.stdout)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().expect("the number of a list")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
