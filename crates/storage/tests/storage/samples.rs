//! Invented entities; `n` makes every one of them different.

use domain::account::{Account, Acknowledgement, Password};
use domain::adherence::{Adherence, AdherenceState};
use domain::certificate::{Certificate, CertificateState};
use domain::deed::Deed;
use domain::document::Document;
use domain::id::*;
use domain::message::{Letter, Message};
use domain::organization::{Organization, OrganizationKind};
use domain::paper_copy::{PaperCopy, PaperCopyState};
use domain::person::{Passport, Person};
use domain::registration::{Authorization, PowerOfAttorney, Registration, RegistrationState};
use domain::request::{CheckMark, Request, RequestState, RequestedKey};
use domain::rights::Role;
use domain::session::Session;
use domain::subject::Subject;
use domain::task::{Task, TaskKind};
use domain::timer::{Timer, TimerKind};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use requisites::term::Deadline;
use requisites::{DepartmentCode, InnLegal, InnPerson, Kpp, Ogrn, PassportNumber, PersonName, Snils};
use uuid::Uuid;
use zaver_storage::counters::Counter;
use zaver_storage::crls::{Crl, Scope};

pub(crate) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// 2026-11-23T08:00:00Z and so many minutes; microseconds are kept.
pub(crate) fn at(minutes: i64) -> Timestamp {
    Timestamp::from_microsecond(1_795_420_800_000_123 + minutes * 60_000_000).unwrap()
}

pub(crate) fn deadline(due: Date) -> Deadline {
    Deadline {
        due,
        provisional: true,
        explanation: "3 рабочих дня после 23 ноября 2026".into(),
        by_calendar: false,
    }
}

fn deed() -> Deed {
    Deed {
        at: at(3),
        by: Some(AccountId(id(1))),
        text: "Одобрена".into(),
    }
}

pub(crate) fn name(surname: &str) -> PersonName {
    PersonName::new(surname, "Артём", Some("Викторович")).unwrap()
}

/// ОГРН with a valid check digit.
pub(crate) fn ogrn(n: u64) -> Ogrn {
    let stem = 102_290_000_000 + n;
    Ogrn::parse(&format!("{stem}{}", stem % 11 % 10)).unwrap()
}

pub(crate) fn organization(n: u128, short_name: &str) -> Organization {
    Organization {
        id: OrganizationId(id(n)),
        kind: OrganizationKind::Mo,
        full_name: format!("Учреждение {short_name}"),
        short_name: short_name.into(),
        ogrn: ogrn(u64::try_from(n).unwrap()),
        inn: InnLegal::parse("2999015240").unwrap(),
        kpp: Kpp::parse("299901001").unwrap(),
        region: "29 Северодольская область".into(),
        locality: "г. Северодольск".into(),
        street: "ул. Больничная, д. 3".into(),
        email: "crb@example.ru".into(),
        phone: "8 (8180) 55-01-10".into(),
        head_position: "Главный врач".into(),
        head_name: name("Гордеев"),
        head_basis: "Устава".into(),
    }
}

pub(crate) fn adherence(n: u128, organization: u128, received: i64) -> Adherence {
    Adherence {
        id: AdherenceId(id(n)),
        organization: OrganizationId(id(organization)),
        number: format!("2026-{n:04}"),
        edition: "1 от 1 ноября 2026".into(),
        state: AdherenceState::Registered,
        copies: 2,
        basis: "290014".into(),
        received_at: at(received),
        registered_by: AccountId(id(1)),
        handed_back_at: Some(at(received + 1)),
    }
}

pub(crate) fn registration(n: u128, surname: &str) -> Registration {
    Registration {
        id: RegistrationId(id(n)),
        number: format!("Р-2026-{n:04}"),
        organization: OrganizationId(id(1)),
        person: Person {
            name: name(surname),
            snils: Snils::parse("157-730-264 76").unwrap(),
            inn: InnPerson::parse("299905880262").unwrap(),
            born_on: date(1991, 1, 30),
            passport: Passport {
                number: PassportNumber::parse("29 11 604417").unwrap(),
                issued_on: date(2011, 2, 22),
                issued_by: "ОУФМС России по Северодольской области".into(),
                department: DepartmentCode::parse("290-001").unwrap(),
            },
        },
        position: "Экономист".into(),
        department: Some("Отдел медицинской статистики".into()),
        email: "zimin@example.ru".into(),
        phone: "8 (8180) 55-07-33".into(),
        has_statement: true,
        authorization: Authorization::PowerOfAttorney(PowerOfAttorney {
            number: "5/2026".into(),
            issued_on: date(2026, 11, 2),
            valid_through: date(2028, 11, 2),
        }),
        state: RegistrationState::UnderReview,
        deadline: None,
        complete_at: Some(at(0)),
        entered_by: vec![AccountId(id(1)), AccountId(id(2))],
        decided_by: None,
        decided_at: None,
        reason: Some("нет печати".into()),
        created_at: at(i64::try_from(n).unwrap()),
        account: Some(AccountId(id(3))),
        deeds: vec![deed()],
    }
}

pub(crate) fn account(n: u128, login: &str, role: Role) -> Account {
    Account {
        id: AccountId(id(n)),
        login: login.into(),
        role,
        short_name: "Лапина О. С.".into(),
        full_name: "Лапина Ольга Сергеевна".into(),
        position: "Оператор УЦ".into(),
        registration: Some(RegistrationId(id(1))),
        password: Password {
            hash: "$argon2id$".into(),
            temporary_until: Some(at(9)),
            spent: true,
        },
        acknowledged: vec![Acknowledgement {
            edition: "1".into(),
            at: at(1),
        }],
    }
}

