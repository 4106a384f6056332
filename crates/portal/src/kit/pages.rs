use askama::{Template, filters::HtmlSafe};

use super::filters;

/// The foot of a list: what is shown and the ways to its neighbours.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/pages.html")]
pub(crate) struct Pages {
    action: &'static str,
    search: Option<Search>,
    /// Further fields of the address, ready for a link: `tab=work&`.
    fields: String,
    page: u32,
    more: bool,
    shown: String,
}

/// What is looked for. It may be a person's name or number, so it travels in a form, never in an address.
#[derive(Debug, Clone)]
struct Search {
    action: &'static str,
    query: String,
    csrf: String,
}

impl Pages {
    /// A list that is not counted: `shown` rows stand on this page. The last page knows how many there are.
    pub(crate) fn of(action: &'static str, page: u32, more: bool, shown: usize) -> Self {
        let page = page.max(1);
        let before = usize::try_from((page - 1).saturating_mul(office::views::PAGE)).unwrap_or_default();
        let words = if more {
            format!("Показано {}–{}", before + 1, before + shown)
        } else {
            format!("Всего: {}", before + shown)
        };
        Self::new(action, page, more, words)
    }

    /// The page `page` of the list at `action`; `shown` says what stands on it.
    pub(crate) fn new(action: &'static str, page: u32, more: bool, shown: impl Into<String>) -> Self {
        Self {
            action,
            search: None,
            fields: String::new(),
            page: page.max(1),
            more,
            shown: shown.into(),
        }
    }

    /// Keeps what was looked for, in a form to `action`.
    pub(crate) fn search(self, action: &'static str, query: &str, csrf: &str) -> Self {
        let search = Search {
            action,
            query: query.to_owned(),
            csrf: csrf.to_owned(),
        };
        Self {
            search: (!query.is_empty()).then_some(search),
            ..self
        }
    }

    /// Keeps further fields of the address: `tab=work&`.
    pub(crate) fn fields(self, fields: impl Into<String>) -> Self {
        Self {
            fields: fields.into(),
            ..self
        }
    }

    /// The further fields once more, for the form.
    fn hidden(&self) -> Vec<(&str, &str)> {
        self.fields.split('&').filter_map(|pair| pair.split_once('=')).collect()
    }
}

impl HtmlSafe for Pages {}
