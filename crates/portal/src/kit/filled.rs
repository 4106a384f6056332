//! A form as it came back: what was typed, and what is wrong with it.

use std::collections::BTreeMap;

use askama::{Template, filters::HtmlSafe};
use serde::{Serialize, de::DeserializeOwned};

use super::Event;

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
