//! Preparing a certificate: serial numbers, terms, keys.

use std::collections::BTreeSet;

use gost::{ParameterSet, SigningKey};
use proptest::prelude::*;
use x509_cert::ext::pkix::CertificatePolicies;
use zaver_authority::ceremony::hold;
use zaver_authority::custody::{Keeper, SignError, SignRequest, Signed, Signer};
use zaver_authority::issuing::{Input, IssuingCa, PrepareError, Prepared, complete, prepare};
use zaver_authority::settings::Settings;

use crate::house::*;

fn prepare_at(now: i64, seed: u64) -> Result<Prepared, PrepareError> {
    let subject = system_name("Регистратура");
    let public_key = key(30).verifying_key();
    let input = Input {
        subject: &subject,
        public_key: &public_key,
        identification_kind: None,
    };
    prepare(&ca(), &system_profile(), &settings(), input, now, &mut rng(seed))
}

#[test]
fn certificate_names_the_list_of_its_part_for_life() {
    let settings = Settings {
        crl_parts: 16,
        crl_part_urls: vec!["http://uc.tfoms29.example/crl/issuing-{part}.crl".to_owned()],
        ..settings()
    };
    let (subject, key) = (system_name("МИС"), key(7).verifying_key());
    let mut seen = BTreeSet::new();
    for seed in 0..40 {
        let input = Input {
            subject: &subject,
            public_key: &key,
            identification_kind: None,
        };
        let prepared = prepare(&ca(), &system_profile(), &settings, input, NOW, &mut rng(seed)).unwrap();
        let part = format!("http://uc.tfoms29.example/crl/issuing-{}.crl", prepared.shard);
        let named = |url: &str| prepared.tbs.windows(url.len()).any(|window| window == url.as_bytes());
        assert!(named(&part) && named(&settings.crl_urls[0]));
        seen.insert(prepared.shard);
    }
    assert!(seen.len() > 8 && seen.iter().all(|part| *part < 16), "{seen:?}");
}

