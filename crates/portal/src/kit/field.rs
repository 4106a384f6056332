use super::{Errors, Filled, filters};
use askama::{Template, filters::HtmlSafe};

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
