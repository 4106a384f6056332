//! Certificates for systems: what is refused, each by its own code, and that a good request is granted right after.

use domain::certificate::CertificateState;
use domain::rights::Actor;
use office::{SystemRequest, issue_for_system};
use officekit::TestOffice;
use officekit::client::{Client, system_name};
use pki::certificate::Certificate;
use pki::lint::lint_certificate;
use pki::name::{Attribute, DistinguishedName};
use storage::certificates;

use crate::both::on_both;

on_both!(
    what_is_wrong_is_refused_and_the_good_one_issued,
    a_refused_key_stays_seen
);

async fn code(office: &TestOffice, pkcs10: Vec<u8>, profile: &str) -> &'static str {
    issue_for_system(&office.office, &Actor::SYSTEM, SystemRequest::new(pkcs10, profile))
        .await
        .map_or_else(|refusal| refusal.code(), |_| "granted")
}

async fn what_is_wrong_is_refused_and_the_good_one_issued(office: TestOffice) {
    let mut client = Client::new(1);
    let good = client.system_request("Шлюз обмена");
    let changed = |at: usize| {
        let mut der = good.clone();
        der[at] ^= 1;
        der
    };
    let forbidden = DistinguishedName::new([(Attribute::CommonName, "Шлюз"), (Attribute::Snils, "14830271651")]);
    let key = client.key();
    let forbidden = client.pkcs10(&key, &forbidden.unwrap().to_der());
    for (pkcs10, profile, expected) in [
        (good.clone(), "user", "profile-not-for-systems"),
        (good.clone(), "../system", "profile-not-for-systems"),
        (Vec::new(), "system", "empty"),
        (vec![b'\n'; 10 * 1024 * 1024], "system", "too-large"),
        (vec![0x30; 4_096], "system", "not-der"),
        (changed(good.len() - 1), "system", "bad-signature"),
        (forbidden, "system", "forbidden-attribute"),
    ] {
        let size = pkcs10.len();
        assert_eq!(
            code(&office, pkcs10, profile).await,
            expected,
            "{size} bytes under {profile}"
        );
    }
    let issued = issue_for_system(
        &office.office,
        &Actor::SYSTEM,
        SystemRequest::new(good.clone(), "system"),
    )
    .await
    .unwrap();
    assert_eq!(lint_certificate(&issued.der), []);
    let parsed = Certificate::parse(&issued.der).unwrap();
    assert_eq!(
        parsed.subject().unwrap().get(Attribute::CommonName),
        Some("Шлюз обмена")
    );
    assert_eq!(office.certificate(&issued).await.state, CertificateState::Valid);
    assert_eq!(code(&office, good, "system").await, "key-seen");
    let all = certificates::in_state(&office.db, CertificateState::Valid)
        .await
        .unwrap();
    assert_eq!(all.len(), 1, "a refusal leaves no certificate");
}

async fn a_refused_key_stays_seen(office: TestOffice) {
    let mut client = Client::new(1);
    let key = client.key();
    let forbidden = DistinguishedName::new([(Attribute::CommonName, "Шлюз"), (Attribute::Snils, "14830271651")]);
    let refused = client.pkcs10(&key, &forbidden.unwrap().to_der());
    assert_eq!(code(&office, refused, "system").await, "forbidden-attribute");
    let same_key = client.pkcs10(&key, &system_name("Шлюз обмена"));
    assert_eq!(code(&office, same_key, "system").await, "key-seen");
    let next = client.system_request("Шлюз обмена");
    assert_eq!(code(&office, next, "system").await, "granted");
}
