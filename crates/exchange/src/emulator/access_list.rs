//! УСОИ as a list in memory, for the demo and for tests; it can be switched off to see that orders wait.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use domain::access::{Access, AccessOrder};

use crate::access::{AccessError, AccessGate, Answer};

/// The list.
#[derive(Debug, Default)]
pub struct AccessList {
    people: Mutex<BTreeMap<String, Access>>,
    taken: Mutex<Vec<AccessOrder>>,
    down: AtomicBool,
}

impl AccessList {
    /// Stops or starts answering.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// Orders that were taken, oldest first.
    #[must_use]
    pub fn taken(&self) -> Vec<AccessOrder> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets a person, as a system restored from an old backup would.
    pub fn forget(&self, snils: &str) {
        self.people.lock().unwrap_or_else(PoisonError::into_inner).remove(snils);
    }

    fn answers(&self) -> Result<(), AccessError> {
        if self.down.load(Ordering::SeqCst) {
            return Err(AccessError::Unreachable("the emulator is switched off".into()));
        }
        Ok(())
    }
}

impl AccessGate for AccessList {
    fn put<'a>(&'a self, order: &'a AccessOrder) -> Answer<'a, ()> {
        Box::pin(async move {
            self.answers()?;
            let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
            people.insert(order.snils.clone(), order.access);
            self.taken
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(order.clone());
            Ok(())
        })
    }

    fn status<'a>(&'a self, snils: &'a str) -> Answer<'a, Option<Access>> {
        Box::pin(async move {
            self.answers()?;
            let people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(people.get(snils).copied())
        })
    }
}
