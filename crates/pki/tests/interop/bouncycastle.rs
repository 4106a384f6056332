//! Bouncy Castle 1.72: an independent PKIX path with lists. It cannot read keys without digestParamSet
//! (repaired in later versions), which leaves the CryptoPro sets.

use std::{fs, path::Path};

use gost::ParameterSet::{CryptoProA, CryptoProB, CryptoProC};

use crate::tool::{accept, authority, folder, refuse, run, write};

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
        accept(
            check(&folder, "user.pem", "issuing.crl"),
            "path OK, request OK",
        );
        refuse(
            check(&folder, "user.pem", "issuing-revoked.crl"),
            "Certificate revocation after",
        );
        refuse(
            check(&folder, "user-broken.pem", "issuing.crl"),
            "CertPathValidatorException",
        );
    }
}

fn check(folder: &Path, user: &str, list: &str) -> (bool, String) {
    for (jar, package) in JARS {
        assert!(
            fs::exists(jar).unwrap(),
            "Bouncy Castle is missing: apt-get install {package}"
        );
    }
    let checker = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/java/PathCheck.java");
    let class_path = JARS.map(|(jar, _)| jar).join(":");
    run(
        "default-jdk-headless",
        folder,
        "java",
        &["-cp", &class_path, checker, user, list],
    )
}
