//! Shows a scan: a drawn page, or the original file. Every look is journalled.

use domain::document::Document;
use domain::id::DocumentId;
use domain::rights::{Actor, Operation};
use storage::blob;

use crate::Office;
use crate::form::Download;
use crate::refusal::{Missing, Refusal};

/// One page as PNG, from 1.
///
/// # Errors
/// [`Refusal`].
pub async fn page(office: &Office, actor: &Actor, document: DocumentId, page: u32) -> Result<Vec<u8>, Refusal> {
    office.look(actor, Operation::ViewScan, Some(document.into())).await?;
    blob(&office.parts.db, document, &format!("page-{page}"))
        .await?
        .ok_or(Refusal::NotFound(Missing::Document))
}

/// The file as it came.
///
/// # Errors
/// [`Refusal`].
pub async fn original(office: &Office, actor: &Actor, document: DocumentId) -> Result<Download, Refusal> {
    office.look(actor, Operation::ViewScan, Some(document.into())).await?;
    let missing = Refusal::NotFound(Missing::Document);
    let Some(found) = office.parts.db.get::<Document>(document).await? else {
        return Err(missing);
    };
    let bytes = blob(&office.parts.db, document, "original").await?.ok_or(missing)?;
    let (media_type, extension) = match found.media_type.as_str() {
        "image/jpeg" => ("image/jpeg", "jpg"),
        "image/png" => ("image/png", "png"),
        _ => ("application/pdf", "pdf"),
    };
    Ok(Download {
        file_name: format!("skan-{}.{extension}", &found.sha256[..8]),
        media_type,
        bytes,
    })
}
