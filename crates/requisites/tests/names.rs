//! ФИО: what is taken, what is the same name, and what is refused.

use zaver_requisites::{NameError, NameMatch, NamePart, PersonName};

fn name(surname: &str, given: &str, patronymic: &str) -> PersonName {
    PersonName::new(surname, given, Some(patronymic)).expect("a name")
}

#[test]
fn names_are_printed_whole_and_with_initials() {
    let sokolova = name("  Соколова ", "Мария", "Андреевна");
    assert_eq!(sokolova.to_string(), "Соколова Мария Андреевна");
    assert_eq!(sokolova.initials(), "Соколова М. А.");
    assert_eq!(sokolova.given_names(), "Мария Андреевна");

    let without = PersonName::new("Ким", "Виктор", Some("  ")).unwrap();
    assert_eq!(without.patronymic(), None);
    assert_eq!(
        (without.to_string().as_str(), without.initials().as_str()),
        ("Ким Виктор", "Ким В.")
    );

    assert_eq!(name("Алиев", "Ариф", "Фарид оглы").to_string(), "Алиев Ариф Фарид оглы");
}

#[test]
fn spelling_that_does_not_matter_is_the_same_name() {
    let typed = name("Соколова-Ким", "Мария", "Андреевна");
    for (surname, given) in [
        ("СОКОЛОВА-КИМ", "мария"),
        ("Соколова – Ким", "Мария"),
        ("Соколова\u{2011}Ким", " Мария "),
    ] {
        assert_eq!(
            typed.compare(&name(surname, given, "Андреевна")),
            NameMatch::Same,
            "{surname}"
        );
    }
    let accented = name("Ерохи\u{306}", "Пётр", "Лвович");
    assert_eq!(accented.surname(), "Ерохй");
    assert_eq!(
        name("О’Коннор", "Анна", "Ли").compare(&name("О'Коннор", "Анна", "Ли")),
        NameMatch::Same
    );
}

#[test]
fn yo_is_a_match_with_a_warning() {
    let passport = name("Грачёв", "Артём", "Семёнович");
    assert_eq!(
        passport.compare(&name("Грачев", "Артём", "Семенович")),
        NameMatch::YoDiffers
    );
}

#[test]
fn another_name_says_where_it_differs() {
    let here = name("Соколова", "Мария", "Андреевна");
    let there = PersonName::new("Соколова-Ким", "Мария", None).unwrap();
    assert_eq!(
        here.compare(&there),
        NameMatch::Differs(vec![NamePart::Surname, NamePart::Patronymic])
    );
}

#[test]
fn what_is_not_a_name_is_refused_in_words() {
    let cases = [
        (
            "",
            NameError::Empty(NamePart::Surname),
            "Укажите фамилию, как в паспорте",
        ),
        (
            "Cоколова",
            NameError::MixedAlphabets(NamePart::Surname),
            "Фамилия: смешаны русские и латинские буквы. Наберите заново в русской раскладке",
        ),
        (
            "Sokolova",
            NameError::Latin(NamePart::Surname),
            "Фамилия: запишите русскими буквами, как в паспорте",
        ),
        (
            "Соколова2",
            NameError::Characters(NamePart::Surname),
            "Фамилия: лишние знаки. Можно русские буквы, пробел, дефис, апостроф, точку и скобки",
        ),
        (
            "-",
            NameError::Characters(NamePart::Surname),
            "Фамилия: лишние знаки. Можно русские буквы, пробел, дефис, апостроф, точку и скобки",
        ),
    ];
    for (surname, error, sentence) in cases {
        let refusal = PersonName::new(surname, "Мария", None).unwrap_err();
        assert_eq!((refusal, refusal.to_string().as_str()), (error, sentence));
    }
    let long = "а".repeat(65);
    assert_eq!(
        PersonName::new("Ким", &long, None),
        Err(NameError::Long(NamePart::Given))
    );
    assert!(PersonName::new("Ким", &long[2..], None).is_ok());
}

#[test]
fn stored_names_are_checked_when_read() {
    let sokolova = name("Соколова", "Мария", "Андреевна");
    let stored = serde_json::to_string(&sokolova).unwrap();
    assert_eq!(serde_json::from_str::<PersonName>(&stored).unwrap(), sokolova);
    assert!(serde_json::from_str::<PersonName>(r#"{"surname":"<b>","given":"Мария"}"#).is_err());
}
