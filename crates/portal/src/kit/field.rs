use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};
use serde::{Serialize, de::DeserializeOwned};

use super::{Event, filters};

/// One labelled input with its hint and its error, tied together for screen readers.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/field.html")]
pub(crate) struct Field {
    name: &'static str,
    label: &'static str,
    hint: String,
    value: String,
    error: Option<String>,
    input: Input,
    width: &'static str,
    autocomplete: &'static str,
    inputmode: &'static str,
    optional: bool,
    required: bool,
    max_length: u16,
}

#[derive(Debug, Clone)]
enum Input {
    Line(&'static str),
    Area,
    Choice(Vec<(String, String)>),
    File(&'static str),
    Tick,
}

impl Field {
    fn new(name: &'static str, label: &'static str, input: Input) -> Self {
        Self {
            name,
            label,
            input,
            hint: String::new(),
            value: String::new(),
            error: None,
            width: "",
            autocomplete: "",
            inputmode: "",
            optional: false,
            required: false,
            max_length: 0,
        }
    }

    /// One line of text.
    pub(crate) fn text(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Line("text")).max(255)
    }

    /// A number written with digits, spaces and hyphens: СНИЛС, ИНН, ОГРН.
    pub(crate) fn digits(name: &'static str, label: &'static str) -> Self {
        Self {
            inputmode: "numeric",
            width: "w-14",
            ..Self::new(name, label, Input::Line("text")).max(32)
        }
    }

    /// A password; its value never comes back to the page.
    pub(crate) fn password(name: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self {
            autocomplete,
            width: "w-20",
            ..Self::new(name, label, Input::Line("password")).max(256)
        }
    }

    /// A mail address.
    pub(crate) fn email(name: &'static str, label: &'static str) -> Self {
        Self {
            autocomplete: "email",
            inputmode: "email",
            ..Self::new(name, label, Input::Line("email")).max(255)
        }
    }

    /// Several lines of text.
    pub(crate) fn area(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Area).max(2000)
    }

    /// One of several: pairs of value and title.
    pub(crate) fn choice(name: &'static str, label: &'static str, choices: Vec<(String, String)>) -> Self {
        Self::new(name, label, Input::Choice(choices))
    }

    /// One of a few with nothing chosen beforehand: what cannot be taken back is never a default.
    pub(crate) fn pick(name: &'static str, label: &'static str, choices: Vec<(String, String)>) -> Self {
        let none = (String::new(), "Выберите".to_owned());
        Self {
            required: true,
            ..Self::choice(name, label, [vec![none], choices].concat())
        }
    }

    /// A file of the named kinds, as the `accept` attribute writes them.
    pub(crate) fn file(name: &'static str, label: &'static str, accept: &'static str) -> Self {
        Self::new(name, label, Input::File(accept))
    }

    /// A box to tick: its value is `yes`.
    pub(crate) fn tick(name: &'static str, label: &'static str) -> Self {
        Self::new(name, label, Input::Tick)
    }

    /// What to know before filling it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }

