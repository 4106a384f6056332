//! The time-stamping authority (RFC 3161). It refuses rather than stamp a time that nobody vouches for.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use const_oid::ObjectIdentifier;
use exchange::time::TrustedTime;
use pki::tsp::{Accuracy, FailureInfo, RequestError, TimeStampRequest, TstInfo, granted, refused};

use super::complaint::Complaint;
use super::serials::Serials;
use crate::Office;

/// How the authority stamps.
#[derive(Clone, Debug)]
pub struct StamperSettings {
    /// Policy under which stamps are given; a request for another one is refused.
    pub policy: ObjectIdentifier,
    /// How far the time of a stamp may be off.
    pub accuracy: Duration,
}

/// Stamps time. A cheap clone.
#[derive(Clone, Debug)]
pub struct Stamper(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    office: Office,
    settings: StamperSettings,
    time: Box<dyn TrustedTime>,
    serials: Serials,
    complaint: Complaint,
}

impl Stamper {
    /// A time-stamping authority over an office. Its key is with the office's keeper.
    #[must_use]
    pub fn open(office: Office, settings: StamperSettings, time: Box<dyn TrustedTime>) -> Self {
        Self(Arc::new(Inside {
            office,
            settings,
            time,
            serials: Serials::default(),
            complaint: Complaint::of("tsp"),
        }))
    }

    /// Answers a TimeStampReq in DER with a TimeStampResp: a stamp, or why there is none.
    pub async fn answer(&self, question: &[u8]) -> Bytes {
        match self.0.stamp(question).await {
            Ok(token) => {
                self.0.complaint.withdraw();
                granted(&token).into()
            }
            Err((failure, words)) => refused(failure, &words).into(),
        }
    }
}

type Refused = (FailureInfo, String);

impl Inside {
    async fn stamp(&self, question: &[u8]) -> Result<Vec<u8>, Refused> {
        let told = |error: RequestError| (error.failure(), error.to_string());
        let request = TimeStampRequest::parse(question).map_err(told)?;
        let policy = self.settings.policy;
        if let Some(other) = request.policy.filter(|asked| *asked != policy) {
            return Err(told(RequestError::Policy(other)));
        }
        let failed = |error: &crate::Refusal| {
            self.complaint.raise(error.code(), error);
            (FailureInfo::SystemFailure, "no stamp can be given now".to_owned())
        };
        self.office.on_time().map_err(|behind| {
            self.complaint.raise(behind.code(), &behind);
            (FailureInfo::TimeNotAvailable, "the clock is behind".to_owned())
        })?;
        let serial = self.serials.next(&self.office).await.map_err(|error| failed(&error))?;
        // Asked last: whatever was waited for before does not make the time older.
        let now = self.office.now();
        self.time.vouch(now, self.settings.accuracy).map_err(|doubt| {
            self.complaint.raise(doubt.code(), &doubt);
            (FailureInfo::TimeNotAvailable, doubt.to_string())
        })?;
        let info = TstInfo {
            policy,
            imprint: request.imprint,
            serial,
            time: now.as_second(),
            milliseconds: u16::try_from(now.subsec_millisecond()).unwrap_or(0),
            accuracy: Some(accuracy(self.settings.accuracy)),
            // Two servers may stamp in the same millisecond.
            ordering: false,
            nonce: request.nonce,
        };
        let info = info
            .to_der()
            .map_err(|error| (FailureInfo::SystemFailure, error.to_string()))?;
        let signed = self.office.parts.signer.stamp(info, request.certificate_wanted).await;
        signed.map_err(|error| failed(&crate::refusal::Fault::from(error).into()))
    }
}

fn accuracy(accuracy: Duration) -> Accuracy {
    Accuracy {
        seconds: u32::try_from(accuracy.as_secs()).unwrap_or(u32::MAX),
        milliseconds: u16::try_from(accuracy.subsec_millis()).unwrap_or(0),
    }
}
