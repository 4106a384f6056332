//! A trouble of a service is told once when it begins and once when it is over, however many ask meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Debug)]
pub(super) struct Complaint {
    service: &'static str,
    standing: AtomicBool,
}

impl Complaint {
    pub(super) const fn of(service: &'static str) -> Self {
        Self {
            service,
            standing: AtomicBool::new(false),
        }
    }

    pub(super) fn raise(&self, code: &str, error: &dyn std::fmt::Display) {
        if !self.standing.swap(true, Ordering::Relaxed) {
            tracing::error!(service = self.service, code, %error, "the service gives no answers");
        }
    }

    pub(super) fn withdraw(&self) {
        // Read first: the good case writes nothing that other processors would have to fetch again.
        if self.standing.load(Ordering::Relaxed) && self.standing.swap(false, Ordering::Relaxed) {
            tracing::info!(service = self.service, "the service gives answers again");
        }
    }
}
