//! The journal on its way out: an export that an auditor verifies offline, and the check of what is stored. Both pass
//! through page by page, however long the journal has grown.

use authority::journal::{self, BadRecord, Expectation, Report, header_line, record_line};
use storage::{Db, journal_page};
use tokio::sync::mpsc;

use crate::Office;
use crate::committer::record_of;
use crate::refusal::Fault;

/// Records read at once.
const PAGE: u32 = 1_000;

/// Gives every line of the export to `take`: the header with the certificate of the journal key, then the records. It ends
/// early when `take` wants no more.
///
/// # Errors
/// [`Fault`].
pub async fn export(
    db: &Db,
    journal_certificate: &[u8],
    mut take: impl AsyncFnMut(String) -> bool,
) -> Result<(), Fault> {
    let mut wanted = take(header_line([journal_certificate])).await;
    let mut after = (String::new(), i64::MIN, i64::MIN);
    while wanted {
        let page = journal_page(db, (&after.0, after.1, after.2), PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.node.clone(), last.epoch, last.seq);
        for row in &page {
            wanted = wanted && take(record_line(&record_of(row)?)).await;
        }
    }
    Ok(())
}

/// Verifies the stored journal, with the root as the anchor of trust.
///
/// # Errors
/// `Err(Fault)` when it cannot be read; `Ok(Err(BadRecord))` names the first bad record.
pub async fn verify(db: &Db, journal_certificate: &[u8], root: &[u8]) -> Result<Result<Report, BadRecord>, Fault> {
    let (lines, mut read) = mpsc::channel(PAGE as usize);
    let root = root.to_vec();
    // Signatures are processor work; the verifier reads line by line, as an auditor's does.
    let verifier = tokio::task::spawn_blocking(move || {
        let lines = std::iter::from_fn(|| read.blocking_recv());
        journal::verify(lines, &[&root], &Expectation::default())
    });
    export(db, journal_certificate, async |line| lines.send(line).await.is_ok()).await?;
    drop(lines);
    Ok(verifier.await?)
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
