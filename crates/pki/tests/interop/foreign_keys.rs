//! Chains that OpenSSL made with keys of every kind that is verified: ECDSA, RSA, ГОСТ Р 34.10-2001 and -2012.

use std::fs;

use pki::{
    certificate::Certificate,
    lenient::Oddity,
    path::{Evidence, PathError, Revocation, Settings, find},
};

use crate::{
    openssl::{folder_with_engine, openssl},
    tool::accept,
};

/// Name, arguments for the key, arguments for the signature, the only oddity.
const KINDS: &[(&str, &str, &str, Option<Oddity>)] = &[
    ("p256", "EC -pkeyopt ec_paramgen_curve:P-256", "-sha256", None),
    ("p256-384", "EC -pkeyopt ec_paramgen_curve:P-256", "-sha384", None),
    ("p384", "EC -pkeyopt ec_paramgen_curve:P-384", "-sha384", None),
    ("rsa", "RSA -pkeyopt rsa_keygen_bits:2048", "-sha256", None),
    ("rsa-512", "RSA -pkeyopt rsa_keygen_bits:2048", "-sha512", None),
    (
        "rsa-pss",
        "RSA -pkeyopt rsa_keygen_bits:2048",
        "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32",
        None,
    ),
    (
        "rsa-e3",
        "RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3",
        "-sha256",
        Some(Oddity::KeyExponent),
    ),
    (
        "rsa-1024",
        "RSA -pkeyopt rsa_keygen_bits:1024",
        "-sha1",
        Some(Oddity::KeyShort),
    ),
    ("gost2012", "gost2012_256 -pkeyopt paramset:A", "-md_gost12_256", None),
    (
        "gost2001",
        "gost2001 -pkeyopt paramset:A",
        "-md_gost94",
        Some(Oddity::KeyOld),
    ),
];

#[test]
fn chains_of_every_kind_hold_and_break() {
    let folder = folder_with_engine("foreign-keys");
    let run = |arguments: String| accept(&openssl(&folder, &arguments), "");
    for (name, key, sign, oddity) in KINDS {
        for who in ["root", "user"] {
            run(format!("genpkey -out {name}-{who}-key.pem -algorithm {key}"));
        }
        let request =
            |who, days| format!("req -x509 -config openssl.cnf -key {name}-{who}-key.pem -days {days} {sign}");
        run(format!("{} -subj /CN=Root -out {name}-root.pem", request("root", 30)));
        let by_root = format!("-CA {name}-root.pem -CAkey {name}-root-key.pem");
        run(format!(
            "{} {by_root} -subj /CN=User -out {name}-user.pem",
            request("user", 20)
        ));

        let file = |who| fs::read(folder.join(format!("{name}-{who}.pem"))).unwrap();
        let read = |who| Certificate::read(&file(who)).unwrap();
        let (root, user) = (read("root"), read("user"));
        let found: Vec<_> = root.remarks.iter().map(|remark| remark.oddity).collect();
        assert_eq!(found, oddity.as_slice(), "{name}");
        let settings = Settings {
            revocation: Revocation::Ignored,
            ..Settings::at(user.value.not_before() + 1)
        };
        let anchors = [root.value];
        let check = |certificate| find(certificate, &anchors, &Evidence::default(), &settings);
        assert!(check(&user.value).is_ok(), "{name}: {:?}", check(&user.value));

        let mut broken = user.value.der().to_vec();
        let last = broken.len() - 1;
        broken[last] ^= 1;
        let broken = Certificate::read(&broken).unwrap().value;
        assert_eq!(check(&broken).unwrap_err().cause, PathError::BadSignature, "{name}");
    }
}
