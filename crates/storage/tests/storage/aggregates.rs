//! Every entity comes back as it went in, changes once per version, and keeps its unique values.

use domain::certificate::CertificateState;
use domain::paper_copy::PaperCopyState;
use domain::request::RequestState;
use domain::rights::Role;
use jiff::civil::date;
use uuid::Uuid;
use zaver_storage::{Aggregate, ApplyError, DbError, Stored};

use crate::database::{Base, on_both};
use crate::samples::{self, id};

on_both!(
    every_entity_comes_back_as_it_was,
    a_change_made_meanwhile_is_noticed,
    unique_values_are_taken_once,
    what_is_not_there_is_not_found,
);

async fn comes_back<T: Aggregate + Clone + PartialEq + std::fmt::Debug>(base: &Base, entity: T) {
    base.insert([entity.clone()]).await;
    let stored: Stored<T> = base.db.get(entity.key()).await.unwrap().unwrap();
    assert_eq!(
        stored,
        Stored {
            version: 1,
            value: entity.clone()
        }
    );
    base.write(|set| set.update(&stored)).await.unwrap();
    let again: Stored<T> = base.db.get(entity.key()).await.unwrap().unwrap();
    assert_eq!(
        again,
        Stored {
            version: 2,
            value: entity
        }
    );
}

async fn every_entity_comes_back_as_it_was(base: &Base) {
    comes_back(base, samples::organization(1, "ГБУЗ «Северодольская ЦРБ»")).await;
    comes_back(base, samples::adherence(1, 1, 0)).await;
    comes_back(base, samples::registration(1, "Зимин")).await;
    comes_back(base, samples::account(1, "lapina", Role::RaOperator)).await;
    comes_back(base, samples::session(1, 1, 60)).await;
    comes_back(
        base,
        samples::request(1, RequestState::UnderReview, Some(date(2026, 11, 26))),
    )
    .await;
    comes_back(base, samples::certificate(1, CertificateState::Valid)).await;
    comes_back(base, samples::paper_copy(1, PaperCopyState::Sent, date(2026, 12, 23))).await;
    comes_back(base, samples::document(1, 1, 0)).await;
    comes_back(base, samples::task(1, 1, 0)).await;
    comes_back(base, samples::timer(1, 1, 0)).await;
    comes_back(base, samples::letter(1, 0)).await;
    comes_back(base, samples::message(1, 1, 0)).await;
    comes_back(base, samples::client(1, "c0ffee")).await;
    comes_back(base, samples::counter(1, "request-2026")).await;
    comes_back(base, samples::crl(1, "issuing", 1)).await;
}

async fn a_change_made_meanwhile_is_noticed(base: &Base) {
    base.insert([samples::counter(1, "request-2026")]).await;
    let read = || async {
        base.db
            .get::<zaver_storage::counters::Counter>(id(1))
            .await
            .unwrap()
            .unwrap()
    };
    let (mut first, mut second) = (read().await, read().await);
    first.last = 18;
    second.last = 19;
    base.write(|set| set.update(&first).update(&first.clone()))
        .await
        .unwrap_err();
    assert_eq!(read().await.last, 17, "half of a write-set was written");
    base.write(|set| set.update(&first)).await.unwrap();
    let refused = base.write(|set| set.update(&second)).await.unwrap_err();
    assert!(matches!(refused, ApplyError::Conflict("counters")), "{refused}");
    assert_eq!((read().await.last, read().await.version), (18, 2));
}

async fn taken<T: Aggregate>(base: &Base, first: T, second: T) {
    base.insert([first]).await;
    let refused = base.write(|set| set.insert(&second)).await.unwrap_err();
    let table = T::TABLE;
    assert!(
        matches!(refused, ApplyError::Db(DbError::Unique(_))),
        "{table}: {refused}"
    );
}

async fn unique_values_are_taken_once(base: &Base) {
    let mut twin = samples::organization(1, "ГБУЗ «Северодольская ЦРБ»");
    let first = twin.clone();
    twin.id = domain::id::OrganizationId(id(2));
    taken(base, first, twin).await;

    let (first, mut twin) = (samples::registration(1, "Зимин"), samples::registration(2, "Зимин"));
    twin.number.clone_from(&first.number);
    taken(base, first, twin).await;

    let operator = Role::RaOperator;
    taken(
        base,
        samples::account(1, "lapina", operator),
        samples::account(2, "lapina", operator),
    )
    .await;

    let (first, mut twin) = (samples::session(1, 1, 9), samples::session(2, 1, 9));
    twin.token_hash.clone_from(&first.token_hash);
    taken(base, first, twin).await;

    let draft = RequestState::Draft;
    let (first, mut twin) = (samples::request(1, draft, None), samples::request(2, draft, None));
    twin.number.clone_from(&first.number);
    taken(base, first, twin).await;

    let valid = CertificateState::Valid;
    let (first, mut twin) = (samples::certificate(1, valid), samples::certificate(2, valid));
    twin.serial.clone_from(&first.serial);
    taken(base, first, twin).await;

    taken(base, samples::counter(1, "a"), samples::counter(2, "a")).await;
    taken(base, samples::crl(1, "issuing", 1), samples::crl(2, "issuing", 1)).await;
    // The same id twice is refused in any table.
    taken(base, samples::timer(1, 1, 0), samples::timer(1, 2, 1)).await;
}

async fn what_is_not_there_is_not_found(base: &Base) {
    let none: Option<Stored<domain::task::Task>> = base.db.get(Uuid::nil()).await.unwrap();
    assert_eq!(none, None);
}
