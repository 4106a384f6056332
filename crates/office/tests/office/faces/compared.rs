//! Every face, read as whoever looks at it does.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Access;
use domain::certificate::{Certificate, CertificateState as S};
use domain::rights::Actor;
use exchange::access::AccessGate;
use exchange::emulator::mailbox::Received;
use jiff::Timestamp;
use office::crl;
use office::ops::search_registry;
use office::views;
use pki::crl::{Crl, Reason};
use storage::crls::{Scope, kept};
use storage::{journal_page, statuses};

use super::Stage;
use super::model::Model;

/// What a list says of a certificate: since when, with which CRLReason.
type Listed = BTreeMap<String, (i64, u8)>;

impl Stage {
    pub(super) async fn assert_same_everywhere(&self, told: &str) {
        let now = self.office.clock.now();
        let cabinet = views::own_certificates(&self.office.office, &self.user.actor)
            .await
            .unwrap();
        for model in &self.models {
            self.assert_database(model, told).await;
            let line = cabinet
                .iter()
                .find(|line| line.certificate.serial == model.serial)
                .unwrap();
            assert_eq!(line.certificate.state, model.state, "{told}: the cabinet");
            assert_eq!(line.valid_now, model.runs(now), "{told}: the term in the cabinet");
            self.assert_registry(model, told).await;
        }
        self.assert_lists(now, told).await;
        self.assert_letters(told).await;
        self.assert_journal(told).await;
        self.assert_access(now, told).await;
    }

