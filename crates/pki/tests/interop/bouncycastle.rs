//! Bouncy Castle 1.72: an independent PKIX path with lists. It cannot read keys without digestParamSet
//! (repaired in later versions), which leaves the CryptoPro sets.

use std::{fs, path::Path};

use gost::ParameterSet::{CryptoProA, CryptoProB, CryptoProC};

use crate::tool::{accept, authority, folder, run, write};

const JARS: [(&str, &str); 3] = [
    ("/usr/share/java/bcprov.jar", "libbcprov-java"),
    ("/usr/share/java/bcpkix.jar", "libbcpkix-java"),
    ("/usr/share/java/bcutil.jar", "libbcutil-java"),
];

#[test]
fn bouncy_castle_accepts_the_chain_the_lists_and_the_request() {
    for set in [CryptoProA, CryptoProB, CryptoProC] {
        let folder = folder(&format!("bouncycastle-{set:?}"));
        write(&mut authority(set), &folder);
        let said = check(
            &folder,
            &[
                "user.pem issuing.crl",
                "user.pem issuing-revoked.crl",
                "user-broken.pem issuing.crl",
                "user.pem base.crl",
                "user.pem base.crl+delta-revoked.crl",
                "user.pem base-held.crl",
                "user.pem base-held.crl+delta-resumed.crl",
                "user.pem part.crl",
                "user.pem part-revoked.crl",
            ],
        );
        for line in [
            "user.pem with issuing.crl: OK",
            "user.pem with issuing-revoked.crl: Certificate revocation after",
            "user-broken.pem with issuing.crl: Could not validate certificate signature",
            "user.pem with base.crl: OK",
            "user.pem with base.crl+delta-revoked.crl: Certificate revocation after",
            "user.pem with base-held.crl: Certificate revocation after",
            "user.pem with base-held.crl+delta-resumed.crl: OK",
            "user.pem with part.crl: OK",
            "user.pem with part-revoked.crl: Certificate revocation after",
            "request: OK",
        ] {
            accept(&said, line);
        }
    }
}

fn check(folder: &Path, pairs: &[&str]) -> (bool, String) {
    let pairs: Vec<_> = pairs.iter().flat_map(|pair| pair.split(' ')).collect();
    java(folder, "PathCheck", &pairs)
}

/// Runs one of `tests/java` with Bouncy Castle beside it.
pub(crate) fn java(folder: &Path, program: &str, arguments: &[&str]) -> (bool, String) {
    for (jar, package) in JARS {
        assert!(
            fs::exists(jar).unwrap(),
            "Bouncy Castle is missing: apt-get install {package}"
        );
    }
    let source = format!("{}/tests/java/{program}.java", env!("CARGO_MANIFEST_DIR"));
    let class_path = JARS.map(|(jar, _)| jar).join(":");
    let arguments: Vec<&str> = ["-cp", &class_path, &source]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    run("default-jdk-headless", folder, "java", &arguments)
}
