use super::{
    Sample,
    ra_request::{fresh_request, request, returned_request},
    samples as s,
};
use crate::{
    kit::{Errors, Filled, Pages, Status, Tone, Urgency},
    pages::{
        cabinet::certificate::CertificatePage,
        change::Change,
        ra::{
            adherence::AdherencePage,
            certificates::{IssuedPage, IssuedRow},
            copies::{CopiesPage, CopyRow},
            organization::{AdherenceRow, OrganizationPage, RegistrationRow},
            organizations::{OrganizationRow, OrganizationsPage},
            queue::{QueuePage, QueueRow, TaskRow},
            registration::{RegistrationOffers, RegistrationPage, Sheet},
            registration_form::RegistrationFormPage,
            request::{RequestCardPage, RequestOffers},
        },
    },
    shell::Shell,
};

pub(super) fn samples() -> Vec<Sample> {
    let adherence = |shell: Shell, form: Filled| AdherencePage { shell, form };
    let registration_form = |shell: Shell, form: Filled| RegistrationFormPage {
        shell,
        number: None,
        back: "/ra/organizations".into(),
        organization: s::HOSPITAL.into(),
        form,
    };
    let empty_queue = QueuePage {
        rows: vec![],
        tasks: vec![],
        ..queue()
    };
    let mut reason = registration();
    reason.shell.failed = true;
    reason.errors = Errors::at("reason", "Напишите причину: её прочитает организация");
    let mut scan = request(Status::RequestReview);
    scan.shell.failed = true;
    scan.errors = Errors::at(
        "scan",
        "Файл «Заявление.docx» не подходит: нужен PDF, JPEG или PNG до 10 МБ",
    );
    let issuing = RequestOffers {
        issue: true,
        ..RequestOffers::default()
    };
    vec![
        Sample::of("ra-queue", &queue()),
        Sample::of("ra-queue-empty", &empty_queue),
        Sample::of(
            "ra-adherence",
            &adherence(s::office("/ra/adherence/new"), Filled::default()),
        ),
        Sample::of(
            "ra-adherence-errors",
            &adherence(s::failed(s::office("/ra/adherence/new")), adherence_errors()),
        ),
        Sample::of(
            "ra-organizations",
            &organizations(vec![organization_row(s::HOSPITAL), organization_row(s::LONG)]),
        ),
        Sample::of("ra-organizations-empty", &organizations(vec![])),
        Sample::of("ra-organization", &organization()),
        Sample::of(
            "ra-organization-entered",
            &OrganizationPage {
                four_eyes: true,
                ..organization()
            },
        ),
        Sample::of(
            "ra-registration-form",
            &registration_form(s::office("/ra/registrations/new"), Filled::default()),
        ),
        Sample::of(
            "ra-registration-form-errors",
            &registration_form(s::failed(s::office("/ra/registrations/new")), registration_errors()),
        ),
        Sample::of("ra-registration", &registration()),
        Sample::of("ra-registration-errors", &reason),
        Sample::of("ra-registration-approved", &approved()),
        Sample::of("ra-registration-printed", &printed()),
        Sample::of("ra-registration-forgotten-errors", &forgotten()),
        Sample::of("ra-request", &request(Status::RequestReview)),
        Sample::of("ra-request-errors", &scan),
        Sample::of("ra-request-new", &fresh_request()),
        Sample::of(
            "ra-request-approved",
            &RequestCardPage {
                offers: issuing,
                problems: vec![],
                ..request(Status::RequestApproved)
            },
        ),
        Sample::of("ra-request-returned", &returned_request()),
        Sample::of(
            "ra-request-issued",
            &RequestCardPage {
                offers: RequestOffers::default(),
                problems: vec![],
                certificate: Some((s::ID.into(), s::SERIAL.into())),
                copies_to_send: true,
                ..request(Status::RequestDone)
            },
        ),
        Sample::of(
            "ra-certificate-suspended",
            &CertificatePage {
                shell: s::office("/ra/certificates/x"),
                root: "/ra/certificates",
                changes: Change::ALL.into(),
                held_for_copy: true,
                ..super::cabinet::suspended()
            },
        ),
        Sample::of("ra-copies", &copies()),
        Sample::of("ra-copies-errors", &unmarked()),
        Sample::of("ra-certificates", &issued()),
    ]
}

