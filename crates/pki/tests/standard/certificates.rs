//! Certificates and lists that we make: read back, described, and foreign old ones.

use gost::ParameterSet;
use hex_literal::hex;
use pki::{
    SerialNumber,
    certificate::{self, Certificate, Issuer},
    crl::{self, Crl, CrlInput, Reason, RevokedEntry},
    describe::{Section, describe, format_value},
    lint::lint_crl,
    name::Attribute,
    oid,
};

use crate::NOW;
use crate::kit::{Authority, DAY, sign, tbs_input, user_name};
use crate::tlv::{Elements, sequence};

#[test]
fn the_chain_verifies_on_every_parameter_set() {
    for set in ParameterSet::ALL {
        let mut authority = Authority::new(set, NOW);
        let (root, issuing) = (
            authority.root_key.verifying_key(),
            authority.issuing_key.verifying_key(),
        );
        assert_eq!(authority.root.verify(&root), Ok(()), "{set:?}");
        assert_eq!(authority.issuing.verify(&root), Ok(()), "{set:?}");
        assert_eq!(authority.user.verify(&issuing), Ok(()), "{set:?}");
        assert_eq!(authority.crl(&[]).verify(&issuing), Ok(()), "{set:?}");
        assert_eq!(authority.root_crl().verify(&root), Ok(()), "{set:?}");
        assert!(authority.user.verify(&root).is_err(), "{set:?}");
        assert!(authority.crl(&[]).verify(&root).is_err(), "{set:?}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let input = tbs_input(
        "user",
        authority.set,
        Some(&issuer),
        &user_name(),
        &authority.user_key,
        NOW,
    );
    assert_eq!(certificate::build_tbs(&input).unwrap(), authority.user.tbs());
}

#[test]
fn serial_numbers_are_sixteen_bytes_whatever_the_random_ones() {
    for random in [[0; 16], [0xff; 16], [0x80; 16], [1; 16]] {
        let serial = SerialNumber::from_random(random);
        assert_eq!(SerialNumber::from_bytes(serial.as_bytes()), Some(serial));
        assert_eq!(serial.to_string().len(), 32);
        let authority = Authority::new(ParameterSet::CryptoProA, NOW);
        let issuer = Issuer::try_from(&authority.issuing).unwrap();
        let mut input = tbs_input(
            "user",
            authority.set,
            Some(&issuer),
            &user_name(),
            &authority.user_key,
            NOW,
        );
        input.serial = serial;
        let tbs = certificate::build_tbs(&input).unwrap();
        let parsed = Certificate::parse(&certificate::assemble(&tbs, &[0; 64]).unwrap()).unwrap();
        assert_eq!(parsed.serial(), serial.as_bytes());
    }
    assert_eq!(SerialNumber::from_bytes(&[0x80; 16]), None);
    assert_eq!(SerialNumber::from_bytes(&[0x40; 15]), None);
}

#[test]
fn dates_from_2050_are_generalized_time() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let mut input = tbs_input(
        "user",
        authority.set,
        Some(&issuer),
        &user_name(),
        &authority.user_key,
        NOW,
    );
    // 31.12.2049 23:59:59 and the next second
    (input.not_before, input.not_after) = (2_524_607_999, 2_524_608_000);
    let tbs = certificate::build_tbs(&input).unwrap();
    let contains = |text: &[u8]| tbs.windows(text.len()).any(|window| window == text);
    assert!(contains(b"\x17\x0d491231235959Z") && contains(b"\x18\x0f20500101000000Z"));
}

#[test]
fn certificate_is_read_back_from_der_and_pem() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let user = &authority.user;
    assert_eq!(Certificate::parse(user.to_pem().as_bytes()).as_ref(), Ok(user));
    assert_eq!(user.subject(), Ok(user_name()));
    assert_eq!(user.issuer_der(), authority.issuing.subject_der());
    assert!(user.is_valid_at(user.not_after()) && !user.is_valid_at(user.not_after() + 1));
    assert!(user.is_valid_at(user.not_before()) && !user.is_valid_at(user.not_before() - 1));
    assert_eq!(
        user.public_key().unwrap().identity(),
        authority.user_key.verifying_key().identity()
    );
}

#[test]
fn what_is_no_certificate_or_list_is_refused() {
    let noise = vec![0x30; 300 * 1024];
    for (bytes, code) in [
        (&[] as &[u8], "not-der"),
        (b"noise", "not-der"),
        (&noise, "too-large"),
        (&[0x30, 0], "not-der"),
    ] {
        assert_eq!(Certificate::parse(bytes).map_err(|error| error.code()), Err(code));
    }
    assert_eq!(Crl::parse(&[0x30, 0]).map_err(|error| error.code()), Err("not-der"));
    let trailing = [Authority::new(ParameterSet::CryptoProA, NOW).user.der(), &[0]].concat();
    assert_eq!(
        Certificate::parse(&trailing).map_err(|error| error.code()),
        Err("not-der")
    );
}

#[test]
fn list_is_read_back() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let serial = authority.user.serial().to_vec();
    let entries = [
        RevokedEntry::new(&serial, NOW - DAY, Reason::KeyCompromise),
        RevokedEntry::new(&[1, 2, 3], NOW, Reason::Unspecified),
        RevokedEntry::new(&[1, 2, 4], NOW, Reason::CertificateHold),
    ];
    let crl = authority.crl(&entries);
    assert!(crl.entries().eq(entries));
    assert_eq!(crl.count(), 3);
    assert_eq!(
        (crl.number(), crl.this_update(), crl.next_update()),
        (Some(1), NOW, Some(NOW + 7 * DAY))
    );
    assert_eq!(crl.issuer_der(), authority.issuing.subject_der());
    assert_eq!(Crl::parse(crl.to_pem().as_bytes()).as_ref(), Ok(&crl));
    assert_eq!((lint_crl(crl.der()), lint_crl(crl.tbs())), (vec![], vec![]));
    assert_eq!(lint_crl(authority.root_crl().der()), []);
}

