//! Invented organisations and people, with valid check digits, as an operator types them.

use domain::id::OrganizationId;
use office::ops::{register_adherence, register_user};
use requisites::PersonName;

/// Password of both operators.
pub const OPERATOR_PASSWORD: &str = "naberezhnaya-12-204";
/// A good own password for users.
pub const OWN_PASSWORD: &str = "polyana-svetlaya-7";

/// «Соколова Мария Андреевна».
///
/// # Panics
/// For anything but surname, given name and patronymic.
#[must_use]
pub fn name(text: &str) -> PersonName {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [surname, given, patronymic] = words[..] else {
        panic!("{text}: three words")
    };
    PersonName::new(surname, given, Some(patronymic)).expect("a name")
}

/// Больница.
#[must_use]
pub fn hospital() -> register_adherence::Command {
    register_adherence::Command {
        kind: "mo".into(),
        full_name:
            "Государственное бюджетное учреждение здравоохранения «Северодольская центральная районная больница»".into(),
        short_name: "ГБУЗ «Северодольская ЦРБ»".into(),
        ogrn: "1022999004170".into(),
        inn: "2999015240".into(),
        kpp: "299901001".into(),
        street: "ул. Больничная, д. 3".into(),
        email: "crb@example.ru".into(),
        phone: "8 (8180) 55-01-10".into(),
        head_position: "Главный врач".into(),
        head_surname: "Гордеев".into(),
        head_given: "Илья".into(),
        head_patronymic: "Петрович".into(),
        basis: "290014".into(),
        in_oms: "mo_registry".into(),
        ..seat()
    }
}

/// Страховая медицинская организация.
#[must_use]
pub fn insurer() -> register_adherence::Command {
    register_adherence::Command {
        kind: "smo".into(),
        full_name: "Общество с ограниченной ответственностью «Страховая медицинская организация „Поморье-Полис“»"
            .into(),
        short_name: "ООО «СМО „Поморье-Полис“»".into(),
        ogrn: "1102999002853".into(),
        inn: "2999073160".into(),
        kpp: "299901001".into(),
        street: "пр. Морской, д. 18".into(),
        email: "smo@example.ru".into(),
        phone: "8 (8180) 55-07-31".into(),
        head_position: "Генеральный директор".into(),
        head_surname: "Ерохин".into(),
        head_given: "Павел".into(),
        head_patronymic: "Дмитриевич".into(),
        basis: "29003".into(),
        in_oms: "smo_registry".into(),
        ..seat()
    }
}

fn seat() -> register_adherence::Command {
    register_adherence::Command {
        region: "29 Северодольская область".into(),
        locality: "г. Северодольск".into(),
        head_basis: "Устава".into(),
        copies: "2".into(),
        ..Default::default()
    }
}

/// Работник with a power of attorney.
#[must_use]
pub fn sokolova(organization: OrganizationId) -> register_user::Command {
    register_user::Command {
        surname: "Соколова".into(),
        given: "Мария".into(),
        patronymic: "Андреевна".into(),
        snils: "148-302-716 51".into(),
        inn: "299904183773".into(),
        born_on: "12.03.1988".into(),
        position: "Ведущий специалист по работе с реестрами".into(),
        department: "Отдел медицинской статистики".into(),
        email: "sokolova@crb.example.ru".into(),
        phone: "8 (8180) 55-01-12".into(),
        passport_number: "29 08 411205".into(),
        passport_issued_on: "20.04.2008".into(),
        poa_number: "17-Д".into(),
        poa_issued_on: "02.11.2026".into(),
        ..papers(organization)
    }
}

/// Руководитель: no power of attorney.
#[must_use]
pub fn gordeev(organization: OrganizationId) -> register_user::Command {
    register_user::Command {
        surname: "Гордеев".into(),
        given: "Илья".into(),
        patronymic: "Петрович".into(),
        snils: "093-451-178 70".into(),
        inn: "299903552153".into(),
        born_on: "05.09.1969".into(),
        position: "Главный врач".into(),
        email: "gordeev@crb.example.ru".into(),
        phone: "8 (8180) 55-01-10".into(),
        passport_number: "29 14 830011".into(),
        passport_issued_on: "18.09.2014".into(),
        is_head: "yes".into(),
        ..papers(organization)
    }
}

/// Работник of the insurer.
#[must_use]
pub fn zimin(organization: OrganizationId) -> register_user::Command {
    register_user::Command {
        surname: "Зимин".into(),
        given: "Артём".into(),
        patronymic: "Викторович".into(),
        snils: "157-730-264 76".into(),
        inn: "299905880262".into(),
        born_on: "30.01.1991".into(),
        position: "Экономист".into(),
        email: "zimin@smo.example.ru".into(),
        phone: "8 (8180) 55-07-33".into(),
        passport_number: "29 11 604417".into(),
        passport_issued_on: "22.02.2011".into(),
        poa_number: "5/2026".into(),
        poa_issued_on: "02.11.2026".into(),
        ..papers(organization)
    }
}

fn papers(organization: OrganizationId) -> register_user::Command {
    register_user::Command {
        organization: organization.to_string(),
        passport_issued_by: "ОУФМС России по Северодольской области в г. Северодольске".into(),
        passport_department: "290-001".into(),
        has_statement: "yes".into(),
        ..Default::default()
    }
}
