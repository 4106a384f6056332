//! One broken certificate per lint; a count at the end shows that none was forgotten, those of lists included.

use const_oid::ObjectIdentifier;
use der::asn1::OctetString;
use gost::ParameterSet;
use hex_literal::hex;
use pki::{
    certificate::{self, Issuer, TbsInput},
    extension::Extension,
    lint::{Finding, Lint, Severity, lint_certificate, lint_profile},
    name::{Attribute, DistinguishedName},
    oid,
};

use crate::NOW;
use crate::kit::{Authority, settings, shipped_profile, tbs_input, user_name};
use crate::list_lints;
use crate::tlv::{Elements, sequence};

const CERTIFICATE_BYTES: [Lint; 13] = [
    Lint::NotDer,
    Lint::AlgorithmMismatch,
    Lint::AlgorithmUnknown,
    Lint::AlgorithmParameters,
    Lint::TimeEncoding,
    Lint::Version,
    Lint::SerialNotPositive,
    Lint::SerialShort,
    Lint::SerialLong,
    Lint::ValidityInverted,
    Lint::UniqueIdentifier,
    Lint::KeyRejected,
    Lint::KeyDigest,
];

/// Breaks one element of TBSCertificate: [0] version, serial, algorithm, issuer, validity, subject, key, [3] extensions.
fn break_certificate(lint: Lint, user: &[u8], tbs: &[u8]) -> Vec<u8> {
    let elements = Elements::of(tbs);
    match lint {
        Lint::NotDer => tbs[..tbs.len() - 1].to_vec(),
        Lint::AlgorithmMismatch => Elements::of(user).replace(1, &hex!("300a 0608 2a85030701010303")),
        Lint::AlgorithmUnknown => elements.replace(2, &hex!("300a 0608 2a8648ce3d040302")),
        Lint::AlgorithmParameters => elements.replace(2, &hex!("300c 0608 2a85030701010302 0500")),
        Lint::TimeEncoding => {
            let times = [b"\x18\x0f20261123100000Z".as_slice(), b"\x17\x0d280223095959Z"].concat();
            elements.replace(4, &sequence(&times))
        }
        Lint::Version => elements.replace(0, &hex!("a003 020101")),
        Lint::SerialNotPositive => elements.replace(1, &hex!("0208 8000000000000001")),
        Lint::SerialShort => elements.replace(1, &hex!("0207 01000000000001")),
        Lint::SerialLong => elements.replace(1, &[&[2, 21][..], &[1; 21]].concat()),
        Lint::ValidityInverted => {
            let times = Elements::of(elements.get(4));
            let inverted = sequence(&[times.get(1), times.get(0)].concat());
            elements.replace(4, &inverted)
        }
        Lint::UniqueIdentifier => elements.insert(7, &hex!("8102 0001")),
        Lint::KeyRejected => {
            let mut key = elements.get(6).to_vec();
            *key.last_mut().unwrap() ^= 1;
            elements.replace(6, &key)
        }
        Lint::KeyDigest => {
            let algorithm = hex!("3015 0608 2a85030701010101 3009 0607 2a850302022301");
            let key = Elements::of(elements.get(6)).replace(0, &algorithm);
            elements.replace(6, &key)
        }
        other => panic!("{other:?} is broken elsewhere"),
    }
}

#[test]
fn each_broken_element_has_its_lint() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let (user, tbs) = (authority.user.der(), authority.user.tbs());
    for lint in CERTIFICATE_BYTES {
        let found = lint_certificate(&break_certificate(lint, user, tbs));
        // The private key's period no longer lies inside dates that are turned round.
        let also: &[Lint] = if lint == Lint::ValidityInverted {
            &[Lint::PrivateKeyPeriod]
        } else {
            &[]
        };
        assert_eq!(lints(&found), [&[lint], also].concat());
    }
}

/// Names that are broken in one way, as DER.
fn broken_names() -> [(Lint, Vec<u8>); 7] {
    let long = "я".repeat(65);
    let name = |fields: &[(Attribute, &str)]| DistinguishedName::new(fields.iter().copied()).unwrap().to_der();
    [
        (Lint::NameEmpty, hex!("3000").to_vec()),
        (
            Lint::NameMultiValuedRdn,
            hex!("3016 3114 300806035504030c0178 3008060355040a0c0179").to_vec(),
        ),
        (
            Lint::AttributeRepeated,
            name(&[(Attribute::Title, "Врач"), (Attribute::Title, "Хирург")]),
        ),
        (
            Lint::AttributeStringType,
            hex!("3017 3115 3013 06052a85036404 0c0a 32393939303135323430").to_vec(),
        ),
        (
            Lint::AttributeCharacters,
            hex!("300d310b300906035504030c02780a").to_vec(),
        ),
        (Lint::AttributeDigits, name(&[(Attribute::Snils, "1483027165")])),
        (Lint::AttributeTooLong, name(&[(Attribute::Title, &long)])),
    ]
}

