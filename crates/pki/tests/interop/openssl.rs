//! OpenSSL 3 with the ГОСТ engine: the peer that knows every parameter set.

use std::{
    fs,
    path::{Path, PathBuf},
};

use gost::ParameterSet::{self, CryptoProA, CryptoProB, CryptoProC, Tc26A256, Tc26A512, Tc26B512, Tc26C512};
use pki::{
    certificate::Issuer,
    crl::{CrlInput, Part, Reason, RevokedEntry},
    extension::{self, IdentificationKind},
    name::Attribute,
    oid,
    request::CertificationRequest,
};

use crate::kit::{DAY, settings};
use crate::tool::{accept, authority, folder, refuse, run, write};

/// Every set that the engine knows: all but the two sets for tests of 512 bits and of the standard.
pub(crate) const SETS: [ParameterSet; 7] = [
    CryptoProA, CryptoProB, CryptoProC, Tc26A256, Tc26A512, Tc26B512, Tc26C512,
];

/// The engine is found by its name in the folder that OpenSSL was built with.
const CONFIGURATION: &str = "
openssl_conf = init
[init]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
[req]
prompt = no
utf8 = yes
string_mask = utf8only
distinguished_name = subject
req_extensions = extensions
[subject]
CN = ГБУЗ «Северодольская ЦРБ»
SN = Соколова
GN = Мария Андреевна
C = RU
OGRN = 1022999004170
SNILS = 14830271651
INN = 299904183773
x.1.2.643.100.4 = 2999015240
emailAddress = sokolova@crb.example.invalid
[extensions]
keyUsage = critical,digitalSignature
1.2.643.100.111 = ASN1:UTF8String:OpenSSL
1.2.643.100.114 = ASN1:INTEGER:0
";

#[test]
fn openssl_accepts_the_chain_with_its_lists_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-{set:?}"));
        write(&mut authority(set), &folder);
        accept(&verify(&folder, "issuing.crl", "user.pem"), "user.pem: OK");
        refuse(
            &verify(&folder, "issuing-revoked.crl", "user.pem"),
            "certificate revoked",
        );
        refuse(
            &verify(&folder, "issuing.crl", "user-broken.pem"),
            "certificate signature failure",
        );
        accept(
            &openssl(&folder, "crl -in issuing.crl -CAfile issuing.pem -noout"),
            "verify OK",
        );
        refuse(
            &openssl(&folder, "crl -in issuing-broken.crl -CAfile issuing.pem -noout"),
            "verify failure",
        );
        accept(&openssl(&folder, "req -in user.csr -verify -noout"), "verify OK");
    }
}

#[test]
fn openssl_accepts_delta_and_partial_lists_and_what_they_say() {
    let folder = folder_with_engine("openssl-lists");
    let mut authority = authority(CryptoProA);
    write(&mut authority, &folder);
    let (issuer, serial) = (
        Issuer::try_from(&authority.issuing).unwrap(),
        authority.user.serial().to_vec(),
    );
    let (since, now) = (authority.now - DAY, authority.now);
    let user = |reason| RevokedEntry::new(&serial, since, reason);
    // As the certificate of the user names it.
    let here = settings().crl_urls;
    let elsewhere = ["http://uc.example.invalid/crl/issuing-2.crl".to_owned()];
    let complete = CrlInput {
        freshest: &elsewhere,
        ..CrlInput::complete(&issuer, 5, now, now + 7 * DAY)
    };
    let delta = CrlInput {
        base: Some(5),
        ..CrlInput::complete(&issuer, 6, now, now + 7 * DAY)
    };
    let part = |urls| CrlInput {
        part: Some(Part { urls, only_users: true }),
        ..CrlInput::complete(&issuer, 5, now, now + 7 * DAY)
    };
    for (name, input, entries) in [
        ("part-good.crl", part(&here), vec![]),
        ("part-revoked.crl", part(&here), vec![user(Reason::Superseded)]),
        ("part-other.crl", part(&elsewhere), vec![]),
        ("base-good.crl", complete, vec![]),
        ("base-held.crl", complete, vec![user(Reason::CertificateHold)]),
        ("delta-revoked.crl", delta, vec![user(Reason::KeyCompromise)]),
        ("delta-resumed.crl", delta, vec![user(Reason::RemoveFromCrl)]),
    ] {
        fs::write(folder.join(name), authority.special_crl(&input, &entries).to_pem()).unwrap();
    }
    let verify = |lists: &[&str]| {
        let lists: String = lists.iter().map(|list| format!(" -CRLfile {list}")).collect();
        let options =
            "verify -x509_strict -crl_check -use_deltas -extended_crl -CAfile root.pem -untrusted issuing.pem";
        openssl(&folder, &format!("{options}{lists} user.pem"))
    };
    accept(&verify(&["part-good.crl"]), "user.pem: OK");
    refuse(&verify(&["part-revoked.crl"]), "certificate revoked");
    refuse(&verify(&["part-other.crl"]), "different CRL scope");
    accept(&verify(&["base-good.crl"]), "user.pem: OK");
    refuse(&verify(&["base-held.crl"]), "certificate revoked");
    refuse(&verify(&["base-good.crl", "delta-revoked.crl"]), "certificate revoked");
    accept(&verify(&["base-held.crl", "delta-resumed.crl"]), "user.pem: OK");
}

