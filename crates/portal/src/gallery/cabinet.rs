use super::{Sample, public, samples as s};
use crate::{
    kit::{Due, Errors, Field, Status, Step, StepState, Tone, Track, Urgency},
    pages::cabinet::{
        certificate::CertificatePage,
        certificates::{CertificateRow, CertificatesPage},
        key::KeyPage,
        messages::MessagesPage,
        new_request::NewRequestPage,
        overview::{MessageRow, NextAction, OverviewPage},
        password::PasswordPage,
        regulation::RegulationPage,
        request::RequestPage,
        requests::{RequestRow, RequestsPage, RowAction},
        sessions::{SessionRow, SessionsPage},
        withdraw::WithdrawPage,
    },
    pages::change::{Change, ChangePage},
    shell::Shell,
};

pub(super) fn samples() -> Vec<Sample> {
    let password = |shell: Shell, errors: Errors| PasswordPage {
        shell,
        first: true,
        errors,
    };
    let regulation = |shell: Shell, errors: Errors| RegulationPage {
        shell,
        regulation: public::regulation(),
        errors,
    };
    let new_request = |shell: Shell, errors: Errors| NewRequestPage {
        shell,
        fields: s::holder(),
        open: None,
        errors,
    };
    let mut short = Errors::at("new", "Добавьте ещё 4 знака: пароль не короче 12");
    short.add("again", "Пароли не совпали. Введите новый пароль дважды одинаково");
    vec![
        Sample::of(
            "password",
            &password(s::newcomer("/cabinet/password"), Errors::default()),
        ),
        Sample::of(
            "password-errors",
            &password(s::failed(s::newcomer("/cabinet/password")), short),
        ),
        Sample::of(
            "regulation",
            &regulation(s::newcomer("/cabinet/regulation"), Errors::default()),
        ),
        Sample::of(
            "regulation-errors",
            &regulation(
                s::failed(s::newcomer("/cabinet/regulation")),
                Errors::at("read", "Отметьте, что Регламент вам знаком"),
            ),
        ),
        Sample::of("overview", &overview()),
        Sample::of(
            "overview-empty",
            &OverviewPage {
                certificates: vec![],
                messages: vec![],
                ..overview()
            },
        ),
        Sample::of(
            "requests",
            &RequestsPage {
                shell: Shell {
                    done: Some("Запрос отменён"),
                    ..s::user("/cabinet/requests")
                },
                rows: rows(),
            },
        ),
        Sample::of(
            "requests-empty",
            &RequestsPage {
                shell: s::user("/cabinet/requests"),
                rows: vec![],
            },
        ),
        Sample::of(
            "new-request",
            &new_request(s::user("/cabinet/requests/new"), Errors::default()),
        ),
        Sample::of(
            "new-request-errors",
            &new_request(
                s::failed(s::user("/cabinet/requests/new")),
                Errors::at("consent", "Отметьте, что данные верны и вы согласны на их обработку"),
            ),
        ),
        Sample::of(
            "new-request-open",
            &NewRequestPage {
                open: Some((s::ID.into(), "2026-000117".into())),
                ..new_request(s::user("/cabinet/requests/new"), Errors::default())
            },
        ),
        Sample::of("key", &key(s::user("/cabinet/requests/x/key"), Errors::default())),
        Sample::of(
            "key-errors",
            &key(
                s::failed(s::user("/cabinet/requests/x/key")),
                Errors::whole("Этот ключ уже был в другом запросе. Создайте новый ключ"),
            ),
        ),
        Sample::of("request", &request(Status::RequestAwaitsPaper)),
        Sample::of(
            "request-draft",
            &RequestPage {
                fingerprint: None,
                due: None,
                ..request(Status::RequestDraft)
            },
        ),
        Sample::of(
            "request-issuing",
            &RequestPage {
                can_withdraw: false,
                ..request(Status::RequestIssuing)
            },
        ),
        Sample::of("request-rejected", &rejected()),
        Sample::of(
            "withdraw",
            &WithdrawPage {
                shell: s::user("/cabinet/requests/x/withdraw"),
                id: s::ID.into(),
                number: "2026-000123".into(),
                has_key: true,
                errors: Errors::default(),
            },
        ),
        Sample::of(
            "certificates",
            &CertificatesPage {
                shell: s::user("/cabinet/certificates"),
                rows: certificates(),
                former: vec![],
            },
        ),
        Sample::of(
            "certificates-former",
            &CertificatesPage {
                shell: s::user("/cabinet/certificates"),
                rows: vec![],
                former: vec![CertificateRow {
                    status: Status::CertificateRevoked,
                    copy_due: None,
                    ..certificates().remove(0)
                }],
            },
        ),
        Sample::of(
            "certificates-empty",
            &CertificatesPage {
                shell: s::user("/cabinet/certificates"),
                rows: vec![],
                former: vec![],
            },
        ),
        Sample::of("certificate", &certificate()),
        Sample::of("certificate-suspended", &suspended()),
        Sample::of("revoke", &revoking(Errors::default())),
        Sample::of(
            "revoke-errors",
            &revoking(Errors::at("confirm", "Введите последние 4 символа номера: 1F83")),
        ),
        Sample::of(
            "messages",
            &MessagesPage {
                shell: s::user("/cabinet/messages"),
                rows: messages(),
            },
        ),
        Sample::of(
            "messages-empty",
            &MessagesPage {
                shell: s::user("/cabinet/messages"),
                rows: vec![],
            },
        ),
        Sample::of(
            "sessions",
            &SessionsPage {
                shell: s::user("/cabinet/sessions"),
                rows: sessions(),
            },
        ),
    ]
}

