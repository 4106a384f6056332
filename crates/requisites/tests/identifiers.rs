//! Identifiers: numbers known to be good and bad, the ways people type them, and the sentences of refusal.

use zaver_requisites::{
    DepartmentCode, InnError, InnLegal, InnPerson, Kpp, KppError, Ogrn, OgrnError, Ogrnip, OgrnipError, PassportNumber,
    RequisiteError, Snils, SnilsError,
};

const SNILS: [&str; 13] = [
    "112-233-445 95",
    "087-654-303 00",
    "974-610-340 21",
    "333-477-303 70",
    "533-795-076 15",
    "399-805-747 64",
    "979-207-378 69",
    "575-369-075 37",
    "905-310-314 53",
    "690-557-445 32",
    "639-659-847 75",
    "114-510-563 09",
    "001-001-998 00", // given out before check numbers existed
];
const INN_LEGAL: [&str; 6] = [
    "7707083893",
    "2998369006",
    "7460267736",
    "5054684878",
    "7745268599",
    "3469384934",
];
const INN_PERSON: [&str; 6] = [
    "500100732259",
    "297396401737",
    "745722846406",
    "502892693750",
    "771955627906",
    "349556063681",
];
const OGRN: [&str; 6] = [
    "1027700132195",
    "1182922461413",
    "1187462743731",
    "1185026222974",
    "1187751196412",
    "1183434116337",
];
const OGRNIP: [&str; 6] = [
    "304500116000157",
    "320299735929605",
    "320743751966400",
    "320507353703887",
    "320776369990692",
    "320348929004000",
];

#[test]
fn good_numbers_are_read_and_printed_in_their_normal_form() {
    for text in SNILS {
        assert_eq!(Snils::parse(text).map(|snils| snils.to_string()).as_deref(), Ok(text));
    }
    for text in INN_LEGAL {
        assert_eq!(InnLegal::parse(text).map(|inn| inn.to_string()).as_deref(), Ok(text));
    }
    for text in INN_PERSON {
        assert_eq!(InnPerson::parse(text).map(|inn| inn.to_string()).as_deref(), Ok(text));
    }
    for text in OGRN {
        assert_eq!(Ogrn::parse(text).map(|ogrn| ogrn.to_string()).as_deref(), Ok(text));
    }
    for text in OGRNIP {
        assert_eq!(
            Ogrnip::parse(text).map(|ogrnip| ogrnip.to_string()).as_deref(),
            Ok(text)
        );
    }
}

#[test]
fn spaces_and_hyphens_of_any_kind_are_ignored() {
    for typed in [
        "14830271651",
        " 148 302 716 51 ",
        "148\u{a0}302\u{2011}716—51",
        "148-302-716-51",
    ] {
        assert_eq!(
            Snils::parse(typed).map(|snils| snils.to_string()).as_deref(),
            Ok("148-302-716 51"),
            "{typed:?}"
        );
    }
    assert_eq!(
        InnLegal::parse("77 07 083893")
            .map(|inn| inn.digits().to_owned())
            .as_deref(),
        Ok("7707083893")
    );
    assert_eq!(
        Kpp::parse("2999 01 001").map(|kpp| kpp.to_string()).as_deref(),
        Ok("299901001")
    );
    assert_eq!(
        Kpp::parse("2999ab001").map(|kpp| kpp.to_string()).as_deref(),
        Ok("2999AB001")
    );
    assert_eq!(
        PassportNumber::parse("2918 123456").map(|it| it.to_string()).as_deref(),
        Ok("29 18 123456")
    );
    assert_eq!(
        DepartmentCode::parse("290001").map(|it| it.to_string()).as_deref(),
        Ok("290-001")
    );
}

