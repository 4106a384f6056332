//! What happened in a case, told from the entities themselves.

use domain::account::Account;
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
    /// Short name of an account.
    pub(crate) async fn who(&self, account: Option<AccountId>) -> Result<Option<String>, Refusal> {
        let Some(account) = account else { return Ok(None) };
        let account: Option<Stored<Account>> = self.parts.db.get(account).await?;
        Ok(account.map(|account| account.short_name.clone()))
    }
}

/// Builds a history line by line, newest first at the end.
#[derive(Debug)]
pub(crate) struct History<'a> {
    office: &'a Office,
    items: Vec<HistoryItem>,
}

impl<'a> History<'a> {
    pub(crate) const fn new(office: &'a Office) -> Self {
        Self {
            office,
            items: Vec::new(),
        }
    }

    /// Adds a line when its instant is known.
    pub(crate) async fn add(
        &mut self,
        at: Option<Timestamp>,
        who: Option<AccountId>,
        text: impl Into<String>,
    ) -> Result<(), Refusal> {
        if let Some(at) = at {
            let who = self.office.who(who).await?;
            self.items.push(HistoryItem {
                at,
                text: text.into(),
                who,
            });
        }
        Ok(())
    }

    pub(crate) fn newest_first(mut self) -> Vec<HistoryItem> {
        self.items.sort_by_key(|item| core::cmp::Reverse(item.at));
        self.items
    }
}
