//! What stands around every page: names, navigation, theme, the token of its forms.

use std::sync::Arc;

use crate::{
    kit::{Icon, icon},
    site::Site,
};

/// The frame of one page, for one person, in one answer.
#[derive(Debug, Clone)]
pub(crate) struct Shell {
    /// Whose portal this is.
    pub(crate) site: Arc<Site>,
    /// The address being shown, without its query.
    pub(crate) path: String,
    /// The chosen colour scheme; `None` follows the system.
    pub(crate) theme: Option<Theme>,
    /// Token of every form on the page.
    pub(crate) csrf: String,
    /// Who is signed in.
    pub(crate) viewer: Option<Viewer>,
    /// What the form just sent has done.
    pub(crate) done: Option<&'static str>,
    /// The page shows errors of its form; its title says so first.
    pub(crate) failed: bool,
}

/// Colour scheme a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Theme {
    /// Its name in the cookie and in the page.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the cookie's word.
    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.name() == word)
    }
}

/// The person signed in, as the frame shows them.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    /// «Соколова М. А.».
    pub(crate) name: String,
    /// «Пользователь УЦ», «Оператор УЦ».
    pub(crate) role: String,
    /// A user's organisation.
    pub(crate) organization: Option<String>,
    /// Which pages are theirs.
    pub(crate) workplace: Workplace,
}

/// Which part of the portal a person works in, with what is new in it.
#[derive(Debug, Clone)]
pub(crate) enum Workplace {
    /// First sign-in is not finished: password and regulation come before everything else.
    Entry,
    /// The user's cabinet.
    Cabinet {
        /// Messages not read yet.
        messages: usize,
    },
    /// The operator's workplace.
    Office,
}

/// One line of the navigation.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    /// Where it leads.
    pub(crate) href: &'static str,
    /// Its drawing.
    pub(crate) icon: Icon,
    /// Its name.
    pub(crate) title: &'static str,
    /// A caption that opens a group above it.
    pub(crate) group: Option<&'static str>,
    /// A counter.
    pub(crate) count: Option<usize>,
}

impl Section {
    const fn new(href: &'static str, icon: Icon, title: &'static str) -> Self {
        Self {
            href,
            icon,
            title,
            group: None,
            count: None,
        }
    }

    fn count(self, number: usize) -> Self {
        Self {
            count: (number > 0).then_some(number),
            ..self
        }
    }

    const fn group(self, caption: &'static str) -> Self {
        Self {
            group: Some(caption),
            ..self
        }
    }
}

impl Viewer {
    /// «СМ» of «Соколова М. А.».
    pub(crate) fn initials(&self) -> String {
        self.name
            .split_whitespace()
            .take(2)
            .filter_map(|word| word.chars().next())
            .collect()
    }

    /// Sections of the person's part of the portal.
    pub(crate) fn sections(&self) -> Vec<Section> {
        match self.workplace {
            Workplace::Entry => Vec::new(),
            Workplace::Cabinet { messages } => vec![
                Section::new("/cabinet", icon("layout-dashboard"), "Обзор"),
                Section::new("/cabinet/requests", icon("file-certificate"), "Запросы"),
                Section::new("/cabinet/certificates", icon("certificate"), "Сертификаты"),
                Section::new("/cabinet/messages", icon("bell"), "Сообщения").count(messages),
            ],
            Workplace::Office => vec![
                Section::new("/ra", icon("inbox"), "Очередь"),
                Section::new("/ra/organizations", icon("building-hospital"), "Организации"),
                Section::new("/ra/certificates", icon("certificate"), "Сертификаты"),
                Section::new("/ra/copies", icon("file-stack"), "Бумажные копии").group("Учёт"),
                Section::new("/ra/adherence/new", icon("rubber-stamp"), "Присоединение").group("Приём документов"),
            ],
        }
    }

    /// The operator's workplace is dense and dark-sided.
    pub(crate) fn is_office(&self) -> bool {
        matches!(self.workplace, Workplace::Office)
    }

    /// Where the person's part begins.
    pub(crate) fn home(&self) -> &'static str {
        if self.is_office() { "/ra" } else { "/cabinet" }
    }

    /// Where the person sees their sessions.
    pub(crate) fn sessions(&self) -> &'static str {
        if self.is_office() {
            "/ra/sessions"
        } else {
            "/cabinet/sessions"
        }
    }
}

/// Pages everybody can read.
const PUBLIC: [Section; 5] = [
    Section::new("/", icon("layout-dashboard"), "Главная"),
    Section::new("/ca", icon("certificate"), "Сертификаты УЦ"),
    Section::new("/registry", icon("database-search"), "Реестр"),
    Section::new("/verify", icon("shield-check"), "Проверка подписи"),
    Section::new("/info", icon("file-text"), "Сведения"),
];

impl Shell {
    /// Sections of the public site.
    pub(crate) fn public(&self) -> &'static [Section] {
        &PUBLIC
    }

    /// The section this page belongs to: the longest address its own begins with. Pages of the profile menu belong to none.
    pub(crate) fn is_current(&self, href: &str) -> bool {
        if self.path.ends_with("/sessions") || self.path.ends_with("/password") {
            return false;
        }
        let below = |href: &str| {
            self.path == href || (href != "/" && self.path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        };
        let longer = |section: &Section| section.href.len() > href.len() && below(section.href);
        let sections = self.viewer.as_ref().map(Viewer::sections).unwrap_or_default();
        below(href) && !sections.iter().any(longer)
    }
}

#[cfg(test)]
mod tests {
    use crate::gallery;

    #[test]
    fn the_longest_address_is_the_current_section() {
        let mut shell = gallery::samples::office("/ra/adherence/new");
        assert!(shell.is_current("/ra/adherence/new") && !shell.is_current("/ra"));
        shell.path = "/ra/requests/2026-118342".to_owned();
        assert!(shell.is_current("/ra") && !shell.is_current("/ra/organizations"));
        shell.path = "/ra/sessions".to_owned();
        assert!(!shell.is_current("/ra"));
        shell.path = "/rabbit".to_owned();
        assert!(!shell.is_current("/ra"));
    }
}