fn queue() -> QueuePage {
    let row = |kind, number: &str, holder: &str, organization: &str, status, due| QueueRow {
        kind,
        href: format!("/ra/requests/{}", s::ID),
        number: number.into(),
        holder: holder.into(),
        organization: organization.into(),
        status,
        due,
        created_at: s::at(11, 20, 11, 48),
    };
    let (request, user) = ("Запрос на сертификат", "Регистрация пользователя");
    let late = s::due(Urgency::Late, "Просрочено на 1 рабочий день", s::day(11, 20));
    let soon = s::due(Urgency::Soon, "Сегодня последний день", s::day(11, 23));
    let calm = s::due(Urgency::Calm, "Осталось 2 рабочих дня", s::day(11, 25));
    QueuePage {
        shell: s::office("/ra"),
        tab: "work",
        tabs: vec![
            ("work", "На проверке", 2),
            ("approved", "Одобрены, ждут выпуска", 1),
            ("awaiting", "Ждут заявления", 1),
            ("fix", "На исправлении", 1),
            ("registrations", "Регистрации", 2),
            ("tasks", "Задачи", 1),
            ("done", "Завершены", 17),
        ],
        query: String::new(),
        rows: vec![
            row(
                request,
                "2026-000121",
                "Зимин Артём Викторович",
                s::INSURER,
                Status::RequestReview,
                Some(late),
            ),
            row(
                user,
                "2026-000122",
                "Беляева Нина Фёдоровна",
                s::HOSPITAL,
                Status::RegistrationReview,
                Some(soon),
            ),
            row(
                request,
                "2026-000123",
                s::HOLDER,
                s::HOSPITAL,
                Status::RequestApproved,
                Some(calm),
            ),
            row(
                user,
                "2026-000119",
                "Тарасов Кирилл Олегович",
                s::LONG,
                Status::RegistrationReturned,
                None,
            ),
            row(
                request,
                "2026-000124",
                "Миронова Екатерина Львовна",
                s::INSURER,
                Status::RequestAwaitsPaper,
                None,
            ),
        ],
        tasks: vec![TaskRow {
            id: s::ID.into(),
            title: "Не вернулась бумажная копия: Гордеев И. П., 0097B8…1F83".into(),
            created_at: s::at(11, 20, 0, 5),
            href: Some("/ra/copies".into()),
        }],
        pages: Pages::new("/ra", 1, true, "Всего: 38").fields("tab=work&"),
    }
}

fn adherence_errors() -> Filled {
    let mut form = Filled::default()
        .with("short_name", s::LONG)
        .with("inn", "2999015241")
        .with("copies", "1");
    form.errors.add("inn", "Проверьте ИНН: контрольное число не сходится");
    form.errors.add(
        "copies",
        "Нужны 2 подписанных экземпляра. Попросите организацию принести второй",
    );
    form
}

fn registration_errors() -> Filled {
    let mut form = Filled::default()
        .with("surname", "Соколова")
        .with("snils", "148-302-716 00")
        .with("is_head", "yes");
    form.errors
        .add("snils", "Проверьте СНИЛС: контрольное число не сходится");
    form.errors.add(
        "has_statement",
        "Без заявления комплект не полный. Отметьте его, когда получите",
    );
    form
}

fn organization_row(name: &str) -> OrganizationRow {
    OrganizationRow {
        id: s::ID.into(),
        name: name.into(),
        inn: "2999015240".into(),
        ogrn: "1022999004170".into(),
        head: "Гордеев И. П.".into(),
        status: Some(Status::AdherenceActive),
    }
}

fn organizations(rows: Vec<OrganizationRow>) -> OrganizationsPage {
    let total = rows.len();
    OrganizationsPage {
        shell: s::office("/ra/organizations"),
        query: String::new(),
        rows,
        pages: Pages::of("/ra/organizations", 2, total > 1, 2),
    }
}

fn organization() -> OrganizationPage {
    let adherence = AdherenceRow {
        id: s::ID.into(),
        number: "114".into(),
        edition: "2".into(),
        received_at: s::at(11, 3, 10, 0),
        status: Status::AdherenceRegistered,
        basis: "Реестр медицинских организаций, № 290017".into(),
    };
    let user = |name: &str, status| RegistrationRow {
        id: s::ID.into(),
        number: "2026-000119".into(),
        name: name.into(),
        position: "Ведущий специалист по работе с реестрами".into(),
        status,
    };
    OrganizationPage {
        shell: Shell {
            done: Some("Заявление зарегистрировано. Данные сверит другой оператор: он и вернёт второй экземпляр"),
            ..s::office("/ra/organizations/x")
        },
        id: s::ID.into(),
        name: s::HOSPITAL.into(),
        fields: s::pairs(&[
            ("Полное наименование", s::LONG),
            ("ИНН / КПП", "2999015240 / 299901001"),
            ("Руководитель", "Гордеев Илья Петрович, главный врач"),
        ]),
        adherences: vec![adherence],
        registrations: vec![
            user(s::HOLDER, Status::RegistrationActive),
            user("Тарасов Кирилл Олегович", Status::RegistrationReturned),
        ],
        joined: true,
        four_eyes: false,
    }
}