const PRICE: &str = "Не вернёте до 12 декабря 2026 — сертификат приостановим.";

fn copy_due() -> Due {
    Due {
        why: "Месяц с изготовления 12.11.2026".into(),
        ..s::due(Urgency::Soon, "Осталось 19 дней", s::day(12, 12))
    }
}

fn step(state: StepState, title: &str, note: &str) -> Step {
    Step {
        state,
        title: title.into(),
        note: note.into(),
    }
}

fn overview() -> OverviewPage {
    OverviewPage {
        shell: s::user("/cabinet"),
        greeting: "Мария Андреевна".into(),
        organization: s::HOSPITAL.into(),
        next: NextAction {
            eyebrow: "Ваше следующее действие",
            title: "Подпишите и передайте заявление".into(),
            text: "Ключ создан, запрос принят. Распечатайте заявление, подпишите сами и у руководителя, поставьте печать и передайте оператору.".into(),
            button: Some((format!("/cabinet/requests/{}", s::ID), "Открыть запрос № 2026-000123".into())),
            due: Some(s::due(Urgency::Calm, "Осталось 3 рабочих дня", s::day(11, 26))),
        },
        track: Track {
            steps: vec![
                step(StepState::Done, "Организация присоединилась к Регламенту", "ГБУЗ «Северодольская ЦРБ», заявление № 114 от 3 февраля 2026"),
                step(StepState::Done, "Вас зарегистрировали как пользователя УЦ", "17 ноября 2026. Доверенность действует по 16 ноября 2028"),
                step(StepState::Done, "Ключ создан, запрос отправлен", "20 ноября 2026, 11:48"),
                step(StepState::Now, "Передать подписанное заявление", "Делаете вы: подписи и печать"),
                step(StepState::Ahead, "Проверка и выпуск сертификата", "3 рабочих дня после получения заявления"),
                step(StepState::Ahead, "Скачать сертификат и вернуть бумажную копию", "Копию нужно вернуть в течение месяца"),
            ],
        },
        certificates: certificates(),
        messages: messages(),
    }
}

fn messages() -> Vec<MessageRow> {
    let link = Some(format!("/cabinet/requests/{}", s::ID));
    vec![
        MessageRow {
            at: s::at(11, 20, 11, 49),
            text: "Запрос № 2026-000123 принят. Ждём подписанное заявление".into(),
            link,
            unread: true,
        },
        MessageRow {
            at: s::at(11, 17, 16, 20),
            text: "Учётная запись одобрена".into(),
            link: None,
            unread: false,
        },
    ]
}

fn certificates() -> Vec<CertificateRow> {
    let row = |status, copy_due: Option<Due>| CertificateRow {
        id: s::ID.into(),
        serial: s::SERIAL.into(),
        not_before: s::at(11, 12, 10, 41),
        not_after: s::at(12, 12, 10, 41),
        status,
        copy_price: copy_due.as_ref().map(|_| PRICE.into()),
        copy_due,
    };
    vec![
        row(Status::CertificateValid, Some(copy_due())),
        row(Status::CertificateExpiring, None),
    ]
}

fn rows() -> Vec<RequestRow> {
    let row = |number: &str, status: Status, action| RequestRow {
        id: s::ID.into(),
        number: number.into(),
        created_at: s::at(11, 20, 11, 48),
        public: None,
        status,
        is_over: !matches!(status, Status::RequestDraft | Status::RequestAwaitsPaper),
        approved_at: None,
        certificate: None,
        comment: None,
        action,
    };
    let certificate = Some((s::ID.to_owned(), s::SERIAL.to_owned()));
    vec![
        row("2026-000124", Status::RequestDraft, RowAction::MakeKey),
        RequestRow {
            public: Some(Status::RequestNew.label()),
            ..row("2026-000123", Status::RequestAwaitsPaper, RowAction::Print)
        },
        RequestRow {
            approved_at: Some(s::at(9, 16, 9, 10)),
            certificate,
            ..row("2026-000098", Status::RequestDone, RowAction::Download)
        },
        RequestRow {
            comment: Some("В заявлении нет печати организации. Подайте запрос повторно".into()),
            ..row("2026-000097", Status::RequestRejected, RowAction::Again)
        },
        row("2026-000096", Status::RequestWithdrawn, RowAction::Again),
    ]
}

