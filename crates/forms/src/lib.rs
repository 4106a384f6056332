//! Printed forms: versioned Typst templates to PDF/A.
//!
//! A form is a template of a регламент (`regulations/<code>/forms/*.typ`) filled with typed data ([`data`]).
//! The data reach the template as a JSON file of the typesetting world and are never joined with markup, so that no
//! text of a user can become a command. Rendering blocks (some milliseconds): call it from a blocking thread.
//!
//! ```no_run
//! # use zaver_forms::{Form, FormError, Forms, data::SealedSheet};
//! # fn print_both(sheet: &SealedSheet, now: jiff::Timestamp) -> Result<(), FormError> {
//! let forms = Forms::embedded();
//! let pdf: Vec<u8> = forms.print("severodolsk", sheet, now)?;
//! let blank: Vec<u8> = forms.blank("severodolsk", Form::AdherenceStatement, now)?;
//! # Ok(())
//! # }
//! ```

pub mod data;
mod engine;
mod error;
mod guard;
mod templates;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::data::FormData;
pub use crate::{
    error::{FormError, LoadError},
    templates::Forms,
};

/// The forms this office prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Ф1. Заявление о присоединении к Регламенту (приложение № 1).
    AdherenceStatement,
    /// Ф2. Заявление на регистрацию Пользователя (приложение № 2).
    RegistrationStatement,
    /// Ф3. Доверенность Пользователя (приложение № 3).
    PowerOfAttorney,
    /// Ф4. Заявление на изготовление сертификата.
    IssuanceStatement,
    /// Ф5. Заявление о приостановлении, возобновлении, прекращении действия или аннулировании сертификата.
    StatusStatement,
    /// Temporary access data, to be folded and sealed.
    SealedSheet,
    /// Ф6. Копия сертификата на бумажном носителе.
    CertificateCopy,
}

impl Form {
    /// Every form, in the order of the process.
    pub const ALL: [Self; 7] = [
        Self::AdherenceStatement,
        Self::RegistrationStatement,
        Self::PowerOfAttorney,
        Self::IssuanceStatement,
        Self::StatusStatement,
        Self::SealedSheet,
        Self::CertificateCopy,
    ];

    /// The name of its template without `.typ`, also a good name for a downloaded file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AdherenceStatement => "adherence",
            Self::RegistrationStatement => "registration",
            Self::PowerOfAttorney => "power-of-attorney",
            Self::IssuanceStatement => "issuance",
            Self::StatusStatement => "status",
            Self::SealedSheet => "sealed-sheet",
            Self::CertificateCopy => "certificate",
        }
    }

    /// The Russian title for lists of forms.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::AdherenceStatement => "Заявление о присоединении к Регламенту",
            Self::RegistrationStatement => "Заявление на регистрацию Пользователя",
            Self::PowerOfAttorney => "Доверенность Пользователя",
            Self::IssuanceStatement => "Заявление на изготовление сертификата",
            Self::StatusStatement => "Заявление об изменении статуса сертификата",
            Self::SealedSheet => "Лист с временным паролем",
            Self::CertificateCopy => "Копия сертификата на бумажном носителе",
        }
    }
}

impl Forms {
    /// Fills the form that `data` belongs to and gives PDF/A-2b. `made_at` is its date of creation.
    ///
    /// # Errors
    /// [`FormError`]: an unknown регламент, text that is too long or that the fonts cannot show, a broken template.
    pub fn print<D: FormData>(&self, regulation: &str, data: &D, made_at: Timestamp) -> Result<Vec<u8>, FormError> {
        let data = serde_json::to_value(data).map_err(FormError::Data)?;
        self.render(regulation, D::FORM, &data, made_at)
    }

    /// The same from JSON; its keys are those of the structure in [`data`] for `form`.
    ///
    /// # Errors
    /// As [`Forms::print`]; a key that the template asks for and `data` lacks is [`FormError::Template`].
    pub fn render(&self, regulation: &str, form: Form, data: &Value, made_at: Timestamp) -> Result<Vec<u8>, FormError> {
        guard::check(data)?;
        let templates = self.of(regulation)?;
        let pdf = engine::render(&templates.world(form, data)?, made_at);
        // One-time passwords do not stay in the cache of the layout engine; for the rest it may live ten renders.
        comemo::evict(if form == Form::SealedSheet { 0 } else { 10 });
        pdf
    }

    /// The form with empty lines, to be filled by hand.
    ///
    /// # Errors
    /// [`FormError`]: an unknown регламент or a broken template.
    pub fn blank(&self, regulation: &str, form: Form, made_at: Timestamp) -> Result<Vec<u8>, FormError> {
        self.render(regulation, form, &json!({ "blank": true }), made_at)
    }
}
