//! Присоединение к Регламенту: the paper becomes a record.

use askama::Template;

use crate::{
    kit::{Field, Filled, filters},
    shell::Shell,
};

/// `GET /ra/adherence/new`, `POST /ra/adherence/new`.
#[derive(Debug, Template)]
#[template(path = "ra/adherence.html")]
pub(crate) struct AdherencePage {
    pub(crate) shell: Shell,
    pub(crate) form: Filled,
}

const KINDS: [(&str, &str); 4] =
    [("mo", "Медицинская организация"), ("smo", "Страховая медицинская организация"), ("tfoms", "Территориальный фонд ОМС"), ("other", "Иной участник системы ОМС")];

const SEEN_IN: [(&str, &str); 4] = [
    ("mo_registry", "Есть в реестре медицинских организаций"),
    ("smo_registry", "Есть в реестре страховых медицинских организаций"),
    ("other", "Участвует на ином основании"),
    ("no", "В системе ОМС нет — отказать"),
];

fn choices(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(code, title)| ((*code).to_owned(), (*title).to_owned())).collect()
}

impl AdherencePage {
    fn organization(&self) -> Vec<Field> {
        let fields = [
            Field::choice("kind", "Вид организации", choices(&KINDS)),
            Field::text("full_name", "Полное наименование").autocomplete("off"),
            Field::text("short_name", "Краткое наименование").hint("Так организация будет названа в сертификатах").autocomplete("off"),
            Field::digits("ogrn", "ОГРН").hint("13 цифр"),
            Field::digits("inn", "ИНН").hint("10 цифр"),
            Field::digits("kpp", "КПП").hint("9 цифр"),
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
