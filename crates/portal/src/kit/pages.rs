use askama::{Template, filters::HtmlSafe};

use super::filters;

/// The foot of a list: what is shown and links to the other pages.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/pages.html")]
pub struct Pages {
    base: String,
    page: usize,
    per_page: usize,
    total: usize,
}

impl Pages {
    /// `base` is the address with its query up to the page number: `/ra?kind=request&`.
    pub fn new(base: impl Into<String>, page: usize, per_page: usize, total: usize) -> Self {
        Self { base: base.into(), page: page.max(1), per_page: per_page.max(1), total }
    }

    fn last(&self) -> usize {
        self.total.div_ceil(self.per_page).max(1)
    }

    fn from(&self) -> usize {
        ((self.page - 1) * self.per_page + 1).min(self.total)
    }

    fn to(&self) -> usize {
        (self.page * self.per_page).min(self.total)
    }

    /// Up to five neighbours of this page.
    fn near(&self) -> std::ops::RangeInclusive<usize> {
        let first = self.page.saturating_sub(2).max(1);
        first..=(first + 4).min(self.last())
    }
}

impl HtmlSafe for Pages {}
