//! Whole operations per second of processor time, ours and OpenSSL's, in turns on one machine:
//!
//! ```text
//! cargo run --release -p zaver-gost --example rates [-- [--json] [ROW]...]
//! ```
//!
//! The peer is Debian's OpenSSL with its GOST engine (packages `gcc`, `libssl-dev`, `libengine-gost-openssl`). An operation
//! is the same on both sides: a message of 600 bytes, hash, randomness, encoding. The last row is our WebAssembly in Node
//! against ourselves, where `ZAVER_WASM` names the file: `cargo xtask bench gost` builds it.

use rand::SeedableRng;
use rand::rngs::StdRng;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use zaver_gost::{ParameterSet, SigningKey, streebog256};

const ROUNDS: usize = 5;
const SPAN: Duration = Duration::from_millis(200);

/// Row id, operation, our set, and the peer's algorithm, parameters and hash function.
type Row = (&'static str, &'static str, ParameterSet, [&'static str; 3]);

const CPA: [&str; 3] = ["gost2012_256", "A", "md_gost12_256"];
const TC26A: [&str; 3] = ["gost2012_256", "TCA", "md_gost12_256"];
const CPB: [&str; 3] = ["gost2012_256", "B", "md_gost12_256"];
const A512: [&str; 3] = ["gost2012_512", "A", "md_gost12_512"];
const C512: [&str; 3] = ["gost2012_512", "C", "md_gost12_512"];
const P256: [&str; 3] = ["EC", "P-256", "SHA256"];

const HASH: [&str; 3] = ["EC", "P-256", "md_gost12_256"];

const ROWS: [Row; 17] = [
    ("sign-cpa", "sign", ParameterSet::CryptoProA, CPA),
    ("verify-cpa", "verify", ParameterSet::CryptoProA, CPA),
    ("keygen-cpa", "generate", ParameterSet::CryptoProA, CPA),
    ("sign-tc26a", "sign", ParameterSet::Tc26A256, TC26A),
    ("verify-tc26a", "verify", ParameterSet::Tc26A256, TC26A),
    ("keygen-tc26a", "generate", ParameterSet::Tc26A256, TC26A),
    ("sign-512a", "sign", ParameterSet::Tc26A512, A512),
    ("verify-512a", "verify", ParameterSet::Tc26A512, A512),
    ("keygen-512a", "generate", ParameterSet::Tc26A512, A512),
    ("sign-512c", "sign", ParameterSet::Tc26C512, C512),
    ("verify-512c", "verify", ParameterSet::Tc26C512, C512),
    ("keygen-512c", "generate", ParameterSet::Tc26C512, C512),
    ("sign-cpb", "sign", ParameterSet::CryptoProB, CPB),
    ("verify-cpb", "verify", ParameterSet::CryptoProB, CPB),
    ("sign-cpa-p256", "sign", ParameterSet::CryptoProA, P256),
    ("verify-cpa-p256", "verify", ParameterSet::CryptoProA, P256),
    // One operation is a message of 1 MB; the set and the key play no part.
    ("streebog256", "hash", ParameterSet::CryptoProA, HASH),
];

const WASM_ROW: &str = "wasm-sign-cpa";

fn main() {
    let json = std::env::args().any(|argument| argument == "--json");
    let folder = std::env::temp_dir().join(format!("zaver-gost-rates-{}", std::process::id()));
    let peer = Peer::build(&folder);
    if !json {
        println!("{:16} {:>10} {:>10} {:>6}", "per second", "ours", "peer", "ratio");
    }
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let is_chosen = |id: &str| chosen.is_empty() || chosen.iter().any(|name| name == id);
    for (id, operation, set, algorithm) in ROWS.into_iter().filter(|row| is_chosen(row.0)) {
        let theirs = || peer.rate(operation, algorithm);
        show(id, json, || our_rate(operation, set), theirs);
    }
    let module = std::env::var_os("ZAVER_WASM").filter(|_| is_chosen(WASM_ROW));
    if let Some(module) = module {
        let native = || our_rate("sign", ParameterSet::CryptoProA);
        show(WASM_ROW, json, || wasm_rate(Path::new(&module)), native);
    }
    std::fs::remove_dir_all(&folder).expect("our own folder goes away");
}

/// Measures both in turns.
fn show(id: &str, json: bool, ours: impl Fn() -> f64, theirs: impl Fn() -> f64) {
    let rates: [(f64, f64); ROUNDS] = std::array::from_fn(|_| (ours(), theirs()));
    let (ours, peer) = (median(rates.map(|rate| rate.0)), median(rates.map(|rate| rate.1)));
    if json {
        println!(r#"{{"id":"{id}","unit":"1/s","ours":{ours:.1},"peer":{peer:.1},"runs":{ROUNDS}}}"#);
    } else {
        println!("{id:16} {ours:10.0} {peer:10.0} {:6.2}", ours / peer);
    }
}

fn wasm_rate(module: &Path) -> f64 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/rates/wasm.mjs");
    let mut node = Command::new("node");
    let output = node
        .arg(script)
        .arg(module)
        .arg(SPAN.as_secs_f64().to_string())
        .output();
    let output = output.expect("Node runs: install the Debian package nodejs");
    let said = String::from_utf8_lossy(&output.stdout).trim().parse();
    said.expect("the module signs in Node")
}

fn our_rate(operation: &str, set: ParameterSet) -> f64 {
    let mut rng = StdRng::seed_from_u64(1);
    let message = [0x5a; 600];
    let key = SigningKey::generate(set, &mut rng);
    let public = key.verifying_key();
    let signature = key.sign(&message, &mut rng);
    match operation {
        "generate" => rate(|| drop(black_box(SigningKey::generate(set, &mut rng)))),
        "sign" => rate(|| drop(black_box(key.sign(black_box(&message), &mut rng)))),
        "hash" => hash_rate(),
        _ => rate(|| black_box(public.verify(&message, &signature)).expect("a good signature")),
    }
}

fn hash_rate() -> f64 {
    let message = vec![0x5a; 1 << 20];
    rate_of(1, || {
        black_box(streebog256(black_box(&message)));
    })
}

fn rate(operation: impl FnMut()) -> f64 {
    rate_of(64, operation)
}

/// Operations per second; the clock is read after each `batch`.
fn rate_of(batch: u32, mut operation: impl FnMut()) -> f64 {
    let start = processor_time();
    let mut count = 0;
    loop {
        for _ in 0..batch {
            operation();
        }
        count += batch;
        let spent = processor_time() - start;
        if spent > SPAN {
            return f64::from(count) / spent.as_secs_f64();
        }
    }
}

/// Time this thread spent on a processor, which other work on the machine does not stretch.
fn processor_time() -> Duration {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells it");
    let nanoseconds = statistics.split(' ').next().and_then(|field| field.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first field is a number"))
}

fn median(mut rates: [f64; ROUNDS]) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[ROUNDS / 2]
}

struct Peer {
    program: PathBuf,
    configuration: PathBuf,
}

impl Peer {
    fn build(folder: &Path) -> Self {
        std::fs::create_dir_all(folder).expect("a folder in the temporary place");
        let program = folder.join("peer");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/rates/peer.c");
        let compiled = Command::new("cc")
            .args(["-O2", "-o"])
            .arg(&program)
            .args([source, "-lcrypto"])
            .status();
        assert!(
            compiled.is_ok_and(|status| status.success()),
            "the peer does not compile: install the Debian packages gcc and libssl-dev"
        );
        let engines = Command::new("openssl")
            .args(["version", "-e"])
            .output()
            .expect("openssl runs");
        let engines = String::from_utf8_lossy(&engines.stdout).into_owned();
        let engine = format!("{}/gost.so", engines.split('"').nth(1).unwrap_or_default());
        let configuration = folder.join("openssl.cnf");
        let text = format!(
            "openssl_conf = init\n[init]\nengines = engines\n[engines]\ngost = gost\n\
             [gost]\nengine_id = gost\ndynamic_path = {engine}\ndefault_algorithms = ALL\n"
        );
        std::fs::write(&configuration, text).expect("a file in our own folder");
        Self { program, configuration }
    }

    fn rate(&self, operation: &str, algorithm: [&str; 3]) -> f64 {
        let mut command = Command::new(&self.program);
        command
            .arg(operation)
            .args(algorithm)
            .arg(SPAN.as_secs_f64().to_string());
        let output = command
            .env("OPENSSL_CONF", &self.configuration)
            .output()
            .expect("the peer runs");
        let said = String::from_utf8_lossy(&output.stdout).trim().parse();
        said.expect("the peer measures: is the Debian package libengine-gost-openssl installed?")
    }
}
