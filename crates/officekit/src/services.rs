//! The services of the office of a test: OCSP and TSP with the keys of its ceremony.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use const_oid::ObjectIdentifier;
use domain::certificate::Certificate as StoredCertificate;
use domain::id::CertificateId;
use domain::rights::Actor;
use exchange::time::{TimeDoubt, TrustedTime};
use jiff::Timestamp;
use office::ops::{admit_client, end_certificate, hold_certificate};
use office::services::{Responder, ResponderSettings, Stamper, StamperSettings};
use office::{Issued, SystemRequest, issue_for_system, views};
use pki::certificate::Certificate;

use crate::client::Client;
use crate::{TestOffice, ceremony};

/// The policy of stamps in tests.
pub const POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.99.1");

/// Trusted time that says what the test wants.
#[derive(Clone, Debug, Default)]
pub struct TestTime(Arc<Mutex<Option<TimeDoubt>>>);

impl TestTime {
    /// From now on, until it is told otherwise.
    ///
    /// # Panics
    /// Never: nobody panics while it holds the lock.
    pub fn say(&self, doubt: Option<TimeDoubt>) {
        *self.0.lock().expect("no test panics here") = doubt;
    }
}

impl TrustedTime for TestTime {
    fn vouch(&self, _: Timestamp, _: Duration) -> Result<(), TimeDoubt> {
        self.0.lock().expect("no test panics here").clone().map_or(Ok(()), Err)
    }
}

impl TestOffice {
    /// A responder whose answers may be kept for ten minutes.
    ///
    /// # Panics
    /// When the certificates of the ceremony do not read.
    #[must_use]
    pub fn responder(&self) -> Responder {
        let settings = ResponderSettings {
            certificate: ceremony::der("ca/ocsp.pem"),
            services: vec![ceremony::der("ca/ocsp.pem"), ceremony::der("ca/tsp.pem")],
            validity: 600,
        };
        Responder::open(self.office.clone(), &settings).expect("the ceremony makes a responder")
    }

    /// A time-stamping authority with an accuracy of a second.
    #[must_use]
    pub fn stamper(&self, time: TestTime) -> Stamper {
        let settings = StamperSettings {
            policy: POLICY,
            accuracy: Duration::from_secs(1),
        };
        Stamper::open(self.office.clone(), settings, Box::new(time))
    }

    /// A certificate of the ceremony by its file: `ca/tsp.pem`.
    ///
    /// # Panics
    /// When the ceremony makes no such file.
    #[must_use]
    pub fn ceremony_certificate(&self, path: &str) -> Certificate {
        Certificate::parse(&ceremony::der(path)).expect("the ceremony makes certificates")
    }

    /// Certificates of as many information systems, by the API.
    ///
    /// # Panics
    /// When one is refused.
    pub async fn system_certificates(&self, client: &mut Client, count: usize) -> Vec<Issued> {
        let command = admit_client::Command {
            name: "Шлюз обмена".into(),
            operations: vec!["issue-for-system".into()],
            days: 1_000,
        };
        let token = self.granted(&Actor::SYSTEM, command).await.token;
        let actor = views::client(&self.office, &token).await.expect("a fresh token");
        let mut issued = Vec::with_capacity(count);
        for number in 0..count {
            let order = SystemRequest {
                pkcs10: client.system_request(&format!("Шлюз {number}")),
                profile: "system".into(),
                key: None,
            };
            let one = issue_for_system(&self.office, &actor, order).await;
            issued.push(one.expect("a good request is granted"));
        }
        issued
    }

    /// Suspended by the organisation.
    pub async fn suspend(&self, certificate: CertificateId) {
        let command = hold_certificate::Suspend {
            certificate,
            asked_by: "organization".into(),
            basis: "заявление № 7 от 23.11.2026".into(),
        };
        self.granted(&self.lapina, command).await;
    }

    /// Resumed by the organisation.
    pub async fn resume(&self, certificate: CertificateId) {
        let command = hold_certificate::Resume {
            certificate,
            asked_by: "organization".into(),
            basis: "заявление № 8 от 24.11.2026".into(),
        };
        self.granted(&self.lapina, command).await;
    }

    /// Revoked by the organisation: the key is lost.
    pub async fn revoke(&self, certificate: CertificateId) {
        let serial = self.stored::<StoredCertificate>(certificate).await.serial.clone();
        let command = end_certificate::Revoke {
            certificate,
            reason: "key_compromise".into(),
            confirm: serial[28..].to_lowercase(),
            asked_by: "organization".into(),
            basis: "заявление № 9 от 24.11.2026".into(),
        };
        self.granted(&self.lapina, command).await;
    }
}