    /// What stands in it.
    pub(crate) fn value(self, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..self
        }
    }

    /// Shows again what was typed and what is wrong with it.
    pub(crate) fn of(self, form: &Filled) -> Self {
        let value = if matches!(self.input, Input::Line("password")) {
            ""
        } else {
            form.value(self.name)
        };
        self.value(value).errors(&form.errors)
    }

    /// Takes its error out of the list, if there is one.
    pub(crate) fn errors(self, errors: &Errors) -> Self {
        Self {
            error: errors.of(self.name).map(str::to_owned),
            ..self
        }
    }

    /// How wide the answer is: `w-10`, `w-14`, `w-20`.
    pub(crate) fn width(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// What the browser may fill in by itself.
    pub(crate) fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// May stay empty.
    pub(crate) fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// The longest value, in characters.
    pub(crate) fn max(self, max_length: u16) -> Self {
        Self { max_length, ..self }
    }

    /// Ids of hint and error for `aria-describedby`.
    fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

impl HtmlSafe for Field {}

/// What is wrong with a filled form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Errors {
    sentences: Vec<(&'static str, String)>,
    /// The page where the case can be seen that stands in the way.
    leads_to: Option<String>,
    /// The case has changed since its page was shown.
    outdated: bool,
}

impl Errors {
    /// A refusal of one field.
    pub(crate) fn at(field: &'static str, sentence: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, sentence);
        errors
    }

    /// A refusal of the whole form.
    pub(crate) fn whole(sentence: impl Into<String>) -> Self {
        Self::at("", sentence)
    }

    /// Names the page where people find what stands in the way.
    pub(crate) fn leading_to(self, page: Option<String>) -> Self {
        Self { leads_to: page, ..self }
    }

    /// The case has changed since its page was shown: the page that comes back says what has.
    pub(crate) fn outdated(self) -> Self {
        Self { outdated: true, ..self }
    }

    /// Says what changed an outdated page: the latest of the events.
    pub(crate) fn since(self, events: &[Event]) -> Self {
        let Some(latest) = events.first().filter(|_| self.outdated) else {
            return self;
        };
        let who = latest.by.as_ref().map_or_else(String::new, |who| format!(" — {who}"));
        Self::whole(format!(
            "Дело изменилось, пока страница была открыта. Последнее: «{}»{who}, {}. Ниже оно уже в новом виде: \
             посмотрите и, если ещё нужно, решите снова",
            latest.text,
            latest.when()
        ))
    }

    /// Adds what is wrong with a field; the first sentence about it stays.
    pub(crate) fn add(&mut self, field: &'static str, sentence: impl Into<String>) {
        if self.of(field).is_none() {
            self.sentences.push((field, sentence.into()));
        }
    }

    /// Nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// The sentence about a field.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.sentences
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, sentence)| sentence.as_str())
    }

    /// The box above the form; empty while nothing is wrong.
    pub(crate) fn summary(&self) -> Summary<'_> {
        Summary {
            errors: &self.sentences,
            leads_to: self.leads_to.as_deref(),
        }
    }
}

/// A form as it was sent: what was typed, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filled {
    values: BTreeMap<String, String>,
    /// What is wrong.
    pub(crate) errors: Errors,
}

impl Filled {
    /// A form as it was sent.
    pub(crate) fn new(values: BTreeMap<String, String>) -> Self {
        Self {
            values,
            errors: Errors::default(),
        }
    }

    /// A form filled with what is stored.
    pub(crate) fn of(stored: &impl Serialize) -> Result<Self, serde_json::Error> {
        Ok(Self::new(serde_json::from_value(serde_json::to_value(stored)?)?))
    }

    /// What was typed into a field.
    pub(crate) fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// What was typed into a field, when the form has it.
    pub(crate) fn typed(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }

    /// The version of the case the page showed; a form without it saw none, and decides nothing.
    pub(crate) fn version(&self) -> i64 {
        self.value("version").parse().unwrap_or(-1)
    }

    /// Names of fields and what was typed into them.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A box that was ticked.
    pub(crate) fn ticked(&self, field: &str) -> bool {
        self.value(field) == "yes"
    }

    /// Puts a value in before the person does.
    pub(crate) fn with(mut self, field: &str, value: impl Into<String>) -> Self {
        self.values.insert(field.to_owned(), value.into());
        self
    }

    /// The command of an operation, field by field of the same names.
    pub(crate) fn command<C: DeserializeOwned>(&self) -> Result<C, serde_json::Error> {
        let fields = self
            .values
            .iter()
            .map(|(name, value)| (name.clone(), value.clone().into()))
            .collect();
        serde_json::from_value(serde_json::Value::Object(fields))
    }
}

/// The list of everything wrong, with links to the fields. The page's script gives it the focus.
#[derive(Debug, Template)]
#[template(path = "kit/errors.html")]
pub(crate) struct Summary<'a> {
    errors: &'a [(&'static str, String)],
    leads_to: Option<&'a str>,
}

impl Summary<'_> {
    fn heading(&self) -> String {
        match self.errors {
            [("", _)] => "Не получилось".to_owned(),
            [_] => "Исправьте ошибку, чтобы продолжить".to_owned(),
            many => format!(
                "Исправьте {}, чтобы продолжить",
                super::plural(many.len(), ["ошибку", "ошибки", "ошибок"])
            ),
        }
    }
}

impl HtmlSafe for Summary<'_> {}
