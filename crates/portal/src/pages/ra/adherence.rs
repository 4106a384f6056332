//! Присоединение к Регламенту: the paper becomes a record.

use askama::Template;

use domain::id::AdherenceId;
use office::ops::{hand_back_adherence, register_adherence};

use crate::{
    done::Done,
    kit::{Field, Filled, filters},
    page,
    shell::Shell,
    web::{Answer, Id, Operator, Sent, done, refused},
};

/// `GET /ra/adherence/new`, `POST /ra/adherence/new`.
#[derive(Debug, Template)]
#[template(path = "ra/adherence.html")]
pub(crate) struct AdherencePage {
    pub(crate) shell: Shell,
    pub(crate) form: Filled,
}

const KINDS: [(&str, &str); 4] = [
    ("mo", "Медицинская организация"),
    ("smo", "Страховая медицинская организация"),
    ("tfoms", "Территориальный фонд ОМС"),
    ("other", "Иной участник системы ОМС"),
];

const SEEN_IN: [(&str, &str); 4] = [
    ("mo_registry", "Есть в реестре медицинских организаций"),
    ("smo_registry", "Есть в реестре страховых медицинских организаций"),
    ("other", "Участвует на ином основании"),
    ("no", "В системе ОМС нет — отказать"),
];

fn choices(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(code, title)| ((*code).to_owned(), (*title).to_owned()))
        .collect()
}

impl AdherencePage {
    fn organization(&self) -> Vec<Field> {
        let fields = [
            Field::choice("kind", "Вид организации", choices(&KINDS)),
            Field::text("full_name", "Полное наименование").autocomplete("off"),
            Field::text("short_name", "Краткое наименование")
                .hint("Так организация будет названа в сертификатах")
                .autocomplete("off"),
            Field::digits("ogrn", "ОГРН").hint("13 цифр"),
            Field::digits("inn", "ИНН").hint("10 цифр"),
            Field::digits("kpp", "КПП").hint("9 знаков"),
            Field::text("region", "Субъект Российской Федерации").hint("Код и название: 29 Северодольская область"),
            Field::text("locality", "Населённый пункт"),
            Field::text("street", "Улица, дом"),
            Field::email("email", "Электронная почта"),
            Field::text("phone", "Телефон").width("w-14"),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }

    fn head(&self) -> Vec<Field> {
        let fields = [
            Field::text("head_surname", "Фамилия"),
            Field::text("head_given", "Имя"),
            Field::text("head_patronymic", "Отчество").optional(),
            Field::text("head_position", "Должность"),
            Field::text("head_basis", "Действует на основании").hint("Например: Устава"),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }

    fn papers(&self) -> Vec<Field> {
        let fields = [
            Field::digits("copies", "Получено экземпляров").width("w-10"),
            Field::choice("in_oms", "Участие в ОМС", choices(&SEEN_IN)),
            Field::text("basis", "Реестровый номер или основание").hint("При отказе — его причина"),
        ];
        fields.map(|field| field.of(&self.form)).into()
    }
}

/// `GET /ra/adherence/new`.
pub(crate) async fn show(Operator(desk): Operator) -> Answer {
    let form = Filled::default().with("copies", desk.office().regulation().adherence_copies.to_string());
    Ok(page::ok(&AdherencePage {
        shell: desk.shell(),
        form,
    }))
}

/// `POST /ra/adherence/new`.
pub(crate) async fn register(
    Sent {
        desk: Operator(desk),
        mut form,
    }: Sent<Operator>,
) -> Answer {
    let command: register_adherence::Command = form.command()?;
    match desk.office().perform(desk.actor(), command).await {
        Ok(made) => {
            let outcome = if made.refused.is_some() {
                Done::JoinRefused
            } else {
                Done::Joined
            };
            Ok(done(&format!("/ra/organizations/{}", made.organization), outcome))
        }
        Err(refusal) => {
            let (status, errors) = refused(refusal)?;
            form.errors = errors;
            Ok(page::show(
                status,
                &AdherencePage {
                    shell: desk.failed_shell(),
                    form,
                },
            ))
        }
    }
}

/// `POST /ra/organizations/{organization}/adherence/{id}/hand-back`.
pub(crate) async fn hand_back(
    Id((organization, adherence)): Id<(domain::id::OrganizationId, AdherenceId)>,
    Sent {
        desk: Operator(desk), ..
    }: Sent<Operator>,
) -> Answer {
    desk.office()
        .perform(desk.actor(), hand_back_adherence::Command { adherence })
        .await?;
    Ok(done(&format!("/ra/organizations/{organization}"), Done::CopyHandedBack))
}