pub(crate) fn session(n: u128, account: u128, expires: i64) -> Session {
    Session {
        id: SessionId(id(n)),
        token_hash: format!("{n:064x}"),
        account: AccountId(id(account)),
        created_at: at(0),
        seen_at: at(1),
        expires_at: at(expires),
        address: "192.0.2.7".into(),
        agent: "Firefox".into(),
        ended_at: None,
    }
}

pub(crate) fn request(n: u128, state: RequestState, due: Option<Date>) -> Request {
    let registration = registration(1, "Зимин");
    Request {
        id: RequestId(id(n)),
        number: format!("2026-{n:06}"),
        registration: registration.id,
        subject: Subject::of(&registration, &organization(1, "ООО «СМО „Поморье-Полис“»")),
        profile: "user".into(),
        state,
        deadline: due.map(deadline),
        created_at: at(i64::try_from(n).unwrap()),
        key: Some(RequestedKey {
            identity: "ab".into(),
            fingerprint: "AB".into(),
            submitted_at: at(4),
        }),
        statement_received_at: vec![at(5), at(6)],
        scan: Some(DocumentId(id(8))),
        check_list: vec![CheckMark {
            item: "pages".into(),
            passed: false,
        }],
        compared_by: vec![AccountId(id(2))],
        approved_by: Some(AccountId(id(1))),
        decided_by: None,
        decided_at: None,
        comment: Some("нет подписи".into()),
        certificate: Some(CertificateId(id(9))),
        deeds: vec![deed()],
    }
}

pub(crate) fn certificate(n: u128, state: CertificateState) -> Certificate {
    Certificate {
        id: CertificateId(id(n)),
        serial: format!("{n:032X}"),
        issuer: "issuing".into(),
        state,
        holds: Vec::new(),
        changes: Vec::new(),
        profile: "user".into(),
        shard: 7,
        request: Some(RequestId(id(n))),
        registration: Some(RegistrationId(id(1))),
        holder: "Зимин Артём Викторович".into(),
        organization: "ООО «СМО „Поморье-Полис“»".into(),
        snils: Some("15773026476".into()),
        inns: vec!["299905880262".into(), "2999073160".into()],
        not_before: at(0),
        not_after: at(1_000),
        decided_at: at(i64::try_from(n).unwrap()),
        issued_at: None,
    }
}

pub(crate) fn paper_copy(n: u128, state: PaperCopyState, due: Date) -> PaperCopy {
    PaperCopy {
        certificate: CertificateId(id(n)),
        serial: format!("{n:032X}"),
        holder: "Зимин Артём Викторович".into(),
        organization: "ООО «СМО „Поморье-Полис“»".into(),
        state,
        deadline: deadline(due),
        delivery: Some(domain::paper_copy::Delivery::Post),
        sent_at: Some(at(1)),
        returned_at: None,
        returned_by: Some(AccountId(id(2))),
        storage_place: Some("дело 01-14, л. 3".into()),
    }
}

pub(crate) fn document(n: u128, owner: u128, attached: i64) -> Document {
    Document {
        id: DocumentId(id(n)),
        owner: id(owner),
        file_name: "заявление.pdf".into(),
        media_type: "application/pdf".into(),
        size: 5_000_000_000,
        sha256: "00".into(),
        pages: 2,
        attached_by: AccountId(id(1)),
        attached_at: at(attached),
    }
}

pub(crate) fn task(n: u128, subject: u128, created: i64) -> Task {
    Task {
        id: TaskId(id(n)),
        kind: TaskKind::CopyOverdue,
        subject: id(subject),
        title: "Копия не вернулась за месяц".into(),
        created_at: at(created),
        closed: None,
    }
}

pub(crate) fn timer(n: u128, subject: u128, due: i64) -> Timer {
    Timer {
        id: TimerId(id(n)),
        kind: TimerKind::CopyReminder(14),
        subject: id(subject),
        due_at: at(due),
        done_at: None,
    }
}

pub(crate) fn letter(n: u128, next: i64) -> Letter {
    Letter {
        id: OutboxId(id(n)),
        to: "zimin@example.ru".into(),
        subject: "Запрос принят".into(),
        body: "Здравствуйте.\n".into(),
        created_at: at(0),
        next_at: at(next),
        attempts: 2,
        sent_at: None,
        last_error: Some("нет ответа".into()),
    }
}

pub(crate) fn message(n: u128, account: u128, minute: i64) -> Message {
    Message {
        id: MessageId(id(n)),
        account: AccountId(id(account)),
        at: at(minute),
        text: "Запрос принят".into(),
        link: Some("/cabinet".into()),
        read_at: None,
    }
}

pub(crate) fn counter(n: u128, name: &str) -> Counter {
    Counter {
        id: id(n),
        name: name.into(),
        last: 17,
    }
}

pub(crate) fn crl(n: u128, issuer: &str, number: i64) -> Crl {
    Crl {
        id: id(n),
        issuer: issuer.into(),
        scope: Scope::Full,
        number,
        base: None,
        sequence: 0,
        this_update: at(0),
        next_update: at(4_320),
        entries: 3,
    }
}

pub(crate) fn client(number: u128, token_hash: &str) -> domain::client::Client {
    domain::client::Client {
        id: domain::id::ClientId(id(number)),
        name: "Шлюз обмена".into(),
        token_hash: token_hash.into(),
        operations: vec!["issue-for-system".into()],
        created_at: at(0),
        expires_at: at(60),
        ended_at: None,
    }
}
