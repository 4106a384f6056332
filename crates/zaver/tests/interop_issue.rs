//! `zaver issue` from the outside: requests that OpenSSL made go in, certificates come out that others accept, and each bad
//! request is refused by its own code.

#[path = "interop_issue/authority.rs"]
mod authority;
#[path = "interop_issue/tools.rs"]
mod tools;

use authority::Authority;
use tools::{bouncy_castle, certtool, openssl};

const GOOD: &str = "/C=RU/O=ТФОМС Северодольской области/OU=Отдел обмена/CN=Шлюз обмена";

#[test]
fn a_certificate_for_a_key_of_openssl_is_accepted_by_three_verifiers() {
    let authority = Authority::new("accepted");
    authority.key("user.key", "gost2012_256", "A");
    authority.request("user.csr", "user.key", GOOD);
    authority
        .issue("user.csr", "user.pem")
        .expect("a good request is granted");
    authority.export();

    let folder = authority.folder();
    let chain = [
        "verify",
        "-x509_strict",
        "-CAfile",
        "root.pem",
        "-untrusted",
        "issuing.pem",
    ];
    let lists = ["-crl_check_all", "-CRLfile", "root.crl", "-CRLfile", "issuing.crl"];
    let said = openssl(folder, &[&chain[..], &lists, &["user.pem"]].concat());
    assert!(said.ends_with("user.pem: OK\n"), "{said}");

    let said = certtool(
        folder,
        &["--verify", "--load-ca-certificate", "root.pem", "--infile", "chain.pem"],
    );
    assert!(said.contains("Chain verification output: Verified"), "{said}");
    let said = certtool(
        folder,
        &[
            "--verify-crl",
            "--load-ca-certificate",
            "issuing.pem",
            "--infile",
            "issuing.crl",
        ],
    );
    assert!(said.contains("Verification output: Verified"), "{said}");

    let said = bouncy_castle(folder, "user.pem", "issuing.crl");
    assert!(said.contains("user.pem with issuing.crl: OK\nrequest: OK"), "{said}");
}

#[test]
fn every_parameter_set_is_accepted_in_pem_and_in_der() {
    let authority = Authority::new("sets");
    for (algorithm, set) in [
        ("gost2012_256", "B"),
        ("gost2012_256", "C"),
        ("gost2012_256", "XA"),
        ("gost2012_256", "TCA"),
        ("gost2012_512", "A"),
        ("gost2012_512", "B"),
        ("gost2012_512", "C"),
    ] {
        let (key, request, certificate) = (
            format!("{set}.key"),
            format!("{algorithm}-{set}.csr"),
            format!("{algorithm}-{set}.pem"),
        );
        authority.key(&key, algorithm, set);
        authority.request(&request, &key, GOOD);
        openssl(
            authority.folder(),
            &["req", "-in", &request, "-outform", "DER", "-out", "request.der"],
        );
        authority
            .issue("request.der", &certificate)
            .expect("a good request is granted");
        authority.export();
        let said = openssl(
            authority.folder(),
            &[
                "verify",
                "-CAfile",
                "root.pem",
                "-untrusted",
                "issuing.pem",
                &certificate,
            ],
        );
        assert!(said.ends_with("OK\n"), "{set}: {said}");
    }
}

#[test]
fn each_bad_request_is_refused_by_its_own_code_and_a_good_one_is_granted_after() {
    let authority = Authority::new("refused");
    authority.key("first.key", "gost2012_256", "A");
    authority.request("first.csr", "first.key", GOOD);
    authority
        .issue("first.csr", "first.pem")
        .expect("a good request is granted");

    let code = |request: &str| {
        authority
            .issue(request, "refused.pem")
            .expect_err("a bad request is refused")
    };
    assert_eq!(code("first.csr"), "key-seen");

    authority.key("second.key", "gost2012_256", "A");
    authority.request("second.csr", "second.key", GOOD);
    let der = authority.der("second.csr");

    let mut broken = der.clone();
    *broken.last_mut().expect("a request is not empty") ^= 1;
    authority.write("signature.der", &broken);
    assert_eq!(code("signature.der"), "bad-signature");

    let mut changed = der.clone();
    let name = "Шлюз".as_bytes();
    let at = der
        .windows(name.len())
        .position(|part| part == name)
        .expect("the request carries its subject");
    changed[at + 1] ^= 1;
    authority.write("changed.der", &changed);
    assert_eq!(code("changed.der"), "bad-signature");

    let mut torn = der;
    torn.pop();
    authority.write("torn.der", &torn);
    assert_eq!(code("torn.der"), "not-der");

    authority.write("noise.der", &tools::noise(10 << 20));
    assert_eq!(code("noise.der"), "too-large");
    authority.write("nothing.der", &[]);
    assert_eq!(code("nothing.der"), "empty");

    authority
        .issue("second.csr", "second.pem")
        .expect("a good request is granted after all these");
}

#[test]
fn a_key_stays_seen_after_a_refusal_and_under_another_name_of_its_curve() {
    let authority = Authority::new("seen");
    authority.key("user.key", "gost2012_256", "A");
    authority.request("forbidden.csr", "user.key", &format!("{GOOD}/title=Начальник отдела"));
    let code = |request: &str| {
        authority
            .issue(request, "refused.pem")
            .expect_err("a bad request is refused")
    };
    assert_eq!(code("forbidden.csr"), "forbidden-attribute");

    authority.request("again.csr", "user.key", GOOD);
    assert_eq!(code("again.csr"), "key-seen");

    authority.rename_curve("user.key", "renamed.key");
    authority.request("renamed.csr", "renamed.key", GOOD);
    assert_eq!(code("renamed.csr"), "key-seen");

    authority.key("other.key", "gost2012_256", "A");
    authority.request("other.csr", "other.key", GOOD);
    authority
        .issue("other.csr", "other.pem")
        .expect("another key is granted");
}
