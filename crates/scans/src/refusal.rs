//! Why a scan was not taken.

use std::io;

/// Why a scan was not taken. `Display` is the sentence for the person who uploads.
#[derive(Debug, thiserror::Error)]
pub enum ScanRefusal {
    /// No bytes at all.
    #[error("Файл пустой. Проверьте его и загрузите снова")]
    Empty,
    /// More bytes than the limit.
    #[error("Файл больше {} МБ. Сожмите скан или загрузите страницы по отдельности", .limit / (1024 * 1024))]
    TooBig {
        /// The largest file, bytes.
        limit: usize,
    },
    /// Neither PDF nor JPEG nor PNG by content.
    #[error("Это не PDF, JPEG или PNG. Сохраните скан в одном из этих форматов: сменить имя файла недостаточно")]
    UnknownKind,
    /// A PDF that asks for a password.
    #[error("PDF защищён паролем. Сохраните его без пароля и загрузите снова")]
    Encrypted,
    /// More pages than the limit.
    #[error("В файле больше {limit} страниц. Загрузите документы по отдельности")]
    TooManyPages {
        /// The most pages.
        limit: u32,
    },
    /// A picture with more pixels than the limit.
    #[error("Изображение слишком подробное. Отсканируйте документ с разрешением 300 точек на дюйм")]
    TooManyPixels,
    /// Damaged, cut off, or not what it claims to be.
    #[error("Файл не читается: он повреждён или загружен не целиком. Отсканируйте документ снова")]
    Unreadable,
    /// The limit of time was reached.
    #[error("Файл слишком сложный и не успел открыться. Отсканируйте документ снова как обычную картинку")]
    TooSlow,
    /// The child could not be started or confined: our fault, not that of the file.
    #[error("Сканы сейчас не открываются. Файл цел, повторите через минуту")]
    Unavailable(#[source] io::Error),
}

impl ScanRefusal {
    /// Stable kebab-case code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "scan-empty",
            Self::TooBig { .. } => "scan-big",
            Self::UnknownKind => "scan-kind",
            Self::Encrypted => "scan-encrypted",
            Self::TooManyPages { .. } => "scan-pages",
            Self::TooManyPixels => "scan-pixels",
            Self::Unreadable => "scan-unreadable",
            Self::TooSlow => "scan-slow",
            Self::Unavailable(_) => "scan-unavailable",
        }
    }
}
