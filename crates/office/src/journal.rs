//! The journal on its way out: an export that an auditor verifies offline, and the check of what is stored.

use authority::journal::{self, BadRecord, Expectation, Report, header_line, record_line};
use storage::{Db, journal_page};

use crate::Office;
use crate::committer::record_of;
use crate::refusal::Fault;

/// Records read at once.
const PAGE: u32 = 1_000;

/// Every line of the export: the header with the certificate of the journal key, then the records.
///
/// # Errors
/// [`Fault`].
pub async fn export(db: &Db, journal_certificate: &[u8]) -> Result<Vec<String>, Fault> {
    let mut lines = vec![header_line([journal_certificate])];
    let mut after = (String::new(), i64::MIN, i64::MIN);
    loop {
        let page = journal_page(db, (&after.0, after.1, after.2), PAGE).await?;
        let Some(last) = page.last() else { return Ok(lines) };
        after = (last.node.clone(), last.epoch, last.seq);
        for row in &page {
            lines.push(record_line(&record_of(row)?));
        }
    }
}

/// Verifies the stored journal, with the root as the anchor of trust.
///
/// # Errors
/// `Err(Fault)` when it cannot be read; `Ok(Err(BadRecord))` names the first bad record.
pub async fn verify(db: &Db, journal_certificate: &[u8], root: &[u8]) -> Result<Result<Report, BadRecord>, Fault> {
    let lines = export(db, journal_certificate).await?;
    Ok(journal::verify(lines, &[root], &Expectation::default()))
}

impl Office {
    /// Verifies the journal of this office.
    ///
    /// # Errors
    /// As [`verify`].
    pub async fn verify_journal(&self) -> Result<Result<Report, BadRecord>, Fault> {
        verify(&self.parts.db, &self.parts.ca.journal_der, &self.parts.ca.root_der).await
    }
}
