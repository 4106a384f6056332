//! Sample data of every form. People, organisations and numbers are invented.

use zaver_forms::data::{
    AdherenceStatement, Center, CertificateCopy, Choice, Decision, Field, Head, IssuanceStatement, Organization,
    Passport, Person, PowerOfAttorney, RegistrationStatement, SealedSheet, Sheet, StatusStatement,
};

/// The code of the shipped sample регламент.
pub(crate) const REGULATION: &str = "severodolsk";

/// 23.11.2026 11:05 UTC.
pub(crate) const MADE_AT: jiff::Timestamp = jiff::Timestamp::constant(1_795_431_900, 0);

pub(crate) fn sheet(number: &str) -> Sheet {
    Sheet {
        number: number.into(),
        qr: format!("https://uc.severodolsk.example/r/{number}"),
        edition: "1 от 1 ноября 2026".into(),
        center: Center {
            full_name: "Территориальный фонд обязательного медицинского страхования Северодольской области".into(),
            short_name: "ТФОМС Северодольской области".into(),
            address: "290000, г. Северодольск, ул. Набережная, д. 5, каб. 214".into(),
            phone: "8 (8190) 55-01-20".into(),
        },
    }
}

fn head() -> Head {
    Head {
        position: "Главный врач".into(),
        name: "Гордеев Илья Петрович".into(),
        initials: "Гордеев И. П.".into(),
        basis: "Устава".into(),
    }
}

pub(crate) fn organization() -> Organization {
    Organization {
        full_name:
            "Государственное бюджетное учреждение здравоохранения «Северодольская центральная районная больница»".into(),
        short_name: "ГБУЗ «Северодольская ЦРБ»".into(),
        ogrn: "1022999004176".into(),
        inn: "2999015244".into(),
        kpp: "299901001".into(),
        legal_address: "290000, Северодольская область, г. Северодольск, ул. Больничная, д. 12".into(),
        postal_address: None,
        phone: Some("8 (8190) 55-30-40".into()),
        email: Some("crb@severodolsk.example".into()),
        vipnet: None,
        head: head(),
    }
}

pub(crate) fn person() -> Person {
    Person {
        name: "Соколова Мария Андреевна".into(),
        initials: "Соколова М. А.".into(),
        born_on: "12.03.1988".into(),
        birth_place: Some("г. Северодольск".into()),
        sex: Some("женский".into()),
        citizenship: Some("Российская Федерация".into()),
        snils: "148-302-716 51".into(),
        inn: "299904183707".into(),
        passport: Passport {
            number: "29 18 123456".into(),
            issued_on: "20.04.2018".into(),
            issued_by: "Отделом УМВД России по Северодольской области в г. Северодольске".into(),
            department_code: "290-001".into(),
        },
        position: "Ведущий специалист по работе с реестрами".into(),
        department: Some("Отдел информационных технологий".into()),
        email: "sokolova@severodolsk.example".into(),
        phone: None,
    }
}

fn field(title: &str, value: &str) -> Field {
    Field {
        title: title.into(),
        value: value.into(),
    }
}

fn subject() -> Vec<Field> {
    vec![
        field("Общее имя (CN)", "ГБУЗ «Северодольская ЦРБ»"),
        field("Фамилия (SN)", "Соколова"),
        field("Имя и отчество (GN)", "Мария Андреевна"),
        field("Страна (C)", "RU"),
        field("Субъект РФ (S)", "29 Северодольская область"),
        field("Населённый пункт (L)", "г. Северодольск"),
        field("Адрес (STREET)", "ул. Больничная, д. 12"),
        field("Организация (O)", "ГБУЗ «Северодольская ЦРБ»"),
        field("Подразделение (OU)", "Отдел информационных технологий"),
        field("Должность (T)", "Ведущий специалист по работе с реестрами"),
        field("ОГРН", "1022999004176"),
        field("СНИЛС", "14830271651"),
        field("ИНН", "299904183707"),
        field("ИНН организации (ИННЮЛ)", "2999015244"),
        field("Электронная почта (E)", "sokolova@severodolsk.example"),
    ]
}

pub(crate) fn adherence() -> AdherenceStatement {
    AdherenceStatement {
        sheet: sheet("П-2026-000041"),
        copies: 2,
        organization: organization(),
    }
}

pub(crate) fn registration() -> RegistrationStatement {
    RegistrationStatement {
        sheet: sheet("Р-2026-000118"),
        organization: organization(),
        person: person(),
        systems: vec!["АИС единого информационного пространства системы ОМС".into()],
    }
}