#[test]
fn wrong_numbers_are_refused_with_their_cause() {
    assert_eq!(Snils::parse("112-233-445 96"), Err(SnilsError::CheckDigits));
    assert_eq!(Snils::parse("112-233-445 9"), Err(SnilsError::Length));
    assert_eq!(Snils::parse("112-233-445 955"), Err(SnilsError::Length));
    assert_eq!(Snils::parse("112-233-445 9О"), Err(SnilsError::Characters));
    assert_eq!(Snils::parse("١١٢-233-445 95"), Err(SnilsError::Characters));
    assert_eq!(Snils::parse(""), Err(SnilsError::Length));
    assert_eq!(InnLegal::parse("7707083894"), Err(InnError::CheckDigits));
    assert_eq!(InnLegal::parse("0000000000"), Err(InnError::Zeros));
    assert_eq!(InnLegal::parse("500100732259"), Err(InnError::LegalLength));
    assert_eq!(InnPerson::parse("500100732258"), Err(InnError::CheckDigits));
    assert_eq!(InnPerson::parse("500100732269"), Err(InnError::CheckDigits));
    assert_eq!(InnPerson::parse("000000000000"), Err(InnError::Zeros));
    assert_eq!(Ogrn::parse("1027700132196"), Err(OgrnError::CheckDigits));
    assert_eq!(Ogrn::parse("2027700132195"), Err(OgrnError::Kind));
    assert_eq!(Ogrnip::parse("304500116000158"), Err(OgrnipError::CheckDigits));
    assert_eq!(Ogrnip::parse("104500116000157"), Err(OgrnipError::Kind));
    assert_eq!(Kpp::parse("29990100А"), Err(KppError::Characters));
    assert_eq!(Kpp::parse("2999010011"), Err(KppError::Length));
}

#[test]
fn a_refusal_is_a_sentence_and_a_stable_code() {
    let cases: [(RequisiteError, &str, &str); 4] = [
        (
            SnilsError::CheckDigits.into(),
            "snils-check-digits",
            "Проверьте СНИЛС: контрольное число не сходится",
        ),
        (
            InnError::LegalLength.into(),
            "inn-length",
            "Укажите ИНН организации: 10 цифр",
        ),
        (
            OgrnError::Kind.into(),
            "ogrn-kind",
            "Проверьте ОГРН: он начинается с 1 или 5",
        ),
        (KppError::Length.into(), "kpp-length", "Укажите КПП: 9 знаков"),
    ];
    for (refusal, code, sentence) in cases {
        assert_eq!((refusal.code(), refusal.to_string().as_str()), (code, sentence));
    }
}

#[test]
fn serde_writes_the_normal_form_and_checks_what_it_reads() {
    let snils: Snils = serde_json::from_str("\"14830271651\"").unwrap();
    assert_eq!(serde_json::to_string(&snils).unwrap(), "\"148-302-716 51\"");
    let refusal = serde_json::from_str::<Snils>("\"14830271652\"")
        .unwrap_err()
        .to_string();
    assert!(refusal.starts_with("Проверьте СНИЛС"), "{refusal}");
}

#[test]
fn a_mask_keeps_the_last_five_digits() {
    assert_eq!(Snils::parse("148-302-716 51").unwrap().masked(), "•••-•••-716 51");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_gives_a_value_or_a_refusal(text in "\\PC{0,40}") {
            let _ = Snils::parse(&text);
            let _ = InnLegal::parse(&text);
            let _ = InnPerson::parse(&text);
            let _ = Ogrn::parse(&text);
            let _ = Ogrnip::parse(&text);
            let _ = Kpp::parse(&text);
        }

        #[test]
        fn a_changed_digit_is_noticed(index in 0..12_usize, place in 0..10_usize, shift in 1..10_u8) {
            let mut digits: Vec<u8> = SNILS[index].bytes().filter(u8::is_ascii_digit).collect();
            digits[place] = b'0' + (digits[place] - b'0' + shift) % 10;
            let text = String::from_utf8(digits).unwrap();
            prop_assume!(text.as_str() > "001001998");
            // Weights stay under 101, so that no single wrong digit keeps the sum; 100 and 00 share a number.
            let found = Snils::parse(&text);
            prop_assert!(found == Err(SnilsError::CheckDigits) || text.ends_with("00"));
        }
    }
}
