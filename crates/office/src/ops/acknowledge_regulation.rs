//! Records that the user read the регламент, with its edition.

use domain::account::{Account, Acknowledgement};
use domain::rights::Operation;
use serde::Deserialize;

use crate::form::ticked;
use crate::refusal::{GuardRefusal, Missing, Refusal};
use crate::{Operate, Step};

/// What was ticked, on the page of which edition.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Command {
    /// Edition the page showed.
    pub edition: String,
    /// `yes`.
    pub read: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::AcknowledgeRegulation;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        if !ticked(&self.read) {
            return Err(Refusal::field("read", "Отметьте, что ознакомились с Регламентом"));
        }
        let current = step.office.regulation().edition.clone();
        if self.edition != current {
            return Err(Refusal::field(
                "read",
                "Вышла новая редакция Регламента. Прочитайте её и отметьте снова",
            ));
        }
        let mut account = step.get::<Account>(step.account()?, Missing::Session).await?;
        step.about(account.id);
        step.note("edition", current.clone());
        if !account.knows(&current) {
            account.acknowledged.push(Acknowledgement {
                edition: current,
                at: step.now,
            });
            step.update(&account);
        }
        Ok(())
    }
}

/// The acting user has acknowledged the edition in force.
pub(crate) async fn acknowledged(step: &Step<'_>) -> Result<(), Refusal> {
    let account = step.get::<Account>(step.account()?, Missing::Session).await?;
    if account.knows(&step.office.regulation().edition) {
        Ok(())
    } else {
        Err(GuardRefusal::RegulationNotAcknowledged.into())
    }
}
