use axum::http::StatusCode;

use super::{Sample, samples as s};
use crate::{
    DemoLetter, DemoPerson,
    kit::{Errors, Status},
    pages::{
        demo::DemoPage,
        failure::{self, FailurePage},
        public::{
            ca::{CaPage, CaRow, CrlRow},
            home::HomePage,
            info::{BlankForm, InfoPage, RegulationText},
            login::LoginPage,
            registry::{Hit, RegistryPage},
            verify::{Finding, Verified, VerifyPage},
        },
    },
    shell::Shell,
};

pub(super) fn samples() -> Vec<Sample> {
    let demo = |shell: Shell| {
        let mut site = (*shell.site).clone();
        site.demo = true;
        Shell {
            site: site.into(),
            ..shell
        }
    };
    vec![
        Sample::of(
            "home",
            &HomePage {
                shell: s::shell("/"),
                crls: crls(),
                edition: "2".into(),
            },
        ),
        Sample::of(
            "ca",
            &CaPage {
                shell: s::shell("/ca"),
                certificates: vec![certificate("Корневой сертификат"), certificate("Издающий сертификат")],
                crls: crls(),
            },
        ),
        Sample::of(
            "ca-empty",
            &CaPage {
                shell: s::shell("/ca"),
                certificates: vec![],
                crls: vec![],
            },
        ),
        Sample::of(
            "registry",
            &registry(s::shell("/registry"), "2999015240", Errors::default(), Some(hits())),
        ),
        Sample::of(
            "registry-empty",
            &registry(s::shell("/registry"), "148-302-716 51", Errors::default(), Some(vec![])),
        ),
        Sample::of(
            "registry-errors",
            &registry(
                s::failed(s::shell("/registry")),
                "148-302-716 00",
                Errors::at("query", "Проверьте СНИЛС: контрольное число не сходится"),
                None,
            ),
        ),
        Sample::of("verify", &verify(Errors::default(), None)),
        Sample::of("verify-answer", &verify(Errors::default(), Some(verified()))),
        Sample::of(
            "verify-errors",
            &verify(Errors::at("file", "В этом файле нет ни одной подписи"), None),
        ),
        Sample::of("info", &info()),
        Sample::of(
            "login",
            &LoginPage {
                shell: s::shell("/login"),
                login: String::new(),
                next: String::new(),
                lost: false,
                errors: Errors::default(),
            },
        ),
        Sample::of(
            "login-lost",
            &LoginPage {
                shell: s::shell("/login"),
                login: String::new(),
                next: "/ra/adherence/new".into(),
                lost: true,
                errors: Errors::default(),
            },
        ),
        Sample::of(
            "login-errors",
            &LoginPage {
                shell: s::failed(s::shell("/login")),
                login: "sokolova".into(),
                next: "/cabinet".into(),
                lost: false,
                errors: Errors::at(
                    "password",
                    "Логин или пароль не подошли. Проверьте раскладку и попробуйте ещё раз",
                ),
            },
        ),
        Sample::of("demo", &demo_page(demo(s::shell("/demo")))),
        Sample::of("not-found", &failure(StatusCode::NOT_FOUND)),
        Sample::of("broken", &failure(StatusCode::INTERNAL_SERVER_ERROR)),
    ]
}

fn crls() -> Vec<CrlRow> {
    let crl = |title: &str, number: u64, status| CrlRow {
        title: title.into(),
        number,
        this_update: s::at(11, 23, 12, 0),
        next_update: s::at(11, 24, 12, 0),
        entries: 3,
        path: "/crl/issuing.crl".into(),
        status,
    };
    vec![
        crl("Издающий УЦ", 14, Status::CrlCurrent),
        crl("Корневой УЦ", 1, Status::CrlOverdue),
    ]
}

fn certificate(title: &str) -> CaRow {
    CaRow {
        title: title.into(),
        subject: s::pairs(&[
            ("Общее имя", "Удостоверяющий центр ТФОМС Северодольской области"),
            ("Населённый пункт", "г. Северодольск"),
            ("Страна", "RU"),
        ]),
        serial: s::SERIAL.into(),
        not_before: s::at(11, 1, 10, 0),
        not_after: s::at(11, 1, 10, 0),
        sha256: "4F1C8A0277DE913B50C6E4A9118F2D60B3E79A544F1C8A0277DE913B50C6E4A9".into(),
        streebog256: "9C4107E25AB8D36F11708E25C0A4778166F94E0D9C4107E25AB8D36F11708E25".into(),
        path: "/ca/root.cer".into(),
        status: Status::CertificateValid,
    }
}