pub(crate) fn power_of_attorney() -> PowerOfAttorney {
    PowerOfAttorney {
        sheet: sheet("Д-2026-000118"),
        city: "г. Северодольск".into(),
        issued_on: Some("20 ноября 2026".into()),
        valid_until: Some("20 ноября 2028".into()),
        organization: organization(),
        person: person(),
    }
}

pub(crate) fn issuance() -> IssuanceStatement {
    IssuanceStatement {
        sheet: sheet("2026-000123"),
        created_at: "23 ноября 2026, 14:05".into(),
        organization: organization(),
        person: person(),
        subject: subject(),
        key_algorithm: "ГОСТ Р 34.10-2012, 256 бит".into(),
        key_fingerprint: "9f3a1c07be52d4486e01aa937c5d20f8b1446dd90e7735ac28f6c3019be4d57a".into(),
        sign_tool: "Заверь, ключ в браузере".into(),
        key_carrier: "Файл ключа, защищённый паролем".into(),
    }
}

pub(crate) fn status() -> StatusStatement {
    let choice = |title: &str, chosen| Choice {
        title: title.into(),
        chosen,
    };
    StatusStatement {
        sheet: sheet("4F0AD1…AA13"),
        action: "прекратить действие".into(),
        organization: organization(),
        person: person(),
        serial: "4f0ad1977b31c52e98e06d4405b7aa13".into(),
        issuer: "УЦ ФОМС Северодольской области (демонстрация)".into(),
        valid_until: "23 февраля 2028".into(),
        reasons: vec![
            choice("Носитель потерян или ключ мог попасть к другим", false),
            choice("Сотрудник уволен", true),
        ],
        decision: Some(Decision {
            number: "С-2026-000007".into(),
            at: "24 ноября 2026, 09:41 (МСК)".into(),
            asked_by: "организация владельца".into(),
            decided_by: "Лапина О. С.".into(),
            basis: Some("заявление № 14 от 23.11.2026".into()),
            outcome: "отозван".into(),
        }),
    }
}

pub(crate) fn sealed_sheet() -> SealedSheet {
    SealedSheet {
        sheet: sheet("Л-2026-000118"),
        addressee: "Соколова М. А.".into(),
        organization: "ГБУЗ «Северодольская ЦРБ»".into(),
        address: "https://uc.severodolsk.example/login".into(),
        login: "sokolova-118".into(),
        password: "K7QW-4MZT-H2RD".into(),
        valid_until: "до 7 декабря 2026, 24:00".into(),
    }
}

pub(crate) fn certificate_copy() -> CertificateCopy {
    CertificateCopy {
        sheet: sheet("2026-000123"),
        copies: 2,
        serial: "4f0ad1977b31c52e98e06d4405b7aa13".into(),
        not_before: "23.11.2026 14:40:00 (UTC)".into(),
        not_after: "23.02.2028 14:40:00 (UTC)".into(),
        issuer: vec![
            field("Общее имя (CN)", "УЦ ФОМС Северодольской области (демонстрация)"),
            field("Организация (O)", "ТФОМС Северодольской области"),
            field("Страна (C)", "RU"),
            field("Субъект РФ (S)", "29 Северодольская область"),
            field("Населённый пункт (L)", "г. Северодольск"),
            field("ОГРН", "1022999000105"),
            field("ИННЮЛ", "2999000664"),
        ],
        subject: subject(),
        key_algorithm: "ГОСТ Р 34.10-2012, 256 бит, параметры КриптоПро А".into(),
        public_key: "5b".repeat(64),
        extensions: vec![
            field("Использование ключа", "цифровая подпись, неотрекаемость"),
            field(
                "Улучшенный ключ",
                "проверка подлинности клиента, защищённая электронная почта",
            ),
            field("Идентификация заявителя", "личное присутствие (0)"),
            field("Средство электронной подписи владельца", "Заверь, ключ в браузере"),
            field(
                "Список отозванных сертификатов",
                "http://uc.severodolsk.example/crl/issuing.crl",
            ),
        ],
        signature_algorithm: "ГОСТ Р 34.10-2012 с ГОСТ Р 34.11-2012, 256 бит".into(),
        signature: "c4".repeat(64),
        return_by: "23 декабря 2026".into(),
        holder_initials: "Соколова М. А.".into(),
        head: head(),
    }
}
