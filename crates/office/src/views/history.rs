//! What happened in a case, told from its deeds.

use domain::account::Account;
use domain::deed::Deed;
use domain::id::AccountId;
use jiff::Timestamp;
use storage::Stored;

use crate::Office;
use crate::refusal::Refusal;

/// One line of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryItem {
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// Who: «Лапина О. С.».
    pub who: Option<String>,
}

impl Office {
    /// The history of a case, newest first.
    pub(crate) async fn history(&self, deeds: &[Deed]) -> Result<Vec<HistoryItem>, Refusal> {
        let mut items = Vec::with_capacity(deeds.len());
        for deed in deeds.iter().rev() {
            items.push(HistoryItem {
                at: deed.at,
                text: deed.text.clone(),
                who: self.who(deed.by).await?,
            });
        }
        Ok(items)
    }

    /// Short name of an account.
    pub(crate) async fn who(&self, account: Option<AccountId>) -> Result<Option<String>, Refusal> {
        let Some(account) = account else { return Ok(None) };
        let account: Option<Stored<Account>> = self.parts.db.get(account).await?;
        Ok(account.map(|account| account.short_name.clone()))
    }
}
