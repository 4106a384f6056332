//! Shipped profiles, and what they refuse.

use std::fs;

use gost::{ParameterSet, SigningKey};
use pki::{
    SerialNumber,
    certificate::{self, Certificate, Issuer},
    describe::describe,
    extension::IdentificationKind,
    lint::{lint_certificate, lint_profile},
    name::{Attribute, DistinguishedName},
    oid,
    profile::{ApplyInput, Profile, ProfileError, Settings},
};
use rand::{SeedableRng, rngs::StdRng};

use crate::NOW;
use crate::kit::{Authority, settings, shipped_profile, user_name};

#[test]
fn every_shipped_profile_is_read_and_named_like_its_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../profiles");
    let mut ids: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let profile: Profile = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            assert_eq!(path.file_stem().unwrap().to_str(), Some(profile.id.as_str()));
            profile.id
        })
        .collect();
    ids.sort();
    assert_eq!(ids, ["issuing", "ocsp", "root", "system", "tsp", "user"]);
}

#[test]
fn only_the_system_profile_is_issued_without_an_application() {
    for (id, issued_by_system) in [("root", false), ("issuing", false), ("user", false), ("system", true)] {
        assert_eq!(shipped_profile(id).issued_by_system, issued_by_system, "{id}");
    }
}

#[test]
fn a_profile_with_a_mistake_is_refused() {
    let good = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../profiles/system.toml")).unwrap();
    assert!(toml::from_str::<Profile>(&good).is_ok());
    for (from, to) in [
        ("P15M", "15M"),
        ("digital-signature", "digital"),
        ("\"1.2.643.2.2.35.1\"", "\"CryptoPro-A\""),
        ("attribute = \"CN\"", "attribute = \"ФИО\""),
        ("issued_by_system", "issued_by_sistem"),
        (
            "key_usage = [\"digital-signature\", \"key-agreement\"]",
            "key_usage = []",
        ),
    ] {
        assert!(good.contains(from), "{from}");
        assert!(
            toml::from_str::<Profile>(&good.replace(from, to)).is_err(),
            "{from} -> {to}"
        );
    }
}

#[test]
fn certificates_of_the_shipped_profiles_pass_both_lints() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    for (id, certificate) in [
        ("root", &authority.root),
        ("issuing", &authority.issuing),
        ("user", &authority.user),
    ] {
        assert_eq!(lint_certificate(certificate.der()), [], "{id}");
        assert_eq!(lint_certificate(certificate.tbs()), [], "{id}");
        assert_eq!(
            lint_profile(certificate.der(), &shipped_profile(id), &settings()),
            [],
            "{id}"
        );
    }
}

#[test]
fn user_lives_fifteen_months_to_the_second() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    // 23.02.2028 09:59:59 UTC
    assert_eq!(
        (authority.user.not_before(), authority.user.not_after()),
        (NOW, 1_834_912_799)
    );
}

#[test]
fn without_certificates_of_conformity_no_tool_is_named_but_our_own() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let text = String::from_utf8_lossy(authority.user.der()).into_owned();
    assert!(text.contains("Заверь"));
    assert!(text.contains("Сертификат соответствия отсутствует"));
    assert!(
        authority
            .user
            .extensions()
            .iter()
            .all(|extension| extension.extn_id != oid::CERTIFICATE_POLICIES)
    );
}

#[test]
fn certificates_of_conformity_bring_names_and_classes_where_the_tool_is_known() {
    let conformity = r#"
        [conformity]
        subject_sign_tool = "Средство А"
        subject_sign_tool_certificate = "СФ/000-0001"
        sign_tool = "Средство Б"
        sign_tool_certificate = "СФ/000-0002"
        ca_tool = "Средство В"
        ca_tool_certificate = "СФ/000-0003"
        class_policies = ["1.2.643.100.113.1", "1.2.643.100.113.2"]
    "#;
    let settings: Settings = toml::from_str(conformity).unwrap();
    let (key, issuer) = key_and_issuer();
    let subject = user_name();
    let tbs = certificate::build_tbs(
        &shipped_profile("user")
            .apply(&settings, &input(&subject, &key, &issuer))
            .unwrap(),
    )
    .unwrap();
    assert_eq!(lint_profile(&tbs, &shipped_profile("user"), &settings), []);
    let text = String::from_utf8_lossy(&tbs).into_owned();
    for name in ["Средство А", "Средство Б", "СФ/000-0002", "Средство В", "СФ/000-0003"]
    {
        assert!(text.contains(name), "{name}");
    }
    assert!(!text.contains("Заверь"));
    let certificate = Certificate::parse(&certificate::assemble(&tbs, &[0; 64]).unwrap()).unwrap();
    let classes = describe(&certificate, 3)
        .into_iter()
        .find(|field| field.title == "Политики сертификата");
    assert_eq!(classes.unwrap().value, "класс средства ЭП КС1, класс средства ЭП КС2");

    let subject = system_name(&[]);
    let system = shipped_profile("system").apply(
        &settings,
        &ApplyInput {
            identification_kind: None,
            ..input(&subject, &key, &issuer)
        },
    );
    let system = system.unwrap();
    assert!(
        system
            .extensions
            .iter()
            .all(|e| ![oid::CERTIFICATE_POLICIES, oid::SUBJECT_SIGN_TOOL].contains(&e.extn_id))
    );

    let without_certificate = conformity.replace("ca_tool_certificate", "#");
    assert!(
        toml::from_str::<Settings>(&without_certificate).is_err(),
        "a name without its certificate"
    );
}