    async fn assert_database(&self, model: &Model, told: &str) {
        let stored = self.office.stored::<Certificate>(model.id).await;
        assert_eq!(stored.state, model.state, "{told}: the database");
        let states: Vec<S> = stored.changes.iter().map(|change| change.to).collect();
        assert_eq!(states, model.states, "{told}: the changes");
        let (state, row) = statuses::of_serial(&self.office.db, "issuing", &model.serial)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            state,
            format!("{:?}", model.state).to_lowercase(),
            "{told}: what OCSP asks"
        );
        let listed = row.revoked_at.zip(row.reason);
        let expected = model
            .listed
            .map(|(since, code)| (since.as_microsecond(), i64::from(code)));
        assert_eq!(listed, expected, "{told}: what OCSP asks");
    }

    async fn assert_registry(&self, model: &Model, told: &str) {
        let search = search_registry::Command {
            query: model.serial.clone(),
            // Each from an address of its own: the search is limited.
            address: format!("{told} {}", model.serial),
        };
        let hits = self.office.perform(&Actor::VISITOR, search).await.unwrap();
        assert_eq!(hits[0].state, model.state, "{told}: the registry");
    }

    async fn assert_lists(&self, now: Timestamp, told: &str) {
        let office = &self.office;
        let read = async |scope| Crl::parse(&office.list(scope).await.der).unwrap();
        let (full, delta) = (read(Scope::Full).await, read(Scope::Delta).await);
        let lists = kept(&office.db, "issuing").await.unwrap();
        let of_base = |list: &&storage::Stored<storage::crls::Crl>| {
            list.scope == Scope::Full && u64::try_from(list.number).ok() == delta.base()
        };
        let base = lists.iter().find(of_base).unwrap();
        let base = Crl::parse(&crl::bytes(&office.office, base).await.unwrap()).unwrap();
        // Whoever holds the base, and whoever holds a later complete list: with the delta list both know everything.
        self.assert_listed(
            &applied(&base, &delta),
            now,
            &format!("{told}: the delta list on its base"),
        );
        if full.number() < delta.number() {
            self.assert_listed(
                &applied(&full, &delta),
                now,
                &format!("{told}: the delta list on the last one"),
            );
        }
        let sequence = statuses::sequence(&office.db).await.unwrap();
        if office.list(Scope::Full).await.row.sequence == sequence {
            self.assert_listed(&entries(&full), now, &format!("{told}: the complete list"));
        }
        let mut parts = Listed::new();
        for part in 0..4 {
            let list = entries(&read(Scope::Shard(part)).await);
            let own = |serial: &String| self.models.iter().any(|one| one.serial == *serial && one.shard == part);
            assert!(list.keys().all(own), "{told}: part {part} names only its own");
            parts.extend(list);
        }
        self.assert_listed(&parts, now, &format!("{told}: the parts"));
    }

    /// Of a certificate that has ended a list may be silent, once one made after its end has named it.
    fn assert_listed(&self, found: &Listed, now: Timestamp, told: &str) {
        for model in &self.models {
            let expected = model.listed.map(|(since, code)| (since.as_second(), code));
            let listed = found.get(&model.serial).copied();
            let is_silent = listed.is_none() && !model.runs(now);
            assert!(is_silent || listed == expected, "{told}: {listed:?}, not {expected:?}");
        }
        let ours: BTreeSet<_> = self.models.iter().map(|model| &model.serial).collect();
        assert!(found.keys().all(|serial| ours.contains(serial)), "{told}");
    }

    async fn assert_letters(&self, told: &str) {
        let new = self.office.letters().await;
        let letters: Vec<_> = new.iter().chain(&self.letters).collect();
        for model in &self.models {
            let about =
                |letter: &&&Received| letter.to == "sokolova@crb.example.ru" && letter.text.contains(&model.serial);
            let said: Vec<_> = letters.iter().filter(about).collect();
            assert_eq!(said.len(), model.states.len(), "{told}: letters");
            // Newest first.
            let Some((letter, state)) = said.first().zip(model.states.last()) else {
                continue;
            };
            let word = match state {
                S::Valid => "снова действует",
                S::Suspended => "приостановлен",
                S::Revoked => "отозван",
                S::Annulled => "аннулирован",
                S::Issuing | S::Void => unreachable!(),
            };
            assert!(
                letter.subject.contains(word),
                "{told}: the letter says «{}»",
                letter.subject
            );
        }
    }

    async fn assert_journal(&self, told: &str) {
        let records = journal_page(&self.office.db, ("", i64::MIN, i64::MIN), 100_000)
            .await
            .unwrap();
        for model in &self.models {
            let mut states = Vec::new();
            for record in records.iter().filter(|record| record.body.contains(&model.serial)) {
                let body: serde_json::Value = serde_json::from_str(&record.body).unwrap();
                let changes = [
                    "suspend-certificate",
                    "resume-certificate",
                    "revoke-certificate",
                    "annul-certificate",
                ];
                if changes.contains(&body["operation"].as_str().unwrap()) {
                    states.push(body["details"]["steps"][0]["to"].as_str().unwrap().to_owned());
                }
            }
            let expected: Vec<_> = model.states.iter().map(|state| format!("{state:?}")).collect();
            assert_eq!(states, expected, "{told}: the journal");
        }
    }

    /// Blocked while one that runs is suspended, open when one is valid; when all have ended, as it was.
    async fn assert_access(&self, now: Timestamp, told: &str) {
        let snils = "14830271651";
        let running = |state| self.models.iter().any(|one| one.runs(now) && one.state == state);
        let expected = match (running(S::Suspended), running(S::Valid)) {
            (true, _) => Access::Block,
            (false, true) => Access::Unblock,
            (false, false) => return,
        };
        // Somebody who was never blocked was never spoken of.
        let said = self.office.access.status(snils).await.unwrap();
        assert_eq!(said.unwrap_or(Access::Unblock), expected, "{told}: УСОИ");
    }
}

fn entries(list: &Crl) -> Listed {
    let named = list.entries();
    named
        .map(|entry| {
            (
                pki::describe::format_serial(entry.serial),
                (entry.date, entry.reason as u8),
            )
        })
        .collect()
}

/// RFC 5280 §5.2.4.
fn applied(base: &Crl, delta: &Crl) -> Listed {
    let mut listed = entries(base);
    for (serial, entry) in entries(delta) {
        if entry.1 == Reason::RemoveFromCrl as u8 {
            listed.remove(&serial);
        } else {
            listed.insert(serial, entry);
        }
    }
    listed
}
