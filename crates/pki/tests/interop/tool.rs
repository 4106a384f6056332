//! Running a tool from outside, and the files it reads.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use gost::ParameterSet;
use pki::{
    certificate::Issuer,
    crl::{CrlInput, Part, Reason, RevokedEntry},
    pem,
};

use crate::kit::{Authority, DAY, settings};

/// A folder of its own for one test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            panic!("{}: {error}", folder.display())
        }
        _ => fs::create_dir_all(&folder).unwrap(),
    }
    folder
}

/// Runs a tool in `folder`; its exit and everything it wrote. `package` is the Debian package that has it.
pub(crate) fn run(package: &str, folder: &Path, program: &str, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .args(arguments)
        .env("OPENSSL_CONF", folder.join("openssl.cnf"))
        .env("LC_ALL", "C.UTF-8");
    match command.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("{program} is missing: apt-get install {package}")
        }
        Err(error) => panic!("{program}: {error}"),
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            (output.status.success(), String::from_utf8_lossy(&text).into_owned())
        }
    }
}

/// Fails unless the tool succeeds and says `expected`.
#[track_caller]
pub(crate) fn accept(said: &(bool, String), expected: &str) {
    assert!(
        said.0 && said.1.contains(expected),
        "expected «{expected}», the tool said: {}",
        said.1
    );
}

/// Fails unless the tool names this reason for a refusal.
#[track_caller]
pub(crate) fn refuse(said: &(bool, String), expected: &str) {
    assert!(
        said.1.contains(expected),
        "expected a refusal with «{expected}», the tool said: {}",
        said.1
    );
}

/// An authority whose certificates are valid now.
pub(crate) fn authority(set: ParameterSet) -> Authority {
    #[expect(
        clippy::disallowed_methods,
        reason = "certtool looks at the clock of the machine and cannot be told another time"
    )]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Authority::new(set, i64::try_from(now).unwrap() - DAY)
}

/// Writes the chain, the lists and a request under the names that the peers' tests use.
/// `issuing-revoked.crl` holds the user; `base`, `delta` and `part` lists say of him what their names say; in the `broken` files one bit of the signature is changed.
pub(crate) fn write(authority: &mut Authority, folder: &Path) {
    let other = RevokedEntry::new(&[0x41; 16], authority.now - DAY, Reason::CessationOfOperation);
    let serial = authority.user.serial().to_vec();
    let revoked = RevokedEntry::new(&serial, authority.now - DAY, Reason::KeyCompromise);
    let list = authority.crl(std::slice::from_ref(&other));
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let (here, now) = (settings().crl_urls, authority.now);
    let base = CrlInput {
        freshest: &here,
        ..CrlInput::complete(&issuer, 5, now, now + 7 * DAY)
    };
    let delta = CrlInput {
        base: Some(5),
        ..CrlInput::complete(&issuer, 6, now, now + 7 * DAY)
    };
    let part = CrlInput {
        part: Some(Part {
            urls: &here,
            only_users: true,
        }),
        ..CrlInput::complete(&issuer, 7, now, now + 7 * DAY)
    };
    let held = RevokedEntry {
        reason: Reason::CertificateHold,
        ..revoked
    };
    let resumed = RevokedEntry {
        reason: Reason::RemoveFromCrl,
        ..revoked
    };
    for (name, input, entries) in [
        ("base.crl", base, &[][..]),
        ("base-held.crl", base, &[held]),
        ("delta-revoked.crl", delta, &[revoked]),
        ("delta-resumed.crl", delta, &[resumed]),
        ("part.crl", part, &[]),
        ("part-revoked.crl", part, &[revoked]),
    ] {
        fs::write(folder.join(name), authority.special_crl(&input, entries).to_pem()).unwrap();
    }
    for (name, content) in [
        ("root.pem", authority.root.to_pem()),
        ("issuing.pem", authority.issuing.to_pem()),
        ("user.pem", authority.user.to_pem()),
        (
            "user-broken.pem",
            pem::encode(pem::CERTIFICATE, &broken(authority.user.der())),
        ),
        ("chain.pem", authority.user.to_pem() + &authority.issuing.to_pem()),
        ("root.crl", authority.root_crl().to_pem()),
        ("issuing.crl", list.to_pem()),
        ("issuing-broken.crl", pem::encode(pem::CRL, &broken(list.der()))),
        ("issuing-revoked.crl", authority.crl(&[other, revoked]).to_pem()),
        ("user.csr", pem::encode(pem::REQUEST, &authority.request())),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
}

fn broken(der: &[u8]) -> Vec<u8> {
    let mut der = der.to_vec();
    *der.last_mut().unwrap() ^= 1;
    der
}
