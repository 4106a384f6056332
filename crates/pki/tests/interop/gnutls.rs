//! GnuTLS 3.7 knows the numbers of CryptoPro-A and tc26-512-A.

use std::path::Path;

use gost::ParameterSet::{CryptoProA, Tc26A512};

use crate::tool::{accept, authority, folder, refuse, run, write};

#[test]
fn gnutls_accepts_the_chain_the_lists_and_the_request() {
    for set in [CryptoProA, Tc26A512] {
        let folder = folder(&format!("gnutls-{set:?}"));
        write(&mut authority(set), &folder);
        let chain = |file| {
            certtool(
                &folder,
                &format!("--verify --load-ca-certificate root.pem --infile {file}"),
            )
        };
        accept(&chain("chain.pem"), "Chain verification output: Verified");
        let list = |file| {
            certtool(
                &folder,
                &format!("--verify-crl --load-ca-certificate issuing.pem --infile {file}"),
            )
        };
        for good in ["issuing.crl", "base-held.crl", "delta-resumed.crl", "part-revoked.crl"] {
            accept(&list(good), "Verification output: Verified");
        }
        for (file, told) in [
            ("base-held.crl", "CRL Number (not critical): 05"),
            ("delta-resumed.crl", "2.5.29.27"),
            ("part-revoked.crl", "2.5.29.28"),
        ] {
            accept(&certtool(&folder, &format!("--crl-info --infile {file}")), told);
        }
        refuse(&list("issuing-broken.crl"), "Not verified");
        accept(
            &certtool(&folder, "--crq-info --infile user.csr"),
            "Self signature: verified",
        );
    }
}

pub(crate) fn certtool(folder: &Path, arguments: &str) -> (bool, String) {
    run(
        "gnutls-bin",
        folder,
        "certtool",
        &arguments.split(' ').collect::<Vec<_>>(),
    )
}
