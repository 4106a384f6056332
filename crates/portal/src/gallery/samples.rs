//! What all samples share: the installation, the people, the frames.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, date};

use crate::{
    kit::{Due, Event, Tone, Urgency, calendar},
    shell::{Shell, Viewer, Workplace},
    site::Site,
};

pub(crate) const SERIAL: &str = "0097B8752D16ACBF80E7111F83A10C42";
pub(crate) const HOLDER: &str = "Соколова Мария Андреевна";
pub(crate) const HOSPITAL: &str = "ГБУЗ «Северодольская ЦРБ»";
pub(crate) const INSURER: &str = "ООО «СМО „Поморье-Полис“»";
pub(crate) const LONG: &str = "Государственное бюджетное учреждение здравоохранения Северодольской области «Северодольская клиническая больница скорой медицинской помощи имени академика Н. И. Светлова»";
pub(crate) const ID: &str = "0198c0de-0000-7000-8000-000000000001";

pub(crate) fn site() -> Arc<Site> {
    Arc::new(Site {
        short_name: "УЦ ТФОМС".into(),
        owner: "ТФОМС Северодольской области".into(),
        address: "г. Северодольск, ул. Набережная, д. 4, каб. 12".into(),
        phones: vec!["8 800 000-00-00".into()],
        support_email: "support@uc.example".into(),
        brand: None,
        demo: false,
    })
}

pub(crate) fn shell(path: &str) -> Shell {
    Shell {
        site: site(),
        path: path.into(),
        theme: None,
        csrf: "sample".into(),
        viewer: None,
        done: None,
        failed: false,
    }
}

pub(crate) fn user(path: &str) -> Shell {
    let workplace = Workplace::Cabinet { messages: 2 };
    let viewer = Viewer {
        name: "Соколова М. А.".into(),
        role: "Пользователь УЦ".into(),
        organization: Some(HOSPITAL.into()),
        workplace,
    };
    Shell {
        viewer: Some(viewer),
        ..shell(path)
    }
}

pub(crate) fn newcomer(path: &str) -> Shell {
    let mut shell = user(path);
    if let Some(viewer) = &mut shell.viewer {
        viewer.workplace = Workplace::Entry;
    }
    shell
}

pub(crate) fn office(path: &str) -> Shell {
    let viewer = Viewer {
        name: "Лапина О. С.".into(),
        role: "Оператор УЦ".into(),
        organization: None,
        workplace: Workplace::Office,
    };
    Shell {
        viewer: Some(viewer),
        ..shell(path)
    }
}

pub(crate) fn failed(shell: Shell) -> Shell {
    Shell { failed: true, ..shell }
}

pub(crate) fn day(month: i8, day: i8) -> Date {
    date(2026, month, day)
}

pub(crate) fn at(month: i8, day_of_month: i8, hour: i8, minute: i8) -> DateTime {
    day(month, day_of_month).at(hour, minute, 0, 0)
}

pub(crate) fn due(urgency: Urgency, left: &str, date: Date) -> Due {
    Due {
        urgency,
        left: left.into(),
        until: format!("до {}", calendar::day(date)),
        date,
        why: "3 рабочих дня с регистрации заявления 23.11.2026; 28 и 29 ноября — выходные".into(),
    }
}

pub(crate) fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(title, value)| ((*title).to_owned(), (*value).to_owned()))
        .collect()
}

pub(crate) fn event(at: DateTime, tone: Tone, text: &str) -> Event {
    Event {
        by: None,
        at: Some(at),
        tone,
        text: text.into(),
    }
}

pub(crate) fn holder() -> Vec<(String, String)> {
    pairs(&[
        ("Фамилия, имя, отчество", HOLDER),
        ("СНИЛС", "148-302-716 51"),
        ("ИНН", "299904183773"),
        ("Должность", "Ведущий специалист по работе с реестрами"),
        ("Подразделение", "Отдел информационного обмена"),
        ("Электронная почта", "m.sokolova@sevdol-crb.example"),
        ("Организация", HOSPITAL),
        ("ИНН организации", "2999015240"),
        ("ОГРН", "1022999004170"),
        (
            "Адрес",
            "29 Северодольская область, г. Северодольск, ул. Больничная, д. 12",
        ),
    ])
}
