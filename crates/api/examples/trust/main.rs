//! Issuing over HTTPS, durable, beside step-ca on the same machine, in turns; lists of a million, beside OpenSSL:
//!
//! ```text
//! cargo xtask bench trust
//! ```
//!
//! Both sides: TLS, one token an order, sixteen connections kept alive, storage that survives a power cut. Ours signs
//! ГОСТ Р 34.10-2012 and keeps its journal; the peer signs ECDSA P-256 into badger. The peer is Debian's
//! `golang-github-smallstep-certificates-dev`, compiled here; the load comes from Debian's `wrk`.

mod lists;
mod load;
mod orders;
mod ours;
mod peer;
mod shell;

use std::path::{Path, PathBuf};

use load::{Measured, Side};
use serde_json::json;

const ROUNDS: usize = 5;
/// Orders made ahead for each side: more than any machine issues in all rounds.
const OURS: usize = 120_000;
const PEERS: usize = 20_000;

/// Row id, unit, and how it is read from a round.
type Row = (&'static str, &'static str, fn(&Measured) -> f64);

const ROWS: [Row; 4] = [
    ("issue-rate", "certificates/s", |round| round.rate),
    ("issue-cpu", "µs of the server's processor a certificate", |round| {
        round.cpu
    }),
    ("issue-p99", "ms", |round| round.p99),
    ("issue-rss", "MB at the peak", |round| round.rss),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [lists, part, folder] = &arguments[..]
        && lists == "lists"
    {
        let runtime = tokio::runtime::Runtime::new().expect("threads");
        return runtime.block_on(lists::alone(part, Path::new(folder)));
    }
    let folder = fresh_folder();
    lists::rows(&folder.join("lists"));
    issue(&folder);
    let _ = std::fs::remove_dir_all(&folder);
}

/// On the disk that the build is on: a temporary folder may be in memory.
fn fresh_folder() -> PathBuf {
    let folder = std::env::current_dir()
        .expect("a current folder")
        .join("target/bench/trust");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the bench");
    folder
}

fn issue(folder: &Path) {
    let binary = std::env::var("ZAVER_BINARY").expect("cargo xtask bench trust names the server's binary");
    let (mut ours, mut peer) = (
        ours::start(Path::new(&binary), &folder.join("ours"), OURS),
        peer::start(&folder.join("peer"), PEERS),
    );
    let (mut our_rounds, mut peer_rounds) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        our_rounds.push(measured("zaver", round, &mut ours));
        peer_rounds.push(measured("step-ca", round, &mut peer));
    }
    for (id, unit, read) in ROWS {
        let of = |rounds: &[Measured]| rounds.iter().map(read).collect::<Vec<f64>>();
        let (our, their) = (of(&our_rounds), of(&peer_rounds));
        let row = json!({"id": id, "unit": unit, "ours": median(&our), "peer": median(&their), "runs": [our, their]});
        println!("{row}");
    }
}

fn measured(name: &str, round: usize, side: &mut Side) -> Measured {
    let measured = side.round(round, ROUNDS);
    eprintln!("{name} {round}: {measured:?}");
    measured
}

pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