#[test]
fn subject_gets_the_order_and_the_string_types_of_the_profile() {
    let given = DistinguishedName::new([
        (Attribute::CommonName, "шлюз"),
        (Attribute::Organization, "О"),
        (Attribute::Country, "RU"),
    ]);
    let expected = DistinguishedName::new([
        (Attribute::Country, "RU"),
        (Attribute::Organization, "О"),
        (Attribute::CommonName, "шлюз"),
    ]);
    assert_eq!(
        shipped_profile("system").subject(&given.unwrap()).unwrap(),
        expected.unwrap()
    );
}

#[test]
fn subjects_that_the_profile_forbids_are_refused_by_their_cause() {
    let long = "я".repeat(256);
    let with = |attribute, text: &str| {
        let fields = user_name()
            .iter()
            .map(|v| (v.attribute(), v.text().to_string()))
            .filter(|(a, _)| *a != attribute)
            .collect::<Vec<_>>();
        DistinguishedName::new(fields.into_iter().chain([(attribute, text.to_string())])).unwrap()
    };
    let without = |attribute| {
        let fields = user_name()
            .iter()
            .map(|v| (v.attribute(), v.text().to_string()))
            .filter(|(a, _)| *a != attribute)
            .collect::<Vec<_>>();
        DistinguishedName::new(fields).unwrap()
    };
    let postal_code = Attribute::from_oid(const_oid::ObjectIdentifier::new_unwrap("2.5.4.17"));
    let twice = {
        let fields = user_name()
            .iter()
            .map(|v| (v.attribute(), v.text().to_string()))
            .chain([(Attribute::Title, "Врач".to_string())])
            .collect::<Vec<_>>();
        DistinguishedName::new(fields).unwrap()
    };
    for (subject, code) in [
        (with(Attribute::Ogrnip, "304290100000010"), "forbidden-attribute"),
        (with(postal_code, "163000"), "forbidden-attribute"),
        (without(Attribute::Snils), "missing-attribute"),
        (twice, "repeated-attribute"),
        (with(Attribute::CommonName, &long), "attribute-too-long"),
        (with(Attribute::Snils, "1483027169"), "attribute-digits"),
        (with(Attribute::Country, "BY"), "attribute-value"),
    ] {
        assert_eq!(
            shipped_profile("user").subject(&subject).map_err(|error| error.code()),
            Err(code),
            "{subject}"
        );
    }
    for forbidden in [Attribute::Surname, Attribute::Locality, Attribute::Email] {
        let subject = system_name(&[(forbidden, "x")]);
        assert_eq!(
            shipped_profile("system").subject(&subject),
            Err(ProfileError::ForbiddenAttribute(forbidden))
        );
    }
}

#[test]
fn keys_issuers_and_ways_of_identification_are_checked() {
    let (key, issuer) = key_and_issuer();
    let profile = shipped_profile("user");
    let subject = user_name();
    let apply = |input: &ApplyInput<'_>| {
        profile
            .apply(&settings(), input)
            .map(drop)
            .map_err(|error| error.code())
    };
    let good = input(&subject, &key, &issuer);
    assert_eq!(apply(&good), Ok(()));
    assert_eq!(
        apply(&ApplyInput {
            identification_kind: None,
            ..good.clone()
        }),
        Err("identification-kind")
    );
    let remote = Some(IdentificationKind::RemoteSystem);
    assert_eq!(
        apply(&ApplyInput {
            identification_kind: remote,
            ..good.clone()
        }),
        Err("identification-kind")
    );
    assert_eq!(
        apply(&ApplyInput {
            issuer: None,
            ..good.clone()
        }),
        Err("bad-issuer")
    );
    assert_eq!(
        apply(&ApplyInput {
            not_before: issuer.not_after - 100,
            ..good.clone()
        }),
        Err("outlives-issuer")
    );
    assert_eq!(
        apply(&ApplyInput {
            not_before: -1,
            ..good.clone()
        }),
        Err("bad-validity")
    );
    let other = SigningKey::generate(ParameterSet::CryptoProB, &mut StdRng::seed_from_u64(1)).verifying_key();
    assert_eq!(
        apply(&ApplyInput {
            public_key: &other,
            ..good.clone()
        }),
        Err("key-parameters")
    );
    let settings: Settings = toml::from_str("crl_urls = [\"http://уц.рф/crl\"]").unwrap();
    assert_eq!(
        profile.apply(&settings, &good).map_err(|error| error.code()).err(),
        Some("bad-settings")
    );
}

fn key_and_issuer() -> (gost::VerifyingKey, Issuer) {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    (
        authority.user_key.verifying_key(),
        Issuer::try_from(&authority.issuing).unwrap(),
    )
}

fn input<'a>(subject: &'a DistinguishedName, public_key: &'a gost::VerifyingKey, issuer: &'a Issuer) -> ApplyInput<'a> {
    ApplyInput {
        serial: SerialNumber::from_random([7; 16]),
        issuer: Some(issuer),
        subject,
        public_key,
        identification_kind: Some(IdentificationKind::Personal),
        not_before: NOW,
    }
}

fn system_name(more: &[(Attribute, &str)]) -> DistinguishedName {
    DistinguishedName::new([(Attribute::CommonName, "шлюз")].iter().chain(more).copied()).unwrap()
}