#[test]
fn serial_numbers_are_positive_unique_and_balanced() {
    const COUNT: usize = 4000;
    let mut seen = BTreeSet::new();
    let mut ones = [0_usize; 128];
    let mut random = rng(31);
    for _ in 0..COUNT {
        let mut bytes = [0; 16];
        rand::Rng::fill_bytes(&mut random, &mut bytes);
        let serial = pki::SerialNumber::from_random(bytes);
        let bytes = serial.as_bytes();
        assert_eq!(bytes[0] & 0x80, 0, "positive");
        assert!(seen.insert(serial));
        for (bit, count) in ones.iter_mut().enumerate() {
            *count += usize::from(bytes[bit / 8] >> (7 - bit % 8) & 1);
        }
    }
    // The two top bits are fixed, the other 126 are drawn: each within five deviations (σ = √n/2 ≈ 32) of one half.
    assert_eq!(ones[..2], [0, COUNT]);
    for (bit, count) in ones.iter().enumerate().skip(2) {
        assert!(count.abs_diff(COUNT / 2) < 160, "bit {bit}: {count} of {COUNT}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn prepared_certificate_has_a_serial_of_its_own(one in any::<u64>(), two in any::<u64>()) {
        prop_assume!(one != two);
        let [one, two] = [one, two].map(|seed| prepare_at(NOW, seed).unwrap());
        prop_assert_ne!(one.serial, two.serial);
        for prepared in [one, two] {
            let serial = prepared.serial.as_bytes();
            prop_assert_eq!(serial[0] & 0xc0, 0x40, "126 random bits, positive, one length everywhere");
            let encoded = [&[0x02, 0x10], serial.as_slice()].concat();
            prop_assert!(prepared.tbs.windows(18).any(|window| window == encoded));
        }
    }

    /// notAfter is inclusive: fifteen months and not a second more, wherever they begin.
    #[test]
    fn term_is_fifteen_calendar_months_less_a_second(days in 0..500_i64, second in 0..86_400_i64) {
        let start = NOW + days * 86_400 + second;
        let prepared = prepare_at(start, 1).unwrap();
        let day = |unix| jiff::Timestamp::from_second(unix).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
        let expected = day(start).checked_add(jiff::Span::new().months(15)).unwrap().timestamp().as_second() - 1;
        prop_assert_eq!(prepared.not_before, start);
        prop_assert_eq!(prepared.not_after, expected);
    }
}

#[test]
fn same_randomness_gives_the_same_bytes() {
    assert_eq!(prepare_at(NOW, 1), prepare_at(NOW, 1));
}

#[test]
fn nothing_is_prepared_after_the_issuing_key_or_beyond_its_certificate() {
    let until = ca().signs_until();
    assert!(until < ca().certificate().not_after());
    assert!(prepare_at(until, 1).is_ok());
    assert_eq!(prepare_at(until + 1, 1).unwrap_err().code(), "issuing-key-period-over");
    let mut long = system_profile();
    long.validity = "P6Y".parse().unwrap();
    long.private_key_validity = None;
    let subject = system_name("Регистратура");
    let public_key = key(30).verifying_key();
    let input = Input {
        subject: &subject,
        public_key: &public_key,
        identification_kind: None,
    };
    let code = |now| {
        prepare(&ca(), &long, &settings(), input, now, &mut rng(1))
            .map(drop)
            .map_err(|e| e.code())
    };
    assert_eq!(code(NOW), Ok(()), "to the last second of the УЦ");
    assert_eq!(code(NOW + 1), Err("outlives-issuer"));
}

#[test]
fn profile_decides_which_keys_and_names_are_taken() {
    let try_with = |profile: &pki::profile::Profile, set, name: &str| {
        let public_key = SigningKey::generate(set, &mut rng(40)).verifying_key();
        let subject = system_name(name);
        let input = Input {
            subject: &subject,
            public_key: &public_key,
            identification_kind: None,
        };
        prepare(&ca(), profile, &settings(), input, NOW, &mut rng(1))
            .map(drop)
            .map_err(|error| error.code())
    };
    let system = system_profile();
    for set in [
        ParameterSet::CryptoProA,
        ParameterSet::CryptoProB,
        ParameterSet::CryptoProC,
        ParameterSet::Tc26A256,
        ParameterSet::Tc26A512,
        ParameterSet::Tc26B512,
        ParameterSet::Tc26C512,
    ] {
        assert_eq!(try_with(&system, set, "Регистратура"), Ok(()), "{set:?}");
    }
    for set in [ParameterSet::Test256, ParameterSet::Test512] {
        assert_eq!(try_with(&system, set, "Регистратура"), Err("key-parameters"), "{set:?}");
    }
    let long = "Ц".repeat(256);
    assert_eq!(
        try_with(&system, ParameterSet::CryptoProA, &long),
        Err("attribute-too-long")
    );
    let root = toml::from_str(include_str!("../../../../profiles/root.toml")).unwrap();
    assert_eq!(
        try_with(&root, ParameterSet::CryptoProA, "Второй корень"),
        Err("authority-profile")
    );
}

#[tokio::test]
async fn signed_certificate_is_checked_when_it_comes_back() {
    struct Liar(Vec<u8>);
    impl Keeper for Liar {
        fn sign(&mut self, _: Vec<SignRequest>) -> Vec<Result<Signed, SignError>> {
            vec![Ok(Signed::Certificate(self.0.clone()))]
        }
    }
    let tbs = prepare_at(NOW, 1).unwrap().tbs;
    let unsigned = pki::certificate::assemble(&tbs, &[1; 64]).unwrap();
    let folder = Folder::new("another");
    let another = SignRequest::Certificate(prepare_at(NOW, 2).unwrap().tbs);
    let Ok(Signed::Certificate(another)) = sign_one(&mut keeper(&folder, NOW), another) else {
        panic!("not signed")
    };
    for answer in [unsigned, another, der("ca/issuing.pem"), b"noise".to_vec()] {
        let signer = Signer::start(Liar(answer)).unwrap();
        assert_eq!(
            complete(&ca(), &signer, &tbs).await.unwrap_err().code(),
            "signer-not-ours"
        );
    }
}

/// Policies of a certificate for a user, made by the УЦ of `ca` in an installation with these settings.
fn policies(ca: &IssuingCa, settings: &Settings, now: i64) -> Vec<String> {
    let public_key = key(60).verifying_key();
    let mut profile = system_profile();
    profile.subject_sign_tool = true;
    let subject = system_name("Регистратура");
    let input = Input {
        subject: &subject,
        public_key: &public_key,
        identification_kind: None,
    };
    let tbs = prepare(ca, &profile, settings, input, now, &mut rng(1)).unwrap().tbs;
    let der = pki::certificate::assemble(&tbs, &[1; 64]).unwrap();
    let certificate = pki::certificate::Certificate::parse(&der).unwrap();
    pki::extension::find::<CertificatePolicies>(certificate.extensions(), pki::oid::CERTIFICATE_POLICIES)
        .map(|found| {
            found
                .0
                .iter()
                .map(|policy| policy.policy_identifier.to_string())
                .collect()
        })
        .unwrap_or_default()
}

#[test]
fn class_stands_only_where_the_tools_and_the_authority_have_it() {
    let tool = r#"{ name = "Средство", certificate = "СФ/000-0000", class = "КС1", valid_until = "2027-06-01" }"#;
    let conformity = format!("[conformity]\nsubject_sign_tool = {tool}\nsign_tool = {tool}\nca_tool = {tool}");
    let certified: Settings = toml::from_str(&conformity).unwrap();
    assert_eq!(policies(&ca(), &settings(), NOW), [""; 0]);
    assert_eq!(
        policies(&ca(), &certified, NOW),
        [""; 0],
        "the certificate of the УЦ has no class"
    );

    let mut plan = plan();
    plan.settings = certified.clone();
    let outcome = hold(&plan, &passphrases(), NOW, &mut rng(1)).unwrap();
    let issuing = outcome.files.iter().find(|file| file.path == "ca/issuing.pem").unwrap();
    let ca = IssuingCa::load(&issuing.bytes).unwrap();
    assert_eq!(policies(&ca, &certified, NOW), ["1.2.643.100.113.1"]);
    assert_eq!(policies(&ca, &certified, NOW + 365 * 86_400), [""; 0], "out of force");
    assert_eq!(policies(&ca, &settings(), NOW), [""; 0]);
}
