//! The gate: what the lists before say, walked in step with the list that is being made.

use std::iter::Peekable;

use pki::SerialNumber;
use pki::crl::{Crl, Entries, Reason};

use super::CrlError;
use crate::encoding::to_hex;

/// One list before. Its serial numbers ascend, as those of every list of ours.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    entries: Peekable<Entries<'a>>,
    /// Whoever stands in it must stand in the new list too, or be known as resumed.
    binding: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn binding(list: &'a Crl) -> Self {
        Self {
            entries: list.entries().peekable(),
            binding: true,
        }
    }

    /// The complete list under a delta list, which repeats nothing of it.
    pub(super) fn of_base(list: &'a Crl) -> Self {
        Self {
            entries: list.entries().peekable(),
            binding: false,
        }
    }

    /// The new list comes to `serial`, which is held, revoked, or good again (`removeFromCRL`).
    pub(super) fn meet(&mut self, serial: SerialNumber, now: Reason) -> Result<(), CrlError> {
        let binding = self.binding;
        // A list that binds nobody has nothing against a revocation: a million entries stay unread.
        if !binding && is_final(now) {
            return Ok(());
        }
        while let Some(before) = self
            .entries
            .next_if(|before| before.serial < serial.as_bytes().as_slice())
        {
            stays(binding, before.serial, before.reason)?;
        }
        let same = |before: &pki::crl::RevokedEntry<'_>| before.serial == serial.as_bytes();
        match self.entries.next_if(same) {
            Some(before) if is_final(before.reason) && !is_final(now) => Err(CrlError::RevocationSoftened { serial }),
            _ => Ok(()),
        }
    }

    /// The new list has ended.
    pub(super) fn finish(mut self) -> Result<(), CrlError> {
        if !self.binding {
            return Ok(());
        }
        self.entries
            .try_for_each(|before| stays(true, before.serial, before.reason))
    }
}

/// Nobody met this entry: may it go?
fn stays(binding: bool, serial: &[u8], reason: Reason) -> Result<(), CrlError> {
    if binding && reason != Reason::RemoveFromCrl {
        let serial = to_hex(serial).to_uppercase();
        return Err(CrlError::Vanished { serial });
    }
    Ok(())
}

/// Revoked for good: only a suspension ends.
fn is_final(reason: Reason) -> bool {
    !matches!(reason, Reason::CertificateHold | Reason::RemoveFromCrl)
}
