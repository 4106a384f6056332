//! A request on the operator's desk.

use super::samples as s;
use crate::{
    kit::{Errors, Status, Tone, Urgency},
    pages::ra::request::{Check, Comparison, RequestCardPage, RequestOffers, Scan},
};

pub(super) fn request(status: Status) -> RequestCardPage {
    let row = |title: &str, value: &str, source: &str, matches| Comparison {
        title: title.into(),
        value: value.into(),
        source: source.into(),
        matches,
    };
    let check = |code: &str, text: &str, mark| Check {
        code: code.into(),
        text: text.into(),
        mark,
    };
    RequestCardPage {
        version: 7,
        shell: s::office("/ra/requests/x"),
        id: s::ID.into(),
        number: "2026-000123".into(),
        holder: s::HOLDER.into(),
        status,
        due: Some(s::due(Urgency::Calm, "Осталось 2 рабочих дня", s::day(11, 26))),
        comparisons: vec![
            row("ФИО", s::HOLDER, "регистрация пользователя", Some(true)),
            row("СНИЛС", "148-302-716 51", "регистрация пользователя", Some(true)),
            row(
                "Должность",
                "Ведущий специалист по работе с реестрами",
                "регистрация пользователя: «Специалист»",
                Some(false),
            ),
            row("ОГРН", "1022999004170", "карточка организации", Some(true)),
            row(
                "Отпечаток ключа",
                "9C41 07E2 5AB8 D36F 1170 8E25 C0A4 7781",
                "сверьте: номер запроса и отпечаток на бумаге",
                None,
            ),
            row("Подпись запроса", "верна", "владение ключом доказано", Some(true)),
        ],
        checks: vec![
            check("form", "Заявление по форме, все поля заполнены", Some(true)),
            check("user", "Есть подпись пользователя", Some(true)),
            check("head", "Есть подпись руководителя и печать", Some(false)),
            check("scan", "Скан читается, страницы целы", None),
        ],
        scan: None,
        turn: 0,
        offers: RequestOffers {
            compare: true,
            give_back: true,
            reject: true,
            approve: true,
            ..RequestOffers::default()
        },
        problems: vec![
            "Приложите скан заявления".into(),
            "1 пункт списка отмечен «Нет», 1 не отмечен".into(),
        ],
        comment: None,
        draft: "В заявлении нет подписи руководителя и печати. Подпишите его и передайте снова.".into(),
        certificate: None,
        copies_to_send: false,
        returned_at: None,
        events: vec![
            s::event(
                s::at(11, 23, 10, 2),
                Tone::Info,
                "Заявление зарегистрировано: Лапина О. С.",
            ),
            s::event(s::at(11, 20, 11, 48), Tone::Mute, "Запрос отправлен, подпись верна"),
        ],
        errors: Errors::default(),
    }
}

pub(super) fn fresh_request() -> RequestCardPage {
    let offers = RequestOffers {
        register_statement: true,
        reject: true,
        ..RequestOffers::default()
    };
    RequestCardPage {
        offers,
        checks: vec![],
        problems: vec![],
        draft: String::new(),
        due: None,
        scan: Some(Scan {
            id: s::ID.into(),
            file_name: "Заявление.pdf".into(),
            pages: 2,
        }),
        ..request(Status::RequestAwaitsPaper)
    }
}

pub(super) fn returned_request() -> RequestCardPage {
    RequestCardPage {
        returned_at: Some(s::at(11, 24, 15, 30)),
        scan: None,
        ..RequestCardPage {
            status: Status::RequestReturned,
            ..fresh_request()
        }
    }
}
