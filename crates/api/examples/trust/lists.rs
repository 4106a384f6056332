//! Lists of a million revoked certificates beside `openssl ca -gencrl`, and one more revocation among them.
//!
//! Ours reads the rows from SQLite, walks the list before, builds, lints, signs, checks and stores; the peer reads its
//! text index, sorts, signs and writes a file. Each run is a process of its own, so that its peak is its own.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use domain::certificate::{Certificate, CertificateState};
use domain::id::{CertificateId, uuid_v7};
use domain::rights::{Actor, Role};
use domain::status::{Asker, RevocationReason, Will};
use office::ops::end_certificate;
use office::{ListTerms, SystemRequest, crl, issue_for_system};
use officekit::client::Client;
use officekit::{Place, TestOffice};
use pki::crl::{CrlBuilder, CrlInput, Reason, RevokedEntry};
use serde_json::json;
use storage::WriteSet;

use crate::{median, shell};

/// How many stand in the list; fewer only to see that it runs.
fn count() -> u64 {
    let wanted = std::env::var("ZAVER_LISTED").ok();
    wanted.and_then(|count| count.parse().ok()).unwrap_or(1_000_000)
}

const RUNS: usize = 3;
/// Revocations that are timed.
const REVOKED: usize = 300;
/// Rows in one transaction.
const BATCH: u64 = 10_000;

/// A part of the bench in a process of its own: `trust lists seed|publish|revoke FOLDER`.
pub(crate) async fn alone(part: &str, folder: &Path) {
    let office = match part {
        "seed" => TestOffice::open(Place::of(folder), "/nonexistent").await,
        _ => {
            let clock = testkit::clock::MovableClock::at("2026-11-24T06:00:00Z".parse().expect("an instant"));
            let lists = ListTerms::default();
            TestOffice::reopen_patient(lists, Place::of(folder), "/nonexistent", clock, starts(folder)).await
        }
    };
    match part {
        "seed" => seed(&office).await,
        "publish" => drop(
            crl::publish(&office.office, false)
                .await
                .expect("the list is published"),
        ),
        "revoke" => revoke(&office).await,
        other => panic!("what is {other}?"),
    }
    office.office.close().await.expect("the office closes");
}

/// The rows of this part of the bench.
pub(crate) fn rows(folder: &Path) {
    let (ours, peer) = (folder.join("ours"), folder.join("peer"));
    for path in [&ours, &peer] {
        fs::create_dir_all(path).expect("a folder for the bench");
    }
    seed_peer(&peer);
    finished(me("seed", &ours));
    let (mut our, mut their) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        our.push(finished(me("publish", &ours)));
        their.push(finished(gencrl(&peer)));
        eprintln!("lists {run}: {:?} {:?}", our.last(), their.last());
    }
    type Read = fn(&Used) -> f64;
    let parts: [(&str, &str, Read); 2] = [
        ("crl-cpu", "s of processor", |used| used.seconds),
        ("crl-rss", "MB at the peak", |used| used.megabytes),
    ];
    for (id, unit, read) in parts {
        let [ours, peers] = [&our, &their].map(|runs| runs.iter().map(read).collect::<Vec<f64>>());
        let row = json!({"id": id, "unit": unit, "ours": median(&ours), "peer": median(&peers), "runs": [ours, peers]});
        println!("{row}");
    }
    for (id, reason) in [
        ("crl-entry", Reason::Unspecified),
        ("crl-entry-reason", Reason::KeyCompromise),
    ] {
        let bytes = entry(reason);
        println!(
            "{}",
            json!({"id": id, "unit": "bytes", "ours": bytes, "peer": null, "runs": [[bytes], []]})
        );
    }
    let told = shell::run(
        Command::new(std::env::current_exe().expect("this program"))
            .args(["lists", "revoke"])
            .arg(&ours),
    );
    print!("{told}");
}

/// What a process has used.
#[derive(Debug)]
struct Used {
    seconds: f64,
    megabytes: f64,
}

fn me(part: &str, folder: &Path) -> Command {
    timed(std::env::current_exe().expect("this program").as_path(), |command| {
        command.args(["lists", part]).arg(folder);
    })
}

fn gencrl(folder: &Path) -> Command {
    timed(Path::new("openssl"), |command| {
        let arguments = "ca -config ca.cnf -gencrl -out list.pem";
        command.args(arguments.split(' ')).current_dir(folder);
    })
}

