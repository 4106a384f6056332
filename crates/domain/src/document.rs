//! Скан документа. Its bytes and page pictures are stored beside it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{AccountId, DocumentId};

/// Скан.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Id.
    pub id: DocumentId,
    /// The case it belongs to.
    pub owner: Uuid,
    /// File name as it was given, for display only.
    pub file_name: String,
    /// `application/pdf`, `image/jpeg` or `image/png`, found from the content.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, hex.
    pub sha256: String,
    /// Pages that the server drew.
    pub pages: u32,
    /// Who attached it.
    pub attached_by: AccountId,
    /// When.
    pub attached_at: Timestamp,
}
