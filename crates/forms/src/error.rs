//! Why a form was not printed.

use std::{io, path::PathBuf};

/// Why a form was not printed. `Display` is for the operator, [`FormError::code`] for machines.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// No such регламент among the loaded ones.
    #[error("Форм регламента «{0}» нет. Проверьте папку регламентов в настройках")]
    UnknownRegulation(String),
    /// The data are larger than a form can hold.
    #[error("Данных для формы больше, чем она вмещает. Сократите длинные поля")]
    TooLarge,
    /// A field longer than a form can hold.
    #[error("Поле «{field}» длиннее {limit} знаков. Сократите его")]
    LongField {
        /// Path of the key: `organization.full_name`.
        field: String,
        /// The longest text, in characters.
        limit: usize,
    },
    /// A sign that the fonts of the form do not have, or one that cannot be printed.
    #[error("В поле «{field}» есть знак, которого нет в шрифте формы: {sign:?}. Уберите его")]
    Sign {
        /// Path of the key: `organization.full_name`.
        field: String,
        /// The sign.
        sign: char,
    },
    /// Typed data that do not become JSON.
    #[error("Данные формы не записались")]
    Data(#[source] serde_json::Error),
    /// The template of the регламент is wrong; each line is a message of Typst.
    #[error("Шаблон формы не собрался: {}. Исправьте его в папке регламента", .0.join("; "))]
    Template(Vec<String>),
}

impl FormError {
    /// Stable kebab-case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownRegulation(_) => "form-regulation-unknown",
            Self::TooLarge => "form-data-large",
            Self::LongField { .. } => "form-field-long",
            Self::Sign { .. } => "form-field-sign",
            Self::Data(_) => "form-data",
            Self::Template(_) => "form-template",
        }
    }
}

/// Why the templates of a folder were not taken.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file or folder cannot be read.
    #[error("Не читается {}: {reason}", path.display())]
    Read {
        /// What was read.
        path: PathBuf,
        /// What the system said.
        #[source]
        reason: io::Error,
    },
    /// A регламент without one of the forms.
    #[error("В регламенте «{regulation}» нет формы {file}")]
    Missing {
        /// Folder name of the регламент.
        regulation: String,
        /// File name of the template.
        file: String,
    },
    /// A name that cannot stand in a path of templates.
    #[error("Имя {} не подходит для шаблона", .0.display())]
    Name(PathBuf),
}