fn key(shell: Shell, errors: Errors) -> KeyPage {
    KeyPage {
        shell,
        id: s::ID.into(),
        number: "2026-000123".into(),
        subject: "MAA=".into(),
        extensions: "MAA=".into(),
        file_name: "zaver-2026-000123.key.pem".into(),
        errors,
    }
}

fn request(status: Status) -> RequestPage {
    RequestPage {
        shell: s::user("/cabinet/requests/x"),
        id: s::ID.into(),
        number: "2026-000123".into(),
        created_at: s::at(11, 20, 11, 40),
        status,
        due: Some(s::due(Urgency::Calm, "Осталось 3 рабочих дня", s::day(11, 26))),
        comment: None,
        fields: s::holder(),
        fingerprint: Some("9C41 07E2 5AB8 D36F 1170 8E25 C0A4 7781 66F9 4E0D 9C41 07E2 5AB8 D36F 1170 8E25".into()),
        can_withdraw: true,
        certificate: None,
        events: vec![
            s::event(s::at(11, 20, 11, 48), Tone::Info, "Запрос отправлен, подпись верна"),
            s::event(s::at(11, 20, 11, 40), Tone::Mute, "Данные проверены владельцем"),
        ],
    }
}

fn rejected() -> RequestPage {
    let comment = Some("В заявлении нет печати организации. Подайте запрос повторно".to_owned());
    RequestPage {
        comment,
        due: None,
        can_withdraw: false,
        ..request(Status::RequestRejected)
    }
}

fn certificate() -> CertificatePage {
    CertificatePage {
        statements: vec![(2, "С-2026-000002".into()), (1, "С-2026-000001".into())],
        zone: "МСК (UTC+3)".into(),
        shell: s::user("/cabinet/certificates/x"),
        id: s::ID.into(),
        serial: s::SERIAL.into(),
        holder: s::HOLDER.into(),
        status: Status::CertificateValid,
        not_before: s::at(11, 12, 10, 41),
        not_after: s::at(12, 12, 10, 41),
        left: Some((449, 457)),
        has_copy: true,
        copy_due: Some(copy_due()),
        copy_price: Some(PRICE.into()),
        parts: vec![("Владелец".into(), s::holder())],
        events: vec![
            s::event(s::at(11, 12, 10, 41), Tone::Ok, "Сертификат изготовлен"),
            s::event(s::at(11, 13, 9, 0), Tone::Warn, "Бумажные копии отправлены почтой"),
        ],
        root: "/cabinet/certificates",
        changes: vec![Change::Suspend, Change::Revoke],
        holds: Vec::new(),
        held_for_copy: false,
    }
}

pub(super) fn suspended() -> CertificatePage {
    CertificatePage {
        status: Status::CertificateSuspended,
        changes: vec![Change::Resume, Change::Revoke],
        holds: vec![
            "подписанная бумажная копия не вернулась в срок",
            "по заявлению владельца",
        ],
        ..certificate()
    }
}

fn revoking(errors: Errors) -> ChangePage {
    let shell = s::user("/cabinet/certificates/x/revoke");
    let hint = "Чтобы не ошибиться сертификатом, введите 1F83";
    ChangePage {
        shell: if errors.is_empty() { shell } else { s::failed(shell) },
        root: "/cabinet/certificates",
        id: s::ID.into(),
        serial: s::SERIAL.into(),
        holder: s::HOLDER.into(),
        change: Change::Revoke,
        fields: vec![
            Field::pick(
                "reason",
                "Причина",
                vec![("dismissed".into(), "Сотрудник уволен".into())],
            ),
            Field::text("confirm", "Последние 4 символа номера")
                .hint(hint)
                .errors(&errors),
        ],
        printable: true,
        errors,
    }
}

fn sessions() -> Vec<SessionRow> {
    let row = |agent: &str, current| SessionRow {
        id: s::ID.into(),
        agent: agent.into(),
        address: "192.0.2.17".into(),
        created_at: s::at(11, 20, 9, 2),
        seen_at: s::at(11, 20, 11, 48),
        current,
    };
    vec![row("Firefox на Windows", true), row("Chromium на Linux", false)]
}