fn registration() -> RegistrationPage {
    RegistrationPage {
        version: 7,
        shell: s::office("/ra/registrations/x"),
        id: s::ID.into(),
        number: "2026-000122".into(),
        name: s::HOLDER.into(),
        status: Status::RegistrationReview,
        due: Some(s::due(Urgency::Soon, "Сегодня последний день", s::day(11, 26))),
        organization: (s::ID.into(), s::HOSPITAL.into()),
        person: s::holder(),
        papers: s::pairs(&[
            ("Заявление на регистрацию", "получено"),
            ("Доверенность", "№ 17 от 17.11.2026, действует по 16.11.2028"),
            ("Полный комплект", "зарегистрирован 23.11.2026, 10:12"),
        ]),
        missing: vec![],
        reason: None,
        offers: RegistrationOffers {
            amend: true,
            approve: true,
            give_back: true,
            reject: true,
            ..RegistrationOffers::default()
        },
        draft: String::new(),
        events: vec![s::event(
            s::at(11, 23, 10, 12),
            Tone::Info,
            "Комплект зарегистрирован: Грачёв Д. И.",
        )],
        errors: Errors::default(),
    }
}

fn approved() -> RegistrationPage {
    let offers = RegistrationOffers {
        sheet: Some(Sheet::Needed),
        ..RegistrationOffers::default()
    };
    RegistrationPage {
        status: Status::RegistrationApproved,
        offers,
        due: None,
        ..registration()
    }
}

fn printed() -> RegistrationPage {
    let approved = approved();
    RegistrationPage {
        status: Status::RegistrationTemporary,
        offers: RegistrationOffers {
            sheet: Some(Sheet::Printed),
            ..approved.offers
        },
        ..approved
    }
}

/// The user works with an own password; the tick is forgotten.
fn forgotten() -> RegistrationPage {
    let approved = approved();
    RegistrationPage {
        shell: s::failed(approved.shell),
        status: Status::RegistrationActive,
        due: None,
        offers: RegistrationOffers {
            sheet: Some(Sheet::TakesPassword),
            ..approved.offers
        },
        errors: Errors::at(
            "forgotten",
            "Отметьте, что пользователь забыл пароль: сейчас он работает со своим",
        ),
        ..registration()
    }
}

fn copies() -> CopiesPage {
    let row = |status, urgency, text: &str| CopyRow {
        id: s::ID.into(),
        serial: s::SERIAL.into(),
        holder: s::HOLDER.into(),
        organization: s::HOSPITAL.into(),
        status,
        due: s::due(urgency, text, s::day(12, 12)),
        sent: (status != Status::CopyToSend).then(|| ("почтой", s::at(11, 13, 9, 0))),
        returned: (status == Status::CopyReturned).then(|| (s::at(11, 20, 9, 0), "Папка 3, лист 17".to_owned())),
    };
    CopiesPage {
        shell: s::office("/ra/copies"),
        query: String::new(),
        groups: vec![
            (
                "Срок возврата прошёл",
                vec![row(Status::CopyOverdue, Urgency::Late, "Просрочено на 3 дня")],
            ),
            (
                "Отправить",
                vec![row(Status::CopyToSend, Urgency::Calm, "Осталось 19 дней")],
            ),
            ("Ждём возврата", vec![]),
            ("Вернулись", vec![row(Status::CopyReturned, Urgency::Calm, "")]),
        ],
        failed: None,
        errors: Errors::default(),
    }
}

fn unmarked() -> CopiesPage {
    let mut page = copies();
    page.shell.failed = true;
    for (at, (_, rows)) in page.groups.iter_mut().enumerate() {
        rows.iter_mut().for_each(|row| row.id = format!("row-{at}"));
    }
    page.failed = Some(("row-0".into(), "Дело <7>".into()));
    page.errors = Errors::at("storage_place", "Укажите, где хранится копия: дело, том, лист");
    page
}

fn issued() -> IssuedPage {
    let row = |organization: &str, status| IssuedRow {
        id: s::ID.into(),
        serial: s::SERIAL.into(),
        holder: s::HOLDER.into(),
        organization: organization.into(),
        not_before: s::at(11, 12, 10, 41),
        not_after: s::at(12, 12, 10, 41),
        status,
    };
    IssuedPage {
        shell: s::office("/ra/certificates"),
        query: "Соколова".into(),
        rows: vec![
            row(s::HOSPITAL, Status::CertificateValid),
            row(s::LONG, Status::CertificateIssuing),
        ],
        pages: Pages::of("/ra/certificates", 2, true, 2).search("/ra/certificates", "Соколова", "sample"),
    }
}
