//! The journal of an office: it verifies, and whatever is changed in it is found.

use office::ops::*;
use officekit::{TestOffice, people};
use storage::{Value, journal_page};

use crate::both::on_both;

on_both!(
    a_changed_record_is_found,
    refused_attempts_are_recorded,
    a_restart_opens_a_new_chain_on_the_old_head
);

async fn execute(office: &TestOffice, sql: &str, values: &[Value]) {
    let mut tx = office.db.begin().await.unwrap();
    assert_eq!(tx.execute(sql, values).await.unwrap(), 1, "{sql}");
    tx.commit().await.unwrap();
}

async fn verifies(office: &TestOffice) -> bool {
    matches!(office.office.verify_journal().await, Ok(Ok(_)))
}

async fn a_changed_record_is_found(office: TestOffice) {
    office.joined(people::hospital()).await;
    assert!(verifies(&office).await);
    let records = journal_page(&office.db, ("", i64::MIN, i64::MIN), 100).await.unwrap();
    assert!(records.len() >= 5);
    for record in &records {
        let seq = Value::Int(Some(record.seq));
        let flipped = |text: &str, from: char, to: char| Value::text(text.replacen(from, &to.to_string(), 1));
        let changes = [
            (
                "UPDATE journal SET body = $1 WHERE seq = $2",
                flipped(&record.body, 'o', 'O'),
                Value::text(&record.body),
            ),
            (
                "UPDATE journal SET at = $1 WHERE seq = $2",
                Value::Int(Some(record.at + 1)),
                Value::Int(Some(record.at)),
            ),
        ];
        for (sql, wrong, right) in changes {
            execute(&office, sql, &[wrong, seq.clone()]).await;
            assert!(!verifies(&office).await, "{sql} at {}", record.seq);
            execute(&office, sql, &[right, seq.clone()]).await;
        }
        let digit = record.hash.chars().next().unwrap();
        let other = if digit == '0' { '1' } else { '0' };
        let hash = "UPDATE journal SET hash = $1 WHERE seq = $2";
        execute(&office, hash, &[flipped(&record.hash, digit, other), seq.clone()]).await;
        assert!(!verifies(&office).await, "hash at {}", record.seq);
        execute(&office, hash, &[Value::text(&record.hash), seq]).await;
        assert!(verifies(&office).await);
    }
    let middle = records[records.len() / 2].seq;
    execute(
        &office,
        "DELETE FROM journal WHERE seq = $1",
        &[Value::Int(Some(middle))],
    )
    .await;
    assert!(!verifies(&office).await, "a record is missing");
}

async fn refused_attempts_are_recorded(office: TestOffice) {
    let wrong = |login: &str| sign_in::Command {
        login: login.into(),
        password: "не тот".into(),
        ..Default::default()
    };
    let visitor = domain::rights::Actor::VISITOR;
    office.refused(&visitor, wrong("lapina")).await;
    office.refused(&visitor, wrong("nobody-of-that-name")).await;
    office::issue_for_system(
        &office.office,
        &domain::rights::Actor::SYSTEM,
        office::SystemRequest::new(Vec::new(), "system"),
    )
    .await
    .unwrap_err();
    let records = journal_page(&office.db, ("", i64::MIN, i64::MIN), 100).await.unwrap();
    let with = |outcome: &str| records.iter().filter(|record| record.body.contains(outcome)).count();
    assert_eq!(with(r#""outcome":"wrong-login-or-password""#), 2);
    assert_eq!(with(r#""outcome":"empty""#), 1);
    assert!(
        records.iter().all(|record| !record.body.contains("nobody")),
        "a mistyped login may be a password"
    );
}

async fn a_restart_opens_a_new_chain_on_the_old_head(office: TestOffice) {
    let office = office.restart().await.restart().await;
    office.joined(people::hospital()).await;
    let report = office.office.verify_journal().await.unwrap().unwrap();
    assert_eq!(report.chains, 3);
    let records = journal_page(&office.db, ("", i64::MIN, i64::MIN), 1_000).await.unwrap();
    let epochs: std::collections::BTreeSet<i64> = records.iter().map(|record| record.epoch).collect();
    assert_eq!(epochs.len(), 3);
}
