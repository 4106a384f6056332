//! Attaches a scan of the signed statement: pages are drawn by a child process with limits before anything is stored.

use domain::document::Document;
use domain::id::{DocumentId, RequestId};
use domain::request::{Request, RequestAction};
use domain::rights::Operation;
use sha2::{Digest, Sha256};

use crate::ops::mark_check_list::check_marks;
use crate::ops::submit_key::hex;
use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which request, and the file.
#[derive(Clone)]
pub struct Command {
    /// Request.
    pub request: RequestId,
    /// File name as given.
    pub file_name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Marks of the check list that were made before there was a scan: (code of the item, passed).
    pub marks: Vec<(String, bool)>,
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AttachScan({:?}, {} bytes)", self.request, self.bytes.len())
    }
}

impl Operate for Command {
    const OPERATION: Operation = Operation::AttachScan;
    type Outcome = DocumentId;

    async fn run(&self, step: &mut Step<'_>) -> Result<DocumentId, Refusal> {
        let mut request = step.get::<Request>(self.request, Missing::Request).await?;
        step.about(request.id);
        request.state = step.take(request.state, RequestAction::Compare)?.to;
        if self.bytes.is_empty() {
            return Err(Refusal::field("scan", "Выберите файл со сканом: PDF, JPEG или PNG"));
        }
        let kind = scans::kind(&self.bytes).ok_or(scans::ScanRefusal::UnknownKind)?;
        let pages = scans::rasterise(&step.office.parts.scan_worker, &self.bytes, &scans::Limits::default()).await?;
        let document = Document {
            id: DocumentId::new(step.now, step.random()),
            owner: request.id.into(),
            file_name: self
                .file_name
                .chars()
                .filter(|sign| !sign.is_control())
                .take(120)
                .collect(),
            media_type: kind.media_type().into(),
            size: self.bytes.len() as u64,
            sha256: hex(&Sha256::digest(&self.bytes)),
            pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
            attached_by: step.account()?,
            attached_at: step.now,
        };
        step.insert(&document);
        step.set.blob(document.id, "original", self.bytes.clone());
        for (at, page) in pages.into_iter().enumerate() {
            step.set.blob(document.id, format!("page-{}", at + 1), page.png);
        }
        step.note("document", document.id.to_string());
        step.note("sha256", document.sha256.clone());
        // What replaces a scan is compared anew.
        request.check_list = match request.scan.replace(document.id) {
            Some(_) => Vec::new(),
            None if self.marks.is_empty() => std::mem::take(&mut request.check_list),
            None => check_marks(step.office.regulation(), &self.marks),
        };
        request
            .deeds
            .push(step.deed(format!("Скан загружен, страниц: {}", document.pages)));
        let operator = step.account()?;
        if !request.compared_by.contains(&operator) {
            request.compared_by.push(operator);
        }
        step.update(&request);
        Ok(document.id)
    }
}
