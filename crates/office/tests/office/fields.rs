//! Bad input of every form: what stands at each field, in the words a clerk reads.

use insta::assert_snapshot;
use office::ops::*;
use office::{Operate, Refusal};
use officekit::client::Client;
use officekit::{Place, TestOffice, people};

use crate::both::open;
use domain::rights::Actor;

async fn office() -> TestOffice {
    open(Place::sqlite()).await
}

/// `field: sentence`, in the order of the form.
async fn told<C: Operate>(office: &TestOffice, actor: &Actor, command: C) -> String {
    match office.perform(actor, command).await {
        Err(Refusal::Invalid(errors)) => {
            let lines: Vec<String> = errors
                .iter()
                .map(|one| format!("{}: {}", one.field, one.text))
                .collect();
            lines.join("\n")
        }
        Err(other) => format!("refused[{}]: {other}", other.code()),
        Ok(_) => "granted".into(),
    }
}

#[tokio::test]
async fn adherence_left_empty() {
    let office = office().await;
    let empty = register_adherence::Command::default();
    assert_snapshot!(told(&office, &office.lapina, empty).await, @r#"
    kind: Выберите вид организации
    full_name: Укажите полное наименование, как в ЕГРЮЛ
    short_name: Укажите краткое наименование, как в ЕГРЮЛ
    ogrn: Укажите ОГРН: 13 цифр
    inn: Укажите ИНН организации: 10 цифр
    kpp: Укажите КПП: 9 знаков
    region: Укажите субъект РФ: код и название, например «29 Северодольская область»
    locality: Укажите населённый пункт
    street: Укажите улицу и дом
    email: Укажите адрес электронной почты латинскими буквами, например ivanova@example.ru
    phone: Укажите телефон
    head_surname: Укажите фамилию, как в паспорте
    head_given: Укажите имя, как в паспорте
    head_position: Укажите должность руководителя
    head_basis: Укажите, на основании чего действует руководитель
    copies: Нужны 2 подписанных экземпляра: один остаётся у нас, второй возвращаем
    in_oms: Отметьте, состоит ли организация в реестре МО или СМО
    "#);
}

#[tokio::test]
async fn adherence_filled_wrongly() {
    let office = office().await;
    let wrong = register_adherence::Command {
        kind: "bank".into(),
        full_name: "ы".repeat(1_000),
        short_name: "ГБУЗ\u{7}".into(),
        ogrn: "1022999004171".into(),
        inn: "29990152".into(),
        kpp: "29990".into(),
        region: "Северодольская область".into(),
        locality: " \t ".into(),
        street: "ул. Больничная\u{202e}".into(),
        email: "приёмная@больница.рф".into(),
        phone: "8".repeat(41),
        head_surname: "Gordeev".into(),
        copies: "1".into(),
        basis: String::new(),
        ..people::hospital()
    };
    assert_snapshot!(told(&office, &office.lapina, wrong).await, @r#"
    kind: Выберите вид организации
    full_name: Сократите до 500 знаков: сейчас 1000
    short_name: Уберите невидимые управляющие знаки: наберите текст заново, не вставляя из документа
    ogrn: Проверьте ОГРН: контрольное число не сходится
    inn: Укажите ИНН организации: 10 цифр
    kpp: Укажите КПП: 9 знаков
    region: Начните с двух цифр кода субъекта, например «29 Северодольская область»
    locality: Укажите населённый пункт
    street: Уберите невидимые управляющие знаки: наберите текст заново, не вставляя из документа
    email: Укажите адрес электронной почты латинскими буквами, например ivanova@example.ru
    phone: Сократите до 40 знаков: сейчас 41
    head_surname: Фамилия: запишите русскими буквами, как в паспорте
    copies: Нужны 2 подписанных экземпляра: один остаётся у нас, второй возвращаем
    basis: Укажите реестровый номер организации
    "#);
    let unsaid = register_adherence::Command {
        in_oms: String::new(),
        copies: "две".into(),
        ..people::hospital()
    };
    assert_snapshot!(told(&office, &office.lapina, unsaid).await, @r"
    copies: Нужны 2 подписанных экземпляра: один остаётся у нас, второй возвращаем
    in_oms: Отметьте, состоит ли организация в реестре МО или СМО
    ");
}

#[tokio::test]
async fn registration_left_empty() {
    let office = office().await;
    let hospital = office.joined(people::hospital()).await;
    let empty = register_user::Command::default();
    assert_snapshot!(told(&office, &office.lapina, empty.clone()).await, @"organization: Выберите организацию из списка");
    let chosen = register_user::Command {
        organization: hospital.to_string(),
        ..empty
    };
    assert_snapshot!(told(&office, &office.lapina, chosen).await, @r#"
    surname: Укажите фамилию, как в паспорте
    given: Укажите имя, как в паспорте
    snils: Укажите СНИЛС: 11 цифр
    inn: Укажите ИНН человека: 12 цифр
    born_on: Укажите дату рождения: день, месяц, год — например, 20.11.2026
    passport_number: Укажите серию и номер паспорта: 4 цифры и 6 цифр
    passport_issued_on: Укажите дату выдачи паспорта: день, месяц, год — например, 20.11.2026
    passport_issued_by: Укажите, кем выдан паспорт
    passport_department: Укажите код подразделения из паспорта: 6 цифр
    position: Укажите должность
    email: Укажите адрес электронной почты латинскими буквами, например ivanova@example.ru
    phone: Укажите телефон
    "#);
}

#[tokio::test]
async fn registration_filled_wrongly() {
    let office = office().await;
    let hospital = office.joined(people::hospital()).await;
    let wrong = register_user::Command {
        surname: "Соколова2".into(),
        snils: "148-302-716 52".into(),
        inn: "299904183774".into(),
        born_on: "23.11.2020".into(),
        passport_number: "29 08 4112".into(),
        passport_issued_on: "24.11.2026".into(),
        passport_department: "290".into(),
        position: String::new(),
        department: "ы".repeat(129),
        email: "sokolova".into(),
        poa_number: String::new(),
        poa_issued_on: "31.11.2026".into(),
        ..people::sokolova(hospital)
    };
    assert_snapshot!(told(&office, &office.lapina, wrong).await, @r#"
    surname: Фамилия: лишние знаки. Можно русские буквы, пробел, дефис, апостроф, точку и скобки
    snils: Проверьте СНИЛС: контрольное число не сходится
    inn: Проверьте ИНН: контрольное число не сходится
    born_on: Проверьте дату рождения: пользователю должно быть не меньше 14 лет
    passport_number: Укажите серию и номер паспорта: 4 цифры и 6 цифр
    passport_issued_on: Проверьте дату выдачи паспорта: она не может быть в будущем или до 14 лет
    passport_department: Укажите код подразделения из паспорта: 6 цифр
    position: Укажите должность
    department: Сократите до 128 знаков: сейчас 129
    email: Укажите адрес электронной почты латинскими буквами, например ivanova@example.ru
    poa_number: Укажите номер доверенности
    poa_issued_on: Укажите дату выдачи доверенности: день, месяц, год — например, 20.11.2026
    "#);
}

#[tokio::test]
async fn powers_of_attorney() {
    let office = office().await;
    let hospital = office.joined(people::hospital()).await;
    let form = || people::sokolova(hospital);
    let over = register_user::Command {
        poa_issued_on: "22.11.2024".into(),
        ..form()
    };
    assert_snapshot!(told(&office, &office.lapina, over).await, @"poa_issued_on: Доверенность уже не действует: срок закончился 22 ноября 2026");
    let future = register_user::Command {
        poa_issued_on: "24.11.2026".into(),
        ..form()
    };
    assert_snapshot!(told(&office, &office.lapina, future).await, @"poa_issued_on: Дата доверенности не может быть в будущем");
    let cut_short = register_user::Command {
        poa_valid_through: "22.11.2026".into(),
        ..form()
    };
    assert_snapshot!(told(&office, &office.lapina, cut_short).await, @"poa_valid_through: Доверенность уже не действует: срок закончился 22 ноября 2026");
    let before_its_beginning = register_user::Command {
        poa_valid_through: "01.11.2026".into(),
        ..form()
    };
    assert_snapshot!(told(&office, &office.lapina, before_its_beginning).await, @"poa_valid_through: Проверьте срок доверенности: он закончился раньше, чем её выдали");
    let too_long = register_user::Command {
        poa_valid_through: "03.11.2028".into(),
        ..form()
    };
    assert_snapshot!(told(&office, &office.lapina, too_long).await, @"poa_valid_through: Доверенность действует не больше двух лет: до 2 ноября 2028. Проверьте дату");
    let not_the_head = register_user::Command {
        is_head: "yes".into(),
        ..form()
    };
    assert_snapshot!(told(&office, &office.lapina, not_the_head).await, @"is_head: Руководитель организации — Гордеев Илья Петрович. Для другого человека нужна доверенность");
}

#[tokio::test]
async fn passwords() {
    let office = office().await;
    let change = |current: &str, new: &str, again: &str| change_password::Command {
        current: current.into(),
        new: new.into(),
        again: again.into(),
    };
    let current = people::OPERATOR_PASSWORD;
    let tell = async |command| told(&office, &office.lapina, command).await;
    assert_snapshot!(tell(change("", "", "")).await, @r#"
    current: Текущий пароль не подошёл. Проверьте раскладку и повторите
    new: Добавьте знаков: нужно не меньше 12, сейчас 0
    "#);
    assert_snapshot!(tell(change("не тот", "короткий", "другой")).await, @r#"
    current: Текущий пароль не подошёл. Проверьте раскладку и повторите
    new: Добавьте знаков: нужно не меньше 12, сейчас 8
    again: Пароли различаются. Наберите новый пароль второй раз так же
    "#);
    assert_snapshot!(tell(change(current, "Lapina-lapina-7", "Lapina-lapina-7")).await, @"new: Уберите из пароля логин: такой пароль легко угадать");
    assert_snapshot!(tell(change(current, "абабабабабабаб", "абабабабабабаб")).await, @"new: Возьмите больше разных знаков: в пароле их меньше шести");
    assert_snapshot!(tell(change(current, current, current)).await, @"new: Придумайте другой пароль: этот уже действует");
    let endless = "длинный-пароль-".repeat(20);
    assert_snapshot!(tell(change(current, &endless, &endless)).await, @"new: Сократите пароль до 256 знаков");
}

#[tokio::test]
async fn small_forms() {
    let office = office().await;
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let (actor, operator) = (&user.actor, &office.lapina);
    assert_snapshot!(told(&office, actor, start_request::Command::default()).await, @"consent: Проверьте данные и дайте согласие на их обработку");
    assert_snapshot!(told(&office, actor, acknowledge_regulation::Command::default()).await, @"read: Отметьте, что ознакомились с Регламентом");
    let stale = acknowledge_regulation::Command {
        edition: "0".into(),
        read: "yes".into(),
    };
    assert_snapshot!(told(&office, actor, stale).await, @"read: Вышла новая редакция Регламента. Прочитайте её и отметьте снова");

    let mut client = Client::new(1);
    let request = office.under_review(&user, &mut client).await;
    let nothing = attach_scan::Command {
        request,
        file_name: String::new(),
        bytes: Vec::new(),
        marks: Vec::new(),
    };
    assert_snapshot!(told(&office, operator, nothing).await, @"scan: Выберите файл со сканом: PDF, JPEG или PNG");
    let give_back = return_request::Command {
        request,
        reason: " ".into(),
    };
    assert_snapshot!(told(&office, operator, give_back).await, @"reason: Напишите причину: её прочитает заявитель");
    let reject = reject_request::Command {
        request,
        reason: "ы".repeat(1_001),
    };
    assert_snapshot!(told(&office, operator, reject).await, @"reason: Сократите до 1000 знаков: сейчас 1001");

    let certificate = {
        office.granted(actor, withdraw_request::Command { request }).await;
        office.issued(&user, &mut client).await.id
    };
    let copies = send_copies::Command {
        certificate,
        delivery: String::new(),
    };
    assert_snapshot!(told(&office, operator, copies).await, @"delivery: Отметьте, как передали копии: почтой или на руки");
    let returned = mark_copy_returned::Command {
        certificate,
        storage_place: String::new(),
    };
    assert_snapshot!(told(&office, operator, returned).await, @"storage_place: Укажите, где хранится копия: дело, том, лист");
    let search = search_registry::Command {
        query: "Соколова".into(),
        address: String::new(),
    };
    assert_snapshot!(told(&office, &Actor::VISITOR, search).await, @"query: Введите серийный номер целиком (32 знака), СНИЛС (11 цифр) или ИНН (10 или 12 цифр)");
    let twin = create_operator::Command {
        login: "lapina".into(),
        name: people::name("Лапина Ольга Сергеевна"),
        position: "Оператор УЦ".into(),
        password: people::OWN_PASSWORD.into(),
    };
    assert_snapshot!(told(&office, &Actor::SYSTEM, twin).await, @"login: Такой логин уже есть. Выберите другой");
}