fn registry(shell: Shell, query: &str, errors: Errors, hits: Option<Vec<Hit>>) -> RegistryPage {
    RegistryPage {
        shell,
        query: query.into(),
        errors,
        hits,
    }
}

fn hits() -> Vec<Hit> {
    let hit = |holder: &str, organization: &str, status| Hit {
        serial: s::SERIAL.into(),
        holder: holder.into(),
        organization: organization.into(),
        not_before: s::at(11, 12, 10, 41),
        not_after: s::at(12, 12, 10, 41),
        status,
    };
    vec![
        hit("Соколова М. А.", s::HOSPITAL, Status::CertificateValid),
        hit("Гордеев И. П.", s::LONG, Status::CertificateExpired),
    ]
}

fn verify(errors: Errors, answer: Option<Verified>) -> VerifyPage {
    let shell = s::shell("/verify");
    VerifyPage {
        shell: if errors.is_empty() { shell } else { s::failed(shell) },
        errors,
        answer,
    }
}

fn verified() -> Verified {
    let finding = |title, refusal: Option<&str>| Finding {
        title,
        refusal: refusal.map(str::to_owned),
        rows: vec![
            ("Кто подписал", "Соколова Мария Андреевна".into()),
            ("Сертификат", s::SERIAL.into()),
            ("Издатель", "Издающий УЦ".into()),
            ("Штамп времени", "20 ноября 2026, 11:48, Служба штампов времени".into()),
        ],
        fields: vec![("Организация".into(), s::LONG.into())],
        remarks: vec!["Серийный номер записан не в кратчайшей форме".into()],
    };
    Verified {
        at: s::at(11, 20, 11, 48),
        files: vec!["отчёт.pdf.sig".into(), "отчёт.pdf".into()],
        findings: vec![
            finding("Подпись действительна", None),
            finding(
                "Подпись не принята",
                Some("Сертификат отозван. С 12.11.2026 10:41 UTC."),
            ),
        ],
    }
}

pub(super) fn regulation() -> RegulationText {
    let text = "Заявление и доверенность принимает оператор. Срок регистрации — 3 рабочих дня с регистрации полного комплекта документов.";
    RegulationText {
        title: "Регламент предоставления услуг Удостоверяющего центра".into(),
        edition: "2".into(),
        in_force_from: s::day(9, 1),
        html: crate::web::markdown(&format!(
            "> **Образец.** Текст даёт центр регистрации.\n\n## 1. Присоединение\n\n{text}\n\n## 2. Регистрация\n\n{text}\n\n{text}\n"
        )),
    }
}

fn info() -> InfoPage {
    let form = |title: &str| BlankForm {
        title: title.into(),
        file: "adherence".into(),
    };
    InfoPage {
        shell: s::shell("/info"),
        regulation: regulation(),
        instruction: crate::web::markdown(
            "## 1. Присоединение\n\nОдин раз на организацию.\n\n- заявление, 2 экземпляра\n- печать\n",
        ),
        forms: vec![
            form("Заявление о присоединении к Регламенту"),
            form("Доверенность пользователя"),
        ],
    }
}

fn demo_page(shell: Shell) -> DemoPage {
    let person = |role: &str, name: &str, login: &str| DemoPerson {
        role: role.into(),
        name: name.into(),
        login: login.into(),
        password: "tihaya-reka-11".into(),
    };
    let body = "Здравствуйте, Мария Андреевна.\n\nЗапрос принят. Что сделать: распечатайте заявление, подпишите у руководителя и передайте оператору.".to_owned();
    DemoPage {
        shell,
        now: s::at(11, 23, 11, 5),
        people: vec![
            person("Оператор УЦ", "Лапина Ольга Сергеевна", "lapina"),
            person("Пользователь УЦ", s::HOLDER, "sokolova"),
        ],
        letters: vec![DemoLetter {
            to: "m.sokolova@sevdol-crb.example".into(),
            subject: "Запрос 2026-000123: подпишите заявление".into(),
            text: body,
        }],
        errors: Errors::default(),
    }
}

fn failure(status: StatusCode) -> FailurePage {
    let (title, text) = failure::words(status);
    FailurePage {
        shell: s::shell("/nowhere"),
        title: title.into(),
        text: text.into(),
        way_out: ("/", "На главную"),
        code: "7F3A-19".into(),
    }
}
