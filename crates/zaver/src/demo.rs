//! The demonstration: invented people who went part of the way, by the same operations as real ones.

use domain::id::{AccountId, OrganizationId, RegistrationId};
use domain::rights::{Actor, Role};
use jiff::ToSpan;
use office::ops::{
    approve_registration, change_password, create_operator, hand_back_adherence, print_sealed_sheet,
    register_adherence, register_user, sign_in,
};
use office::views;
use office::{Office, Refusal};
use requisites::{PersonName, ru};
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::outcome::Refused;

/// Where the sign-in data are kept for the demo's page.
pub(crate) const PEOPLE: &str = "demo-people.json";

/// A person one can sign in as.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) password: String,
}

/// Fills an empty office.
pub(crate) async fn seed(folder: &Folder, office: &Office) -> Result<Vec<Person>, Refused> {
    let mut people = Vec::new();
    let lapina = operator(office, &mut people, "lapina", ["Лапина", "Ольга", "Сергеевна"]).await?;
    let grachev = operator(office, &mut people, "grachev", ["Грачёв", "Денис", "Игоревич"]).await?;

    let hospital = join(office, [&lapina, &grachev], hospital()).await?;
    let insurer = join(office, [&lapina, &grachev], insurer()).await?;

    let sokolova = office.perform(&lapina, sokolova(office, hospital)).await?;
    office
        .perform(&grachev, approve_registration::Command { registration: sokolova })
        .await?;
    people.push(own_password(office, &lapina, sokolova, "Соколова Мария Андреевна").await?);

    let gordeev = office.perform(&lapina, gordeev(office, hospital)).await?;
    office
        .perform(&grachev, approve_registration::Command { registration: gordeev })
        .await?;
    office.perform(&lapina, zimin(office, insurer)).await?;

    let text = serde_json::to_vec_pretty(&people).map_err(|error| Refused::new("demo", error.to_string()))?;
    folder.write_new(PEOPLE, &text, true)?;
    Ok(people)
}

async fn operator(office: &Office, people: &mut Vec<Person>, login: &str, name: [&str; 3]) -> Result<Actor, Refused> {
    let name =
        PersonName::new(name[0], name[1], Some(name[2])).map_err(|error| Refused::new("demo", error.to_string()))?;
    let password = format!("nabereg-{}-2026", login.chars().rev().collect::<String>());
    let shown = name.to_string();
    let command = create_operator::Command {
        login: login.into(),
        name,
        position: "Оператор УЦ".into(),
        password: password.clone(),
    };
    let account = office.perform(&Actor::SYSTEM, command).await?;
    people.push(Person {
        role: "Оператор УЦ".into(),
        name: shown,
        login: login.into(),
        password,
    });
    Ok(signed_in(account, Role::RaOperator))
}

fn signed_in(account: AccountId, role: Role) -> Actor {
    Actor {
        role,
        account: Some(account),
        session: None,
        grant: None,
    }
}

/// One operator registers the adherence, the other hands the second copy back.
async fn join(
    office: &Office,
    [first, second]: [&Actor; 2],
    statement: register_adherence::Command,
) -> Result<OrganizationId, Refusal> {
    let joined = office.perform(first, statement).await?;
    office
        .perform(
            second,
            hand_back_adherence::Command {
                adherence: joined.adherence,
            },
        )
        .await?;
    Ok(joined.organization)
}

/// Prints the sheet, signs in with it and sets an own password, as the user would.
async fn own_password(
    office: &Office,
    operator: &Actor,
    registration: RegistrationId,
    name: &str,
) -> Result<Person, Refused> {
    let sheet = office
        .perform(operator, print_sealed_sheet::Command { registration })
        .await?;
    let sign_in = sign_in::Command {
        login: sheet.login.clone(),
        password: sheet.password,
        address: "demo".into(),
        agent: "demo".into(),
    };
    let session = office.perform(&Actor::VISITOR, sign_in).await?;
    let session = views::session(office, &session.token).await?;
    let actor = session
        .map(|session| session.actor)
        .ok_or_else(|| Refused::new("demo", "сеанс не начался"))?;
    let password = "polyana-svetlaya-7".to_owned();
    let change = change_password::Command {
        current: String::new(),
        new: password.clone(),
        again: password.clone(),
    };
    office.perform(&actor, change).await?;
    Ok(Person {
        role: "Пользователь УЦ".into(),
        name: name.into(),
        login: sheet.login,
        password,
    })
}

fn hospital() -> register_adherence::Command {
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
        ..place()
    }
}

fn insurer() -> register_adherence::Command {
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
        ..place()
    }
}

fn place() -> register_adherence::Command {
    register_adherence::Command {
        region: "29 Северодольская область".into(),
        locality: "г. Северодольск".into(),
        head_basis: "Устава".into(),
        copies: "2".into(),
        ..Default::default()
    }
}

fn sokolova(office: &Office, organization: OrganizationId) -> register_user::Command {
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
        poa_number: "17-Д".into(),
        ..papers(office, organization, "29 08 411205", "20.04.2008")
    }
}

fn gordeev(office: &Office, organization: OrganizationId) -> register_user::Command {
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
        is_head: "yes".into(),
        poa_issued_on: String::new(),
        ..papers(office, organization, "29 14 830011", "18.09.2014")
    }
}

fn zimin(office: &Office, organization: OrganizationId) -> register_user::Command {
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
        poa_number: "5/2026".into(),
        ..papers(office, organization, "29 11 604417", "22.02.2011")
    }
}

fn papers(office: &Office, organization: OrganizationId, passport: &str, issued_on: &str) -> register_user::Command {
    register_user::Command {
        organization: organization.to_string(),
        passport_number: passport.into(),
        passport_issued_on: issued_on.into(),
        passport_issued_by: "ОУФМС России по Северодольской области в г. Северодольске".into(),
        passport_department: "290-001".into(),
        has_statement: "yes".into(),
        poa_issued_on: poa_issued_on(office),
        ..Default::default()
    }
}

/// Three weeks ago, whenever the demo is made.
fn poa_issued_on(office: &Office) -> String {
    ru::date_short(office.local(office.now()).date().saturating_sub(21.days()))
}
