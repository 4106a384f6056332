//! Closes a task.

use domain::id::TaskId;
use domain::rights::Operation;
use domain::task::Task;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step};

/// Which one.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Task.
    pub task: TaskId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::CloseTask;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut task = step.get::<Task>(self.task, Missing::Task).await?;
        step.about(task.id);
        if task.closed.is_some() {
            return Err(Refusal::NotFound(Missing::Task));
        }
        task.closed = Some((step.now, step.account()?));
        step.update(&task);
        Ok(())
    }
}