#[test]
fn paper_copy_names_every_field_in_russian() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let fields = describe(&authority.user, 3);
    let value = |section, title: &str| {
        let field = fields
            .iter()
            .find(|field| field.section == section && field.title == title);
        field.unwrap_or_else(|| panic!("no {title}")).value.as_str()
    };
    assert_eq!(
        value(Section::Certificate, "Действует с"),
        "23.11.2026 13:00:00 (UTC+3)"
    );
    assert_eq!(
        value(Section::Certificate, "Действует по"),
        "23.02.2028 12:59:59 (UTC+3)"
    );
    assert_eq!(value(Section::Holder, "Фамилия"), "Соколова");
    assert_eq!(value(Section::Holder, "СНИЛС"), "148-302-716 51");
    assert_eq!(value(Section::Issuer, "Общее имя"), "Издающий УЦ");
    assert_eq!(value(Section::Key, "Алгоритм"), "ГОСТ Р 34.10-2012, 256 бит");
    assert_eq!(
        value(Section::Key, "Расширенное назначение"),
        "аутентификация клиента, защищённая электронная почта"
    );
    assert_eq!(
        value(Section::Tools, "Средство электронной подписи владельца"),
        "Заверь"
    );
    assert_eq!(value(Section::Tools, "Личность установлена"), "при личном присутствии");
    assert_eq!(
        value(Section::Tools, "Сертификат издателя"),
        "http://uc.example.invalid/ca/issuing.cer"
    );
    assert_eq!(value(Section::Signature, "Алгоритм"), "ГОСТ Р 34.10-2012, 256 бит");
    assert!(fields.iter().all(|field| !field.value.is_empty()));
}

#[test]
fn values_are_shown_as_people_write_them() {
    assert_eq!(format_value(Attribute::Snils, "08765430300"), "087-654-303 00");
    for text in ["0876543030", "СНИЛС", ""] {
        assert_eq!(format_value(Attribute::Snils, text), text);
    }
    assert_eq!(format_value(Attribute::Inn, "299904183700"), "299904183700");
}

#[test]
fn a_signature_under_the_name_of_another_algorithm_is_refused() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuing = authority.issuing_key.verifying_key();
    let mut issuer = Issuer::try_from(&authority.issuing).unwrap();
    issuer.signature_algorithm = oid::SIGNATURE_512;

    let input = tbs_input(
        "user",
        authority.set,
        Some(&issuer),
        &user_name(),
        &authority.user_key,
        NOW,
    );
    let certificate = sign(&input, &authority.issuing_key, &mut authority.rng);
    assert_eq!(
        certificate.verify(&issuing).map_err(|error| error.code()),
        Err("bad-signature")
    );

    let tbs = crl::build_tbs(&CrlInput::complete(&issuer, 1, NOW, NOW + 1), &[]).unwrap();
    let signature = authority.issuing_key.sign(&tbs, &mut authority.rng);
    let list = Crl::parse(&crl::assemble(tbs, &signature).unwrap()).unwrap();
    assert_eq!(
        list.verify(&issuing).map_err(|error| error.code()),
        Err("bad-signature")
    );
}

#[test]
fn times_that_cannot_be_are_not_built() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let mut input = tbs_input(
        "user",
        authority.set,
        Some(&issuer),
        &user_name(),
        &authority.user_key,
        NOW,
    );
    for (not_before, not_after, accepted) in [
        (NOW, NOW, true),
        (NOW, NOW - 1, false),
        (-1, NOW, false),
        (NOW, 253_402_300_799, true),
        (NOW, 253_402_300_800, false),
    ] {
        (input.not_before, input.not_after) = (not_before, not_after);
        assert_eq!(
            certificate::build_tbs(&input).is_ok(),
            accepted,
            "{not_before} to {not_after}"
        );
    }
    for (this_update, next_update, date, accepted) in [
        (NOW, NOW + 1, 0, true),
        (NOW, NOW, 0, false),
        (-1, NOW, 0, false),
        (NOW, i64::MAX, 0, false),
        (NOW, NOW + 1, -1, false),
    ] {
        let entries = [RevokedEntry::new(&[1], date, Reason::Superseded)];
        let input = CrlInput::complete(&issuer, 1, this_update, next_update);
        assert_eq!(
            crl::build_tbs(&input, &entries).is_ok(),
            accepted,
            "{this_update} to {next_update}, {date}"
        );
    }
}

#[test]
fn a_number_of_a_list_beyond_64_bits_is_not_cut() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let list = authority.crl(&[]);
    let wrapper = Elements::of(Elements::of(list.tbs()).get(5)).get(0).to_vec();
    let long = hex!("3012 0603551d14 040b 0209 010000000000000000");
    let mut extensions = sequence(&Elements::of(&wrapper).replace(1, &long));
    extensions[0] = 0xa0;
    let tbs = Elements::of(list.tbs()).replace(5, &extensions);
    let long = Crl::parse(&crl::assemble(tbs, &[0; 64]).unwrap()).unwrap();
    assert_eq!((list.number(), long.number()), (Some(1), None));
}
