//! pkilint: structural errors in the sense of RFC 5280. It comes from PyPI into a folder of the build.

use std::{fs, path::Path};

use gost::ParameterSet;
use pki::{
    crl::Reason,
    digest::DigestAlgorithm,
    ocsp::{CertificateId, Status, build_request},
};

use crate::kit::Authority;
use crate::ocsp::answer;
use crate::tool::{accept, authority, folder, run, write};

const VERSION: &str = "0.13.3";

#[test]
fn pkilint_finds_nothing_from_warning_upwards() {
    let python = python();
    let folder = folder("pkilint");
    let mut authority = authority(ParameterSet::CryptoProA);
    write(&mut authority, &folder);
    write_answers(&mut authority, &folder);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/lint.py");
    accept(&run("python3", &folder, &python, &[script, "."]), "0 findings");

    // A control: the same script sees a certificate that is broken.
    let certificate = fs::read(folder.join("user.pem")).unwrap();
    let der = pki::pem::decode(&certificate, pki::pem::CERTIFICATE)
        .unwrap()
        .into_owned();
    let at = der.windows(11).position(|window| window == b"14830271651").unwrap();
    let broken = [&der[..at], b"1483027165X", &der[at + 11..]].concat();
    fs::write(
        folder.join("user.pem"),
        pki::pem::encode(pki::pem::CERTIFICATE, &broken),
    )
    .unwrap();
    let (accepted, said) = run("python3", &folder, &python, &[script, "."]);
    assert!(!accepted && said.contains("1.2.643.100.3"), "{said}");
}

/// Answers of OCSP of every status, with a nonce and without.
fn write_answers(authority: &mut Authority, folder: &Path) {
    let (key, responder) = authority.responder();
    let (issuing, serial) = (authority.issuing.clone(), authority.user.serial().to_vec());
    let (name, public) = (issuing.subject_der(), issuing.public_key_der());
    let held = Status::Revoked {
        since: authority.now,
        reason: Reason::CertificateHold,
    };
    for (status, file) in [(Status::Good, "good"), (held, "held"), (Status::Unknown, "unknown")] {
        for nonce in [None, Some(&[7; 32][..])] {
            let id = CertificateId::new(DigestAlgorithm::Sha256, name, public, &serial).unwrap();
            let question = build_request(&[id], nonce);
            let der = answer(authority, &question, status, &key, &responder);
            let file = format!("{file}-{}.ocsp", nonce.map_or(0, <[u8]>::len));
            fs::write(folder.join(file), der).unwrap();
        }
    }
}

/// The interpreter of a virtual environment that holds pkilint; made once per build folder.
fn python() -> String {
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("python-pkilint-{VERSION}"));
    let python = environment.join("bin/python").into_os_string().into_string().unwrap();
    let here = Path::new(env!("CARGO_TARGET_TMPDIR"));
    if !environment.exists() || !run("python3-venv", here, &python, &["-c", "import pkilint"]).0 {
        let made = run(
            "python3-venv",
            here,
            "python3",
            &["-m", "venv", environment.to_str().unwrap()],
        );
        assert!(
            made.0,
            "no virtual environment: apt-get install python3-venv ({})",
            made.1
        );
        let installed = run(
            "python3-venv",
            here,
            &python,
            &["-m", "pip", "install", "--quiet", &format!("pkilint=={VERSION}")],
        );
        assert!(
            installed.0,
            "pkilint {VERSION} does not install from PyPI: {}",
            installed.1
        );
    }
    python
}
