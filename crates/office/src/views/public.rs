//! What the public site shows of the authority.

use jiff::Timestamp;
use pki::certificate::{Certificate, fingerprint, format_fingerprint};
use pki::describe::format_serial;
use storage::crls::{Crl, Scope};

use crate::refusal::{Fault, Refusal};
use crate::{Office, crl, printing};

/// A certificate of the authority.
#[derive(Clone, Debug)]
pub struct CaCertificate {
    /// «Корневой УЦ».
    pub title: &'static str,
    /// Fields of its subject.
    pub subject: Vec<(String, String)>,
    /// Serial number.
    pub serial: String,
    /// First instant.
    pub not_before: Timestamp,
    /// Last instant.
    pub not_after: Timestamp,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Streebog-256 of the file.
    pub streebog256: String,
    /// Path on the portal.
    pub path: &'static str,
}

/// A list of the authority.
#[derive(Clone, Debug)]
pub struct CrlFile {
    /// Title.
    pub title: String,
    /// Number.
    pub number: u64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Timestamp,
    /// Entries.
    pub entries: u64,
    /// nextUpdate is over.
    pub late: bool,
    /// It names all certificates of its issuer, not what changed or a part.
    pub complete: bool,
    /// Path on the portal.
    pub path: String,
}

/// The authority.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Certificates, root first.
    pub certificates: Vec<CaCertificate>,
    /// Lists, root first.
    pub crls: Vec<CrlFile>,
}

/// The authority as anyone sees it.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn authority(office: &Office) -> Result<Authority, Refusal> {
    let files = &office.parts.ca;
    let root_crl = pki::crl::Crl::parse(&files.root_crl).map_err(|error| Fault::Stored(error.to_string()))?;
    let mut crls = vec![CrlFile {
        title: "Корневой УЦ".into(),
        number: root_crl.number().unwrap_or(0),
        this_update: instant(root_crl.this_update())?,
        next_update: instant(root_crl.next_update().unwrap_or(i64::MAX))?,
        entries: root_crl.count() as u64,
        late: root_crl
            .next_update()
            .is_some_and(|next| next < office.now().as_second()),
        complete: true,
        path: "/crl/root.crl".into(),
    }];
    crls.extend(crl::newest(office).await?.into_iter().map(|list| CrlFile {
        title: title(list.scope),
        number: u64::try_from(list.number).unwrap_or(0),
        this_update: list.this_update,
        next_update: list.next_update,
        entries: list.entries,
        late: list.next_update < office.now(),
        complete: list.scope == Scope::Full,
        path: format!("/crl/{}", crl::file_name(list.scope)),
    }));
    Ok(Authority {
        certificates: vec![
            describe("Корневой УЦ", &files.root_der, "/ca/root.cer")?,
            describe("Издающий УЦ", &files.issuing_der, "/ca/issuing.cer")?,
        ],
        crls,
    })
}

fn title(scope: Scope) -> String {
    match scope {
        Scope::Full => "Издающий УЦ".into(),
        Scope::Delta => "Издающий УЦ, изменения".into(),
        Scope::Shard(part) => format!("Издающий УЦ, часть {part}"),
    }
}

/// A public file of the authority. Its bytes are read apart: most who ask have them already.
#[derive(Clone, Debug)]
pub struct PublicFile {
    content: Content,
    /// Media type (RFC 2585).
    pub media_type: &'static str,
    /// Changes when the bytes do.
    pub version: String,
    /// Since when it is this one.
    pub modified: Timestamp,
    /// When it is over at the latest.
    pub expires: Timestamp,
}

#[derive(Clone, Debug)]
enum Content {
    Bytes(Vec<u8>),
    List(Crl),
}

impl PublicFile {
    /// Its bytes.
    ///
    /// # Errors
    /// [`Refusal::Fault`].
    pub async fn bytes(self, office: &Office) -> Result<Vec<u8>, Refusal> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            Content::List(list) => crl::bytes(office, &list).await,
        }
    }
}

/// A public file of the authority by its name: `root.cer`, `issuing.cer`, `root.crl`, and the lists of the issuing УЦ.
///
/// # Errors
/// [`Refusal::Fault`].
pub async fn ca_file(office: &Office, name: &str) -> Result<Option<PublicFile>, Refusal> {
    let files = &office.parts.ca;
    match name {
        "root.cer" => certificate_file(&files.root_der).map(Some),
        "issuing.cer" => certificate_file(&files.issuing_der).map(Some),
        "root.crl" => root_list(files.root_crl.clone()).map(Some),
        _ => match crl::scope_of(name) {
            Some(scope) => Ok(crl::latest(office, scope).await?.map(list_file)),
            None => Ok(None),
        },
    }
}

fn certificate_file(der: &[u8]) -> Result<PublicFile, Refusal> {
    let certificate = Certificate::parse(der).map_err(|error| Fault::Stored(error.to_string()))?;
    Ok(PublicFile {
        content: Content::Bytes(der.to_vec()),
        media_type: "application/pkix-cert",
        version: format_serial(certificate.serial()),
        modified: instant(certificate.not_before())?,
        expires: instant(certificate.not_after())?,
    })
}

fn list_file(list: Crl) -> PublicFile {
    PublicFile {
        media_type: "application/pkix-crl",
        version: list.number.to_string(),
        modified: list.this_update,
        expires: list.next_update,
        content: Content::List(list),
    }
}

fn root_list(bytes: Vec<u8>) -> Result<PublicFile, Refusal> {
    let list = pki::crl::Crl::parse(&bytes).map_err(|error| Fault::Stored(error.to_string()))?;
    Ok(PublicFile {
        media_type: "application/pkix-crl",
        version: format!("{}", list.number().unwrap_or(0)),
        modified: instant(list.this_update())?,
        expires: instant(list.next_update().unwrap_or(i64::MAX))?,
        content: Content::Bytes(bytes),
    })
}

fn describe(title: &'static str, der: &[u8], path: &'static str) -> Result<CaCertificate, Refusal> {
    let broken = |error: &dyn std::fmt::Display| Fault::Stored(format!("{title}: {error}"));
    let certificate = Certificate::parse(der).map_err(|error| broken(&error))?;
    let subject = certificate.subject().map_err(|error| broken(&error))?;
    let fields = printing::name_fields(&subject);
    Ok(CaCertificate {
        title,
        subject: fields.into_iter().map(|field| (field.title, field.value)).collect(),
        serial: format_serial(certificate.serial()),
        not_before: instant(certificate.not_before())?,
        not_after: instant(certificate.not_after())?,
        sha256: format_fingerprint(&fingerprint(der)),
        streebog256: format_fingerprint(&gost::streebog256(der)),
        path,
    })
}

fn instant(second: i64) -> Result<Timestamp, Refusal> {
    Ok(Timestamp::from_second(second.min(253_402_207_199)).map_err(|error| Fault::Stored(error.to_string()))?)
}