/// GNU time tells what a child has used, whoever it is.
fn timed(program: &Path, arguments: impl Fn(&mut Command)) -> Command {
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%U %S %M"]).arg(program);
    arguments(&mut command);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn finished(mut command: Command) -> Used {
    let child: Child = command.spawn().expect("GNU time is installed");
    let done = child.wait_with_output().expect("it ends");
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{command:?}: {told}");
    let figures: Vec<f64> = told
        .lines()
        .last()
        .unwrap_or_default()
        .split(' ')
        .filter_map(|figure| figure.parse().ok())
        .collect();
    let [user, system, kilobytes] = figures[..] else {
        panic!("time told: {told}")
    };
    Used {
        seconds: user + system,
        megabytes: kilobytes / 1024.0,
    }
}

/// A million certificates that were revoked long ago.
async fn seed(office: &TestOffice) {
    let mut client = Client::new(1);
    let request = SystemRequest::new(client.system_request("Образец"), "system");
    let issued = issue_for_system(&office.office, &Actor::SYSTEM, request)
        .await
        .expect("it is issued");
    let mut sample = office.stored::<Certificate>(issued.id).await.value;
    let will = Will {
        at: office.clock.now(),
        role: Role::RaOperator,
        asked_by: Asker::Holder,
        decided_by: None,
        number: "С-2026-000001".into(),
        basis: None,
    };
    sample.end(RevocationReason::KeyCompromise, will).expect("it runs");
    let total = count();
    for batch in 0..total.div_ceil(BATCH) {
        let mut set = WriteSet::new();
        for at in batch * BATCH..((batch + 1) * BATCH).min(total) {
            set.insert(&revoked(&sample, at, total));
        }
        let mut tx = office.db.begin().await.expect("the database is ours");
        set.apply(&mut tx).await.expect("new rows");
        tx.commit().await.expect("a disk with room");
    }
}

fn revoked(sample: &Certificate, at: u64, total: u64) -> Certificate {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&at.to_be_bytes());
    // As evenly spread as random serial numbers are, which have the same length.
    let serial = (1_u128 << 126) | (u128::from(at) * ((u128::MAX >> 2) / u128::from(total)));
    Certificate {
        id: CertificateId(uuid_v7(sample.decided_at, random)),
        serial: format!("{serial:032X}"),
        shard: u16::try_from(at % 4).unwrap_or_default(),
        state: CertificateState::Revoked,
        ..sample.clone()
    }
}

async fn revoke(office: &TestOffice) {
    let mut client = Client::new(2);
    let background = tokio::spawn(office::run_background(office.office.clone()));
    let operator = officekit::operator(domain::id::AccountId(uuid_v7(office.clock.now(), [7; 10])));
    let mut took = Vec::with_capacity(REVOKED);
    for _ in 0..REVOKED {
        let request = SystemRequest::new(client.system_request("Шлюз обмена"), "system");
        let issued = issue_for_system(&office.office, &Actor::SYSTEM, request)
            .await
            .expect("it is issued");
        let command = end_certificate::Revoke {
            certificate: issued.id,
            reason: "key_compromise".into(),
            confirm: issued.serial[28..].into(),
            asked_by: "authority".into(),
            basis: "решение № 1".into(),
        };
        let begun = Instant::now();
        office.perform(&operator, command).await.expect("it is revoked");
        took.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    background.abort();
    took.sort_by(f64::total_cmp);
    let p99 = took[took.len() * 99 / 100];
    println!(
        "{}",
        json!({"id": "revoke-p99", "unit": "ms", "ours": p99, "peer": null, "runs": [took, []]})
    );
}

/// Bytes that one entry adds.
fn entry(reason: Reason) -> f64 {
    const MANY: u8 = 200;
    let issuer = pki::certificate::Issuer {
        subject_der: vec![0x30, 0],
        issuer_der: vec![0x30, 0],
        serial: vec![1; 16],
        key_identifier: vec![1; 20],
        signature_algorithm: gost::signature_oid(gost::ParameterSet::CryptoProA),
        not_after: i64::MAX,
    };
    let size = |entries: u8| {
        let input = CrlInput::complete(&issuer, 1, 1_795_428_000, 1_795_514_400);
        let mut builder = CrlBuilder::new(&input, 0).expect("a heading");
        for at in 0..entries {
            let serial = [0x40 | (at % 64); 16];
            let entry = RevokedEntry::new(&serial, 1_795_428_000, reason);
            builder.push(&entry).expect("an entry");
        }
        builder.finish().len()
    };
    // Both are long enough for the same length of their heads.
    let (many, fewer) = (size(MANY), size(MANY / 2));
    f64::from(u32::try_from(many - fewer).unwrap_or(u32::MAX)) / f64::from(MANY - MANY / 2)
}

/// A number for each start, so that randomness does not repeat.
fn starts(folder: &Path) -> u64 {
    let path = folder.join("starts");
    let last: u64 = fs::read_to_string(&path)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    shell::write(&path, &(last + 1).to_string());
    last + 1
}

/// A УЦ of OpenSSL on P-256 with as many lines in its index.
fn seed_peer(folder: &Path) {
    let settings = "[ca]\ndefault_ca = peer\n[peer]\ndatabase = index.txt\ncrlnumber = crlnumber\n\
                    certificate = ca.pem\nprivate_key = ca.key\ndefault_md = sha256\ndefault_crl_days = 3\n";
    shell::write(&folder.join("ca.cnf"), settings);
    shell::write(&folder.join("crlnumber"), "01\n");
    shell::openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=peer",
    );
    let file = File::create(folder.join("index.txt")).expect("a file for the index");
    let mut file = BufWriter::new(file);
    let total = count();
    for at in 0..total {
        let serial = (1_u128 << 126) | (u128::from(at) * ((u128::MAX >> 2) / u128::from(total)));
        writeln!(
            file,
            "R\t280101000000Z\t261123060000Z,keyCompromise\t{serial:032X}\tunknown\t/CN=gate"
        )
        .expect("the index is written");
    }
    file.flush().expect("the index is written");
}