#[test]
fn each_broken_name_has_its_lint() {
    for (lint, subject) in broken_names() {
        let mut input = user();
        input.subject = DistinguishedName::from_der(&subject).unwrap();
        let found = lints(&lint_certificate(&certificate::build_tbs(&input).unwrap()));
        assert_eq!(found, [lint]);
    }
    assert_eq!(Lint::AttributeTooLong.severity(), Severity::Warning);
}

type Change = (Lint, ObjectIdentifier, bool, Option<&'static [u8]>);

/// The user's extension of this OID becomes critical or not, with this value; without a value it goes.
const BROKEN_EXTENSIONS: [Change; 17] = [
    // RFC 3161 §2.3: of a time-stamping authority it must be critical.
    (
        Lint::ExtensionCriticality,
        oid::EXTENDED_KEY_USAGE,
        false,
        Some(&hex!("300a 0608 2b06010505070308")),
    ),
    (
        Lint::ExtensionValue,
        oid::EXTENDED_KEY_USAGE,
        false,
        Some(&hex!("0500")),
    ),
    (Lint::ListEmpty, oid::EXTENDED_KEY_USAGE, false, Some(&hex!("3000"))),
    (
        Lint::ExtensionCriticality,
        oid::EXTENDED_KEY_USAGE,
        true,
        Some(&hex!("300a 0608 2b06010505070302")),
    ),
    (
        Lint::ExtensionUnknownCritical,
        oid::ACCESS_OCSP,
        true,
        Some(&hex!("0500")),
    ),
    (Lint::KeyUsageMissing, oid::KEY_USAGE, true, None),
    (Lint::KeyUsageAuthority, oid::KEY_USAGE, true, Some(&hex!("0302 0106"))),
    (Lint::KeyUsageAuthority, oid::KEY_USAGE, true, Some(&hex!("0302 02c4"))),
    (
        Lint::PathLength,
        oid::BASIC_CONSTRAINTS,
        false,
        Some(&hex!("3003 020100")),
    ),
    (Lint::SubjectKeyMissing, oid::SUBJECT_KEY_IDENTIFIER, false, None),
    (
        Lint::SubjectKeyMismatch,
        oid::SUBJECT_KEY_IDENTIFIER,
        false,
        Some(&hex!("0401 01")),
    ),
    (Lint::EmailNotRepeated, oid::SUBJECT_ALT_NAME, false, None),
    (Lint::AuthorityKeyMissing, oid::AUTHORITY_KEY_IDENTIFIER, false, None),
    (
        Lint::AuthorityKeyIncomplete,
        oid::AUTHORITY_KEY_IDENTIFIER,
        false,
        Some(&hex!("3003 800101")),
    ),
    (
        Lint::PrivateKeyPeriod,
        oid::PRIVATE_KEY_USAGE_PERIOD,
        false,
        Some(b"\x30\x11\x81\x0f20990101000000Z"),
    ),
    (Lint::ToolName, oid::SUBJECT_SIGN_TOOL, false, Some(&hex!("0c00"))),
    (
        Lint::IdentificationKind,
        oid::IDENTIFICATION_KIND,
        false,
        Some(&hex!("020109")),
    ),
];

#[test]
fn each_broken_extension_has_its_lint() {
    for change in BROKEN_EXTENSIONS {
        let mut input = user();
        set_extension(&mut input, change);
        let found = lints(&lint_certificate(&certificate::build_tbs(&input).unwrap()));
        assert_eq!(found, [change.0]);
    }

    let mut repeated = user();
    repeated.extensions.push(repeated.extensions[1].clone());
    assert_eq!(
        lints(&lint_certificate(&certificate::build_tbs(&repeated).unwrap())),
        [Lint::ExtensionRepeated]
    );

    let none = TbsInput {
        extensions: Vec::new(),
        ..user()
    };
    let found = lints(&lint_certificate(&certificate::build_tbs(&none).unwrap()));
    assert_eq!(found[0], Lint::ExtensionsMissing);
}

/// What a certificate of the user says otherwise than the profile `user`; every other lint stays silent.
const BROKEN_PROFILE: [Change; 15] = [
    (Lint::ProfileKeyUsage, oid::KEY_USAGE, true, Some(&hex!("0302 0780"))),
    (Lint::ProfilePurpose, oid::EXTENDED_KEY_USAGE, false, None),
    (
        Lint::ProfileAuthority,
        oid::BASIC_CONSTRAINTS,
        true,
        Some(&hex!("3003 0101ff")),
    ),
    (
        Lint::ProfileIdentification,
        oid::IDENTIFICATION_KIND,
        false,
        Some(&hex!("020103")),
    ),
    (Lint::ProfileIdentification, oid::IDENTIFICATION_KIND, false, None),
    (Lint::ProfileSignTool, oid::SUBJECT_SIGN_TOOL, false, None),
    (
        Lint::ProfilePolicy,
        oid::CERTIFICATE_POLICIES,
        false,
        Some(&hex!("3009 3007 0605 2a85036471")),
    ),
    (
        Lint::ProfileSignTool,
        oid::SUBJECT_SIGN_TOOL,
        false,
        Some(&hex!("0c06 566970 4e6574")),
    ),
    (Lint::ProfileIssuerTool, oid::ISSUER_SIGN_TOOL, false, None),
    (
        Lint::ProfileIssuerTool,
        oid::ISSUER_SIGN_TOOL,
        false,
        Some(&hex!("300c 0c0141 0c0142 0c0143 0c0144")),
    ),
    (Lint::ProfileAddress, oid::CRL_DISTRIBUTION_POINTS, false, None),
    (Lint::ProfileAddress, oid::AUTHORITY_INFO_ACCESS, false, None),
    (Lint::ProfilePrivateKey, oid::PRIVATE_KEY_USAGE_PERIOD, false, None),
    (
        Lint::ProfilePrivateKey,
        oid::PRIVATE_KEY_USAGE_PERIOD,
        false,
        Some(b"\x30\x11\x81\x0f20280223095959Z"),
    ),
    (Lint::ProfileExtension, oid::CRL_NUMBER, false, Some(&hex!("020101"))),
];

#[test]
fn each_departure_from_the_profile_has_its_lint() {
    let lint = |input: &TbsInput| {
        let tbs = certificate::build_tbs(input).unwrap();
        lints(&lint_profile(&tbs, &shipped_profile("user"), &settings()))
    };
    assert_eq!(lint(&user()), []);
    for change in BROKEN_PROFILE {
        let mut input = user();
        set_extension(&mut input, change);
        assert_eq!(lint(&input), [change.0]);
    }
    let longer = TbsInput {
        not_after: user().not_after + 1,
        ..user()
    };
    assert_eq!(lint(&longer), [Lint::ProfileValidity]);
    let mut fields: Vec<_> = user_name()
        .iter()
        .map(|value| (value.attribute(), value.text().to_string()))
        .collect();
    fields.reverse();
    let subject = DistinguishedName::new(fields).unwrap();
    assert_eq!(lint(&TbsInput { subject, ..user() }), [Lint::ProfileSubject]);
    let other_key = Authority::new(ParameterSet::CryptoProB, NOW)
        .user
        .public_key_der()
        .to_vec();
    assert_eq!(
        lint(&TbsInput {
            public_key_der: other_key,
            ..user()
        }),
        [Lint::ProfileKey]
    );
}

#[test]
fn every_lint_has_been_broken_once() {
    let mut broken = [&CERTIFICATE_BYTES[..], &list_lints::BROKEN].concat();
    broken.extend(broken_names().map(|(lint, _)| lint));
    broken.extend(BROKEN_EXTENSIONS.map(|change| change.0));
    broken.extend(BROKEN_PROFILE.map(|change| change.0));
    broken.extend([Lint::ExtensionRepeated, Lint::ExtensionsMissing]);
    broken.extend([Lint::ProfileValidity, Lint::ProfileSubject, Lint::ProfileKey]);
    for lint in Lint::ALL {
        assert!(broken.contains(lint), "{}: no broken sample", lint.code());
        assert!(
            Lint::ALL.iter().filter(|other| other.code() == lint.code()).count() == 1,
            "{}",
            lint.code()
        );
    }
}

fn user() -> TbsInput {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    tbs_input(
        "user",
        authority.set,
        Some(&issuer),
        &user_name(),
        &authority.user_key,
        NOW,
    )
}

fn set_extension(input: &mut TbsInput, (_, oid, critical, value): Change) {
    let at = input.extensions.iter().position(|extension| extension.extn_id == oid);
    let at = at.map_or(input.extensions.len(), |at| {
        input.extensions.remove(at);
        at
    });
    if let Some(value) = value {
        let extn_value = OctetString::new(value).unwrap();
        input.extensions.insert(
            at,
            Extension {
                extn_id: oid,
                critical,
                extn_value,
            },
        );
    }
}

pub(crate) fn lints(findings: &[Finding]) -> Vec<Lint> {
    findings.iter().map(|finding| finding.lint).collect()
}
