//! The typesetting engine: one library and five fonts for the whole process, and the world of one render.

use std::{collections::HashMap, sync::LazyLock};

use jiff::{Timestamp, tz::TimeZone};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{self as pdf, PdfOptions, PdfStandard, PdfStandards};

use crate::FormError;

/// Text of forms is set in a serif, keys and codes in a monospaced font; both have Cyrillic.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

struct Engine {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let all = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
    let fonts: Vec<Font> = all
        .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .collect();
    Engine {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

/// Whether the text font can print `sign`. Control signs and private-use code points, which PDF/A forbids, it cannot.
pub(crate) fn can_show(sign: char) -> bool {
    let private = matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let text_font = ENGINE.fonts.iter().find(|font| font.info().family == FAMILIES[0]);
    !private && !sign.is_control() && text_font.is_some_and(|font| font.info().coverage.contains(sign.into()))
}

/// What one render sees: the templates of its регламент and the two files made for it.
#[derive(Debug)]
pub(crate) struct FormWorld<'t> {
    pub(crate) main: FileId,
    pub(crate) templates: &'t HashMap<FileId, Source>,
    pub(crate) files: [(FileId, Bytes); 2],
}

impl World for FormWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &ENGINE.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &ENGINE.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.templates.get(&id).cloned().ok_or_else(|| unknown(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let made = self.files.iter().find(|(file, _)| *file == id);
        made.map(|(_, bytes)| bytes.clone()).ok_or_else(|| unknown(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        ENGINE.fonts.get(index).cloned()
    }

    /// Time is an argument: dates come with the data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn unknown(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

/// Lays the form out and writes PDF/A-2b. The same input gives the same bytes.
pub(crate) fn render(world: &FormWorld<'_>, made_at: Timestamp) -> Result<Vec<u8>, FormError> {
    let document: PagedDocument = typst::compile(world).output.map_err(template_error)?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|error| FormError::Template(vec![error.message().to_string()]))?;
    let options = PdfOptions {
        standards,
        timestamp: pdf_time(made_at),
        ..PdfOptions::default()
    };
    pdf::pdf(&document, &options).map_err(template_error)
}

/// PDF/A asks for a date of creation; it is UTC, to the second.
fn pdf_time(at: Timestamp) -> Option<pdf::Timestamp> {
    let at = at.to_zoned(TimeZone::UTC).datetime();
    let part = |part: i8| part.unsigned_abs();
    let (month, day, hour) = (part(at.month()), part(at.day()), part(at.hour()));
    let time = Datetime::from_ymd_hms(at.year().into(), month, day, hour, part(at.minute()), part(at.second()));
    time.map(pdf::Timestamp::new_utc)
}

fn template_error(diagnostics: impl IntoIterator<Item = SourceDiagnostic>) -> FormError {
    FormError::Template(diagnostics.into_iter().map(|found| found.message.to_string()).collect())
}
