//! Constant time, shown by valgrind: private keys and randomness are marked as undefined memory, and memcheck reports
//! every jump and every address that depends on them.
//!
//! The test runs itself as a probe under valgrind, with the secrets on standard input. A preloaded shim does the marking,
//! so there is no `unsafe` here.

use std::convert::Infallible;
use std::hint::black_box;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};
use zaver_gost::vko::vko_256;
use zaver_gost::{ParameterSet, SigningKey};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/constant_time");

/// What memcheck exits with when it found something.
const FOUND: i32 = 99;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("probe") {
        let operation = arguments.next().expect("a probe has an operation");
        let set = arguments
            .next()
            .and_then(|index| index.parse().ok())
            .map_or(0, |index: usize| index);
        probe(&operation, ParameterSet::ALL[set]);
        return ExitCode::SUCCESS;
    }
    let folder = std::env::temp_dir().join(format!("zaver-gost-ct-{}", std::process::id()));
    let passed = std::fs::create_dir_all(&folder).is_ok() && check_all(&folder);
    // A folder left behind in the temporary place changes no verdict.
    let _ = std::fs::remove_dir_all(&folder);
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Works on secrets as any caller would.
fn probe(operation: &str, set: ParameterSet) {
    let mut rng = SecretRng;
    match operation {
        "generate" => drop(black_box(SigningKey::generate(set, &mut rng))),
        "sign" => {
            let mut secret = vec![0; set.size()];
            rand_core::Rng::fill_bytes(&mut rng, &mut secret);
            let key = SigningKey::from_bytes(set, &secret).expect("random bytes are a key");
            black_box(key.sign(b"message", &mut rng));
        }
        "agree" => {
            let peer = SigningKey::from_bytes(set, &vec![7; set.size()]).expect("a number below 2^(8·size)");
            let mut secret = vec![0; set.size()];
            rand_core::Rng::fill_bytes(&mut rng, &mut secret);
            let key = SigningKey::from_bytes(set, &secret).expect("random bytes are a key");
            black_box(vko_256(&key, &peer.verifying_key(), b"user key").expect("keys of one set"));
        }
        "leak" => {
            let mut secret = [0; 1];
            rand_core::Rng::fill_bytes(&mut rng, &mut secret);
            if secret[0] & 1 == 1 {
                black_box(&secret);
            }
        }
        other => panic!("no operation {other}"),
    }
    println!("probe is through");
}

fn check_all(folder: &Path) -> bool {
    let Some(shim) = build_shim(folder) else {
        eprintln!("FAILED: cc with valgrind/memcheck.h is missing: install the Debian packages gcc and valgrind");
        return false;
    };
    // The probe that leaks on purpose shows that leaks are seen at all.
    let mut passed = judge(&shim, "leak", 0, Some(FOUND));
    for index in 0..ParameterSet::ALL.len() {
        passed &= judge(&shim, "generate", index, Some(0));
        passed &= judge(&shim, "sign", index, Some(0));
        passed &= judge(&shim, "agree", index, Some(0));
    }
    passed
}

fn judge(shim: &Path, operation: &str, index: usize, expected: Option<i32>) -> bool {
    let Some(output) = run_probe(shim, operation, index) else {
        eprintln!("FAILED: valgrind is missing: install the Debian package valgrind");
        return false;
    };
    let through = String::from_utf8_lossy(&output.stdout).contains("probe is through");
    let passed = output.status.code() == expected && through;
    let verdict = if passed { "ok" } else { "FAILED" };
    println!(
        "test constant time: {operation} {:?} ... {verdict}",
        ParameterSet::ALL[index]
    );
    if !passed {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    passed
}

fn build_shim(folder: &Path) -> Option<PathBuf> {
    let shim = folder.join("secret_stdin.so");
    let mut compiler = Command::new("cc");
    compiler
        .args(["-O1", "-shared", "-fPIC", "-o"])
        .arg(&shim)
        .arg(format!("{FOLDER}/secret_stdin.c"));
    compiler
        .stderr(Stdio::inherit())
        .status()
        .is_ok_and(|status| status.success())
        .then_some(shim)
}

fn run_probe(shim: &Path, operation: &str, index: usize) -> Option<Output> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--track-origins=no", &format!("--error-exitcode={FOUND}")]);
    valgrind.arg(format!("--suppressions={FOLDER}/allowed.supp"));
    valgrind
        .arg(std::env::current_exe().ok()?)
        .args(["probe", operation, &index.to_string()]);
    valgrind.env("LD_PRELOAD", shim);
    valgrind
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = valgrind.spawn().ok()?;
    let secrets: Vec<u8> = (0..512u32).map(|i| (i * 167 + 41) as u8).collect();
    // The probe may end before it has read everything.
    let _ = child.stdin.take()?.write_all(&secrets);
    child.wait_with_output().ok()
}

/// Randomness from standard input, which is secret under the shim.
struct SecretRng;

impl rand_core::TryRng for SecretRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes).map(|()| u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes).map(|()| u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        std::io::stdin()
            .lock()
            .read_exact(bytes)
            .expect("standard input holds enough");
        Ok(())
    }
}

impl rand_core::TryCryptoRng for SecretRng {}