#[test]
fn requests_of_openssl_are_read_on_every_set() {
    for (algorithm, sets) in [
        (
            "gost2012_256",
            ["A", "B", "C", "XA", "XB", "TCA", "TCB", "TCC", "TCD"].as_slice(),
        ),
        ("gost2012_512", &["A", "B", "C"]),
    ] {
        for set in sets {
            let folder = folder_with_engine(&format!("openssl-request-{algorithm}-{set}"));
            accept(
                &openssl(
                    &folder,
                    &format!("genpkey -algorithm {algorithm} -pkeyopt paramset:{set} -out user.key"),
                ),
                "",
            );
            accept(
                &openssl(
                    &folder,
                    "req -new -utf8 -key user.key -config openssl.cnf -out user.csr",
                ),
                "",
            );
            accept(&openssl(&folder, "req -in user.csr -outform DER -out user.der"), "");
            for file in ["user.csr", "user.der"] {
                check_request(&fs::read(folder.join(file)).unwrap(), set);
            }
        }
    }
}

fn check_request(bytes: &[u8], set: &str) {
    let request = CertificationRequest::parse(bytes).unwrap_or_else(|refusal| panic!("{set}: {refusal}"));
    let subject = request.subject();
    assert_eq!(subject.get(Attribute::CommonName), Some("ГБУЗ «Северодольская ЦРБ»"));
    assert_eq!(subject.get(Attribute::Snils), Some("14830271651"));
    assert_eq!(subject.get(Attribute::InnLe), Some("2999015240"));
    let kind: Option<u8> = extension::find(request.extensions(), oid::IDENTIFICATION_KIND);
    assert_eq!(
        kind.and_then(IdentificationKind::from_number),
        Some(IdentificationKind::Personal)
    );
    let tool: Option<String> = extension::find(request.extensions(), oid::SUBJECT_SIGN_TOOL);
    assert_eq!(tool.as_deref(), Some("OpenSSL"));
}

fn verify(folder: &Path, list: &str, certificate: &str) -> (bool, String) {
    let options =
        "verify -x509_strict -purpose any -crl_check_all -CAfile root.pem -untrusted issuing.pem -CRLfile root.crl";
    openssl(folder, &format!("{options} -CRLfile {list} {certificate}"))
}

pub(crate) fn openssl(folder: &Path, arguments: &str) -> (bool, String) {
    run("openssl", folder, "openssl", &arguments.split(' ').collect::<Vec<_>>())
}

/// A folder with the configuration, after a look that the engine answers.
pub(crate) fn folder_with_engine(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("openssl.cnf"), CONFIGURATION).unwrap();
    let (found, _) = openssl(&folder, "engine gost");
    assert!(
        found,
        "the ГОСТ engine of OpenSSL is missing: apt-get install libengine-gost-openssl"
    );
    folder
}
