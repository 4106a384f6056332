//! The office watches itself: what was changed behind its back is found within a day, told, and told until it is dealt with.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::task::TaskKind;
use jiff::SignedDuration;
use office::ops::close_task;
use office::watch::{Finding, Severity, self_check, worst};
use officekit::TestOffice;
use storage::{Value, tasks};

use crate::both::on_both;
use crate::status::{suspend, with_certificate};

on_both!(
    a_whole_office_finds_nothing,
    what_was_changed_behind_its_back_is_found,
    a_change_on_its_way_hides_no_other,
    it_looks_once_a_day,
    what_waits_for_hours_needs_a_person,
    figures_name_operations_and_nobody,
);

async fn change(office: &TestOffice, sql: &str, id: CertificateId) {
    let mut tx = office.db.begin().await.unwrap();
    assert_eq!(tx.execute(sql, &[Value::id(id)]).await.unwrap(), 1, "{sql}");
    tx.commit().await.unwrap();
}

fn found<'a>(findings: &'a [Finding], check: &str) -> &'a Finding {
    findings.iter().find(|finding| finding.check == check).unwrap()
}

async fn a_whole_office_finds_nothing(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    let before = office.office.examine().await;
    assert_eq!(
        found(&before, "self-check").severity,
        Severity::Warning,
        "it has not looked yet"
    );
    office
        .office
        .perform(&user.actor, suspend(certificate, "holder"))
        .await
        .unwrap();
    office.tick().await;
    let report = self_check(&office.office).await.unwrap();
    assert_eq!((report.certificates, report.findings), (1, vec![]));
    let findings = office.office.examine().await;
    assert_eq!(worst(&findings), Severity::Ok, "{findings:?}");
}

async fn what_was_changed_behind_its_back_is_found(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office.tick().await;
    let serial = office.stored::<Certificate>(certificate).await.serial.clone();
    let cases = [
        // Revoked without an operation: no list says so.
        (
            "UPDATE certificates SET revoked_at = decided_at, reason = 1 WHERE id = $1",
            "UPDATE certificates SET revoked_at = NULL, reason = NULL WHERE id = $1",
            "в списке None, в базе Some(1)",
        ),
        (
            "UPDATE blobs SET name = 'lost' WHERE owner = $1 AND name = 'certificate'",
            "UPDATE blobs SET name = 'certificate' WHERE owner = $1 AND name = 'lost'",
            "байтов сертификата нет",
        ),
        (
            "UPDATE certificates SET serial = 'AA' WHERE id = $1",
            &format!("UPDATE certificates SET serial = '{serial}' WHERE id = $1"),
            "",
        ),
    ];
    for (harm, mend, said) in cases {
        change(&office, harm, certificate).await;
        let report = self_check(&office.office).await.unwrap();
        let named = report
            .findings
            .iter()
            .any(|finding| finding.contains(&serial) && finding.contains(said));
        // The serial number of the body, which pages show, is not the column's: then nothing differs.
        assert_eq!(named, !said.is_empty(), "{harm}: {:?}", report.findings);
        change(&office, mend, certificate).await;
    }
    let open = tasks::open_of_kind(&office.db, TaskKind::SelfCheck)
        .await
        .unwrap()
        .unwrap();
    assert!(open.title.starts_with("Самоконтроль: расхождений 1."), "{}", open.title);
    assert_eq!(self_check(&office.office).await.unwrap().findings, Vec::<String>::new());
    let findings = office.office.examine().await;
    assert_eq!(
        found(&findings, "self-check").severity,
        Severity::Error,
        "a person has not looked yet"
    );
    for _ in 0..2 {
        let task = tasks::open_of_kind(&office.db, TaskKind::SelfCheck)
            .await
            .unwrap()
            .unwrap()
            .id;
        office
            .office
            .perform(&office.lapina, close_task::Command { task })
            .await
            .unwrap();
    }
    assert_eq!(worst(&office.office.examine().await), Severity::Ok);
}

/// What has changed since the list was made hides nothing else.
async fn a_change_on_its_way_hides_no_other(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    office.tick().await;
    office
        .office
        .perform(&user.actor, suspend(certificate, "holder"))
        .await
        .unwrap();
    let listed = "UPDATE certificates SET revoked_at = decided_at, reason = 1, changed = NULL WHERE id = $1";
    let report = self_check(&office.office).await.unwrap();
    assert_eq!(report.findings, Vec::<String>::new(), "on its way into the next list");
    change(&office, listed, certificate).await;
    assert_eq!(self_check(&office.office).await.unwrap().findings.len(), 1);
}

async fn it_looks_once_a_day(office: TestOffice) {
    let (_, certificate) = with_certificate(&office).await;
    office.tick().await;
    change(
        &office,
        "UPDATE blobs SET name = 'lost' WHERE owner = $1 AND name = 'certificate'",
        certificate,
    )
    .await;
    let told = async || {
        tasks::open_of_kind(&office.db, TaskKind::SelfCheck)
            .await
            .unwrap()
            .is_some()
    };
    office.clock.advance(SignedDuration::from_hours(23));
    office.tick().await;
    assert!(!told().await);
    office.clock.advance(SignedDuration::from_hours(2));
    office.tick().await;
    assert!(told().await);
}

async fn what_waits_for_hours_needs_a_person(office: TestOffice) {
    with_certificate(&office).await;
    office.tick().await;
    let letters = || async {
        let findings = office.office.examine().await;
        found(&findings, "letters").clone()
    };
    let mut tx = office.db.begin().await.unwrap();
    assert!(tx.execute("UPDATE letters SET sent_at = NULL", &[]).await.unwrap() > 0);
    tx.commit().await.unwrap();
    assert_eq!(letters().await.severity, Severity::Ok, "the next round sends them");
    office.clock.advance(SignedDuration::from_hours(5));
    assert_eq!(letters().await.severity, Severity::Warning);
}

async fn figures_name_operations_and_nobody(office: TestOffice) {
    let (user, certificate) = with_certificate(&office).await;
    office
        .office
        .perform(&user.actor, suspend(certificate, "holder"))
        .await
        .unwrap();
    office
        .office
        .perform(&user.actor, suspend(certificate, "holder"))
        .await
        .unwrap_err();
    let text = office.office.metrics().render(&office.office.examine().await);
    for line in [
        r#"zaver_operations_total{operation="suspend-certificate",outcome="done"} 1"#,
        r#"zaver_operation_seconds_count{operation="suspend-certificate"} 2"#,
        r#"zaver_check{check="writing"} 0"#,
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("Соколова") && !text.contains(&certificate.to_string()));
}
