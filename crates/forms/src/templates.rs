//! The templates of every регламент, parsed once.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use qrcode::{EcLevel, QrCode, render::svg};
use serde_json::Value;
use typst::{
    foundations::Bytes,
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
};

use crate::{Form, FormError, LoadError, engine::FormWorld};

/// Templates of the регламенты, ready to render; cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Forms {
    regulations: BTreeMap<String, Templates>,
}

/// The templates of one регламент and the names its data files have in them.
#[derive(Debug)]
pub(crate) struct Templates {
    sources: HashMap<FileId, Source>,
    mains: HashMap<Form, FileId>,
    data: FileId,
    qr: FileId,
}

/// The sample регламент that the program carries.
const SAMPLE: &str = "severodolsk";

macro_rules! sample_files {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../../regulations/severodolsk/forms/", $file)))),*]
    };
}

const SAMPLE_FILES: [(&str, &str); 8] = sample_files![
    "_common.typ",
    "adherence.typ",
    "registration.typ",
    "power-of-attorney.typ",
    "issuance.typ",
    "status.typ",
    "sealed-sheet.typ",
    "certificate.typ",
];

impl Forms {
    /// The sample регламент «severodolsk» alone.
    #[must_use]
    pub fn embedded() -> Self {
        let files = SAMPLE_FILES.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let sample = Templates::new(SAMPLE, files).expect("the shipped templates are complete, a test loads them");
        Self {
            regulations: BTreeMap::from([(SAMPLE.to_owned(), sample)]),
        }
    }

    /// The регламенты of a folder: `<folder>/<code>/forms/*.typ`.
    ///
    /// # Errors
    /// [`LoadError`] when something cannot be read or a form is missing.
    pub fn load(folder: &Path) -> Result<Self, LoadError> {
        let mut regulations = BTreeMap::new();
        for path in entries(folder)? {
            let forms = path.join("forms");
            if forms.is_dir() {
                let code = name_of(&path)?;
                regulations.insert(code.clone(), Templates::new(&code, read_templates(&forms)?)?);
            }
        }
        Ok(Self { regulations })
    }

    /// Codes of the loaded регламенты.
    pub fn regulations(&self) -> impl Iterator<Item = &str> {
        self.regulations.keys().map(String::as_str)
    }

    pub(crate) fn of(&self, regulation: &str) -> Result<&Templates, FormError> {
        self.regulations
            .get(regulation)
            .ok_or_else(|| FormError::UnknownRegulation(regulation.to_owned()))
    }
}

impl Templates {
    fn new(regulation: &str, files: impl IntoIterator<Item = (String, String)>) -> Result<Self, LoadError> {
        let mut sources = HashMap::new();
        for (file, text) in files {
            let id = file_id(regulation, &file)?;
            sources.insert(id, Source::new(id, text));
        }
        let mut mains = HashMap::new();
        for form in Form::ALL {
            let file = format!("{}.typ", form.name());
            let id = file_id(regulation, &file)?;
            if !sources.contains_key(&id) {
                return Err(LoadError::Missing {
                    regulation: regulation.to_owned(),
                    file,
                });
            }
            mains.insert(form, id);
        }
        let (data, qr) = (file_id(regulation, "data.json")?, file_id(regulation, "qr.svg")?);
        Ok(Self {
            sources,
            mains,
            data,
            qr,
        })
    }

    /// The world in which `form` is laid out with `data`.
    pub(crate) fn world(&self, form: Form, data: &Value) -> Result<FormWorld<'_>, FormError> {
        let json = serde_json::to_vec(data).map_err(FormError::Data)?;
        let qr = data.pointer("/sheet/qr").and_then(Value::as_str).unwrap_or_default();
        let files = [
            (self.data, Bytes::new(json)),
            (self.qr, Bytes::from_string(qr_svg(qr)?)),
        ];
        Ok(FormWorld {
            main: self.mains[&form],
            templates: &self.sources,
            files,
        })
    }
}

/// The QR code as SVG without its quiet zone: the white of the footer is that zone.
fn qr_svg(text: &str) -> Result<String, FormError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| FormError::TooLarge)?;
    Ok(code.render::<svg::Color<'_>>().quiet_zone(false).build())
}

fn file_id(regulation: &str, file: &str) -> Result<FileId, LoadError> {
    let path = format!("{regulation}/{file}");
    let path = VirtualPath::new(&path).map_err(|_| LoadError::Name(path.into()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn read_templates(folder: &Path) -> Result<Vec<(String, String)>, LoadError> {
    let is_template = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "typ");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).map_err(|reason| LoadError::Read {
            path: path.clone(),
            reason,
        })?;
        Ok((name_of(&path)?, text))
    };
    entries(folder)?.into_iter().filter(is_template).map(read).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let failed = |reason| LoadError::Read {
        path: folder.to_owned(),
        reason,
    };
    let found = fs::read_dir(folder).map_err(failed)?;
    let mut paths = found
        .map(|entry| Ok(entry.map_err(failed)?.path()))
        .collect::<Result<Vec<_>, LoadError>>()?;
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> Result<String, LoadError> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(str::to_owned).ok_or_else(|| LoadError::Name(path.to_owned()))
}
