//! What every process shares: a table of rules, and the check of one step against it.

use core::fmt::Debug;

use crate::rights::Role;

/// One line of a process table.
#[derive(Debug)]
pub struct Rule<S: 'static, A: 'static, G: 'static> {
    /// States the step starts from.
    pub from: &'static [S],
    /// The step itself.
    pub action: A,
    /// State the step leads to.
    pub to: S,
    /// Roles that may take it.
    pub who: &'static [Role],
    /// Conditions that must hold; the operation finds out whether they do.
    pub guards: &'static [G],
    /// What happens to the term of the case.
    pub term: TermEffect,
    /// Who is told.
    pub tell: &'static [Party],
}

/// What a step does to the running term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermEffect {
    /// Nothing.
    Keep,
    /// The named term starts (anew).
    Start(TermKind),
    /// The term stands still: the case waits for the applicant.
    Pause,
    /// The term is over: the step it measured has been taken.
    End,
}

/// Terms of DOMAIN §1.10 that a step can start; their lengths are data of the регламент.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    /// Регистрация пользователя.
    RegisterUser,
    /// Обработка запроса на сертификат.
    ProcessRequest,
    /// Временный доступ.
    TemporaryAccess,
    /// Возврат подписанного экземпляра.
    SignedCopy,
    /// Приостановление сертификата.
    Suspension,
}

/// Who hears of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// The user of the УЦ the case is about.
    User,
    /// The user's organisation.
    Organization,
    /// The operators of the центр регистрации.
    Operators,
}

/// A named process with its table.
pub trait Process: Copy + Eq + Debug + 'static {
    /// Steps.
    type Action: Copy + Eq + Debug + 'static;
    /// Conditions.
    type Guard: Copy + Eq + Debug + 'static;

    /// The table.
    fn rules() -> &'static [Rule<Self, Self::Action, Self::Guard>];

    /// Where a case begins.
    fn initial() -> Self;

    /// All states, in the order people meet them.
    fn all() -> &'static [Self];

    /// Whether a case may rest here for good.
    fn is_final(self) -> bool;

    /// The rule for `action` from this state, whoever asks.
    fn rule(self, action: Self::Action) -> Option<&'static Rule<Self, Self::Action, Self::Guard>> {
        Self::rules()
            .iter()
            .find(|rule| rule.action == action && rule.from.contains(&self))
    }

    /// Steps that `role` may take from here: the buttons a page offers.
    fn offered(self, role: Role) -> Vec<Self::Action> {
        Self::rules()
            .iter()
            .filter(|rule| rule.from.contains(&self) && rule.who.contains(&role))
            .map(|rule| rule.action)
            .collect()
    }

    /// The state after `action` by `role`, or why the step is refused.
    ///
    /// # Errors
    /// [`StepRefusal`] when the table has no such step, or not for this role.
    fn step(
        self,
        action: Self::Action,
        role: Role,
    ) -> Result<&'static Rule<Self, Self::Action, Self::Guard>, StepRefusal> {
        let rule = self.rule(action).ok_or(StepRefusal::NotFromHere)?;
        if rule.who.contains(&role) {
            Ok(rule)
        } else {
            Err(StepRefusal::NotYours)
        }
    }
}

/// Why the table refuses a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepRefusal {
    /// No such step from this state.
    #[error(
        "Это действие сейчас недоступно: дело уже в другом состоянии. Обновите страницу и посмотрите, что изменилось"
    )]
    NotFromHere,
    /// Another role takes this step.
    #[error("Это действие выполняет другая роль")]
    NotYours,
}

impl StepRefusal {
    /// Stable code for logs and clients.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFromHere => "step-not-from-here",
            Self::NotYours => "step-not-yours",
        }
    }
}

/// Draws the table as a Mermaid state diagram: the docs hold the same text and a test compares them.
#[must_use]
pub fn mermaid<P: Process>() -> String {
    let mut out = format!("stateDiagram-v2\n    [*] --> {:?}\n", P::initial());
    for rule in P::rules() {
        for from in rule.from {
            out.push_str(&format!("    {from:?} --> {:?}: {:?}\n", rule.to, rule.action));
        }
    }
    for state in P::all().iter().filter(|state| state.is_final()) {
        out.push_str(&format!("    {state:?} --> [*]\n"));
    }
    out
}
