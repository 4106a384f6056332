//! Lists and searches: what they find, in which order, page by page.

use domain::certificate::CertificateState;
use domain::id::{AccountId, OrganizationId, RegistrationId, RequestId};
use domain::paper_copy::PaperCopyState;
use domain::registration::RegistrationState;
use domain::request::RequestState;
use domain::rights::Role;
use jiff::civil::date;
use sqlx::{Connection, PgConnection};
use zaver_storage::{
    Db, Location, accounts, adherences, certificates, documents, messages, organizations, paper_copies, registrations,
    requests,
};

use crate::database::{Base, keys, on_both};
use crate::samples::{self, at, deadline, id};

on_both!(
    organisations_by_ogrn_and_by_what_is_typed,
    adherences_newest_first,
    registrations_by_person_and_by_term,
    requests_by_term,
    requests_of_a_user,
    certificates_by_every_key,
    certificates_page_by_page,
    accounts_by_login_and_role,
    paper_copies_by_term,
    documents_and_messages_newest_first,
);

async fn organisations_by_ogrn_and_by_what_is_typed(base: &Base) {
    let names = ["ООО «Ёлка»", "ГБУЗ «Северодольская ЦРБ»", "АО «100%_Лаборатория»"];
    base.insert((1..).zip(names).map(|(n, name)| samples::organization(n, name)))
        .await;
    let db = &base.db;
    let found = organizations::by_ogrn(db, samples::ogrn(2).digits())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.short_name, names[1]);
    assert_eq!(organizations::by_ogrn(db, "1").await.unwrap(), None);

    let search = |text: &'static str| async move { keys(&organizations::search(db, text, 10, 0).await.unwrap()) };
    assert_eq!(search("").await, [3, 2, 1], "by name");
    assert_eq!(search("  ЕЛКА ").await, [1], "case and ё are all one");
    assert_eq!(search("елка").await, [1]);
    assert_eq!(search("северодольская црб").await, [2]);
    assert_eq!(search("2999015240").await, [3, 2, 1], "by ИНН");
    let by_ogrn = organizations::search(db, samples::ogrn(3).digits(), 10, 0)
        .await
        .unwrap();
    assert_eq!(keys(&by_ogrn), [3]);
    assert_eq!(search("нет такой").await, [] as [u128; 0]);
    // Signs of patterns mean themselves.
    assert_eq!(search("100%").await, [3]);
    assert_eq!(search("%_лаб").await, [3]);
    assert_eq!(search("1%0").await, [] as [u128; 0]);
    assert_eq!(search("100__лаб").await, [] as [u128; 0]);
    assert_eq!(search("!").await, [] as [u128; 0]);
    assert_eq!(search("'; DROP TABLE organizations; --").await, [] as [u128; 0]);
    assert_eq!(keys(&organizations::search(db, "", 2, 0).await.unwrap()), [3, 2]);
    assert_eq!(keys(&organizations::search(db, "", 2, 2).await.unwrap()), [1]);
}

async fn adherences_newest_first(base: &Base) {
    base.insert([
        samples::adherence(1, 1, 5),
        samples::adherence(2, 1, 9),
        samples::adherence(3, 2, 7),
        samples::adherence(4, 1, 9),
    ])
    .await;
    let found = adherences::of(&base.db, OrganizationId(id(1))).await.unwrap();
    assert_eq!(keys(&found), [4, 2, 1]);
}

const OPEN: [RegistrationState; 2] = [RegistrationState::AwaitingDocuments, RegistrationState::UnderReview];

async fn registrations_by_person_and_by_term(base: &Base) {
    let mut rows: Vec<_> = (1..)
        .zip(["Беляева", "Зимин", "Аверин", "Ёлкин", "Орлова"])
        .map(|(n, surname)| samples::registration(n, surname))
        .collect();
    rows[1].deadline = Some(deadline(date(2026, 11, 26)));
    rows[2].deadline = Some(deadline(date(2026, 11, 25)));
    rows[3].state = RegistrationState::Active;
    rows[4].organization = OrganizationId(id(2));
    base.insert(rows).await;
    let db = &base.db;
    let open =
        |text: &'static str| async move { keys(&registrations::in_states(db, &OPEN, text, 10, 0).await.unwrap()) };
    assert_eq!(
        open("").await,
        [3, 2, 1, 5],
        "the nearest term first, those without a term last"
    );
    assert_eq!(open("елкин").await, [] as [u128; 0], "an active one is not open");
    assert_eq!(open("зимин артем").await, [2]);
    let page = |limit, offset| registrations::in_states(db, &OPEN, "", limit, offset);
    assert_eq!(keys(&page(1, 0).await.unwrap()), [3]);
    assert_eq!(keys(&page(2, 1).await.unwrap()), [2, 1]);
    assert_eq!(registrations::count_in(db, &OPEN, "").await.unwrap(), 4);
    assert_eq!(registrations::count_in(db, &OPEN, "зимин").await.unwrap(), 1);
    let of = registrations::of(db, OrganizationId(id(1))).await.unwrap();
    assert_eq!(keys(&of), [1, 2, 3, 4], "by number, then by name");
    let same_person = registrations::by_snils(db, "15773026476").await.unwrap();
    assert_eq!(keys(&same_person), [5, 4, 3, 2, 1]);
    assert_eq!(registrations::by_snils(db, "15773026475").await.unwrap(), []);
}

async fn requests_by_term(base: &Base) {
    use RequestState as S;
    base.insert([
        samples::request(1, S::UnderReview, Some(date(2026, 11, 26))),
        samples::request(2, S::UnderReview, Some(date(2026, 11, 25))),
        samples::request(3, S::AwaitingStatement, None),
        samples::request(4, S::UnderReview, None),
        samples::request(5, S::Issuing, Some(date(2026, 11, 25))),
        samples::request(6, S::Withdrawn, None),
    ])
    .await;
    let db = &base.db;
    let work = [S::UnderReview, S::Issuing];
    let page = |text: &'static str, limit, offset| async move {
        keys(&requests::in_states(db, &work, text, limit, offset).await.unwrap())
    };
    assert_eq!(
        page("", 10, 0).await,
        [2, 5, 1, 4],
        "the nearest term first, those without a term last"
    );
    assert_eq!(page("", 2, 0).await, [2, 5]);
    assert_eq!(page("", 2, 2).await, [1, 4]);
    assert_eq!(page("", 2, 4).await, [] as [u128; 0]);
    for typed in ["зимин", "2026-000001", "15773026476", "поморье"] {
        assert!(page(typed, 10, 0).await.contains(&1), "{typed}");
    }
    assert_eq!(page("2026-000001", 10, 0).await, [1]);
    assert_eq!(requests::count_in(db, &work, "").await.unwrap(), 4);
    assert_eq!(requests::count_in(db, &work, "000001").await.unwrap(), 1);
    assert_eq!(requests::count_in(db, &[S::Completed], "").await.unwrap(), 0);
}

async fn requests_of_a_user(base: &Base) {
    let mut foreign = samples::request(3, RequestState::Draft, None);
    foreign.registration = RegistrationId(id(77));
    let own = [1, 2].map(|n| samples::request(n, RequestState::Draft, None));
    base.insert(own.into_iter().chain([foreign])).await;
    let of = requests::of(&base.db, RegistrationId(id(1))).await.unwrap();
    assert_eq!(keys(&of), [2, 1]);
    let by_number = requests::by_number(&base.db, "2026-000003").await.unwrap();
    assert_eq!(by_number.unwrap().id, RequestId(id(3)));
    assert_eq!(requests::by_number(&base.db, "2026-00000%").await.unwrap(), None);
}

async fn certificates_by_every_key(base: &Base) {
    let mut of_system = samples::certificate(3, CertificateState::Issuing);
    of_system.request = None;
    of_system.registration = None;
    of_system.snils = None;
    of_system.inns.clear();
    let of_people = [
        samples::certificate(1, CertificateState::Valid),
        samples::certificate(2, CertificateState::Valid),
    ];
    base.insert(of_people.into_iter().chain([of_system])).await;
    let db = &base.db;
    let serial = format!("{:032X}", 2);
    assert_eq!(
        certificates::by_serial(db, &serial).await.unwrap().unwrap().serial,
        serial
    );
    assert_eq!(certificates::by_serial(db, "%").await.unwrap(), None);
    let of_request = certificates::by_request(db, RequestId(id(1))).await.unwrap().unwrap();
    assert_eq!(of_request.id.0, id(1));
    assert_eq!(
        keys(&certificates::of(db, RegistrationId(id(1))).await.unwrap()),
        [2, 1]
    );
    let in_state = |state| async move { keys(&certificates::in_state(db, state).await.unwrap()) };
    assert_eq!(in_state(CertificateState::Valid).await, [1, 2]);
    assert_eq!(in_state(CertificateState::Issuing).await, [3]);
    assert_eq!(in_state(CertificateState::Void).await, [] as [u128; 0]);
    assert_eq!(
        keys(&certificates::by_snils(db, "15773026476", 10).await.unwrap()),
        [2, 1]
    );
    assert_eq!(keys(&certificates::by_snils(db, "15773026476", 1).await.unwrap()), [2]);
    assert_eq!(certificates::by_snils(db, "", 10).await.unwrap(), []);
    assert_eq!(
        keys(&certificates::by_inn(db, "299905880262", 10).await.unwrap()),
        [2, 1]
    );
    assert_eq!(keys(&certificates::by_inn(db, "2999073160", 1).await.unwrap()), [2]);
    assert_eq!(certificates::by_inn(db, "299", 10).await.unwrap(), []);
}

async fn certificates_page_by_page(base: &Base) {
    base.insert((1..=7).map(|n| samples::certificate(n, CertificateState::Valid)))
        .await;
    let page = |text: &'static str, limit, offset| async move {
        keys(&certificates::search(&base.db, text, limit, offset).await.unwrap())
    };
    assert_eq!(page("зимин", 3, 0).await, [7, 6, 5]);
    assert_eq!(page("зимин", 3, 3).await, [4, 3, 2]);
    assert_eq!(page("зимин", 3, 6).await, [1]);
    assert_eq!(page("00000004", 3, 0).await, [4]);
}

async fn accounts_by_login_and_role(base: &Base) {
    base.insert([
        samples::account(1, "lapina", Role::RaOperator),
        samples::account(2, "grachev", Role::RaOperator),
        samples::account(3, "user-2026-0001", Role::CaUser),
    ])
    .await;
    let found = accounts::by_login(&base.db, "lapina").await.unwrap();
    assert_eq!(found.unwrap().id, AccountId(id(1)));
    assert_eq!(accounts::by_login(&base.db, "LAPINA").await.unwrap(), None);
    let operators = accounts::of_role(&base.db, Role::RaOperator).await.unwrap();
    assert_eq!(keys(&operators), [2, 1]);
}

async fn paper_copies_by_term(base: &Base) {
    let copy = |n, state, day| samples::paper_copy(n, state, date(2026, 12, day));
    base.insert([
        copy(1, PaperCopyState::Sent, 23),
        copy(2, PaperCopyState::Sent, 7),
        copy(3, PaperCopyState::ToSend, 1),
    ])
    .await;
    let sent = paper_copies::in_state(&base.db, PaperCopyState::Sent, "", 10)
        .await
        .unwrap();
    assert_eq!(keys(&sent), [2, 1]);
    let found = paper_copies::in_state(&base.db, PaperCopyState::Sent, "00001", 10)
        .await
        .unwrap();
    assert_eq!(keys(&found), [1]);
    let few = paper_copies::in_state(&base.db, PaperCopyState::Sent, "", 1)
        .await
        .unwrap();
    assert_eq!(keys(&few), [2]);
    assert_eq!(paper_copies::count(&base.db, PaperCopyState::Sent).await.unwrap(), 2);
    assert_eq!(
        paper_copies::count(&base.db, PaperCopyState::Returned).await.unwrap(),
        0
    );
}

async fn documents_and_messages_newest_first(base: &Base) {
    base.insert([
        samples::document(1, 5, 1),
        samples::document(2, 5, 3),
        samples::document(3, 6, 2),
    ])
    .await;
    assert_eq!(keys(&documents::of(&base.db, id(5)).await.unwrap()), [2, 1]);
    base.insert([
        samples::message(1, 5, 1),
        samples::message(2, 5, 3),
        samples::message(3, 6, 2),
    ])
    .await;
    let found = messages::of(&base.db, AccountId(id(5)), 10).await.unwrap();
    assert_eq!(keys(&found), [2, 1]);
    assert_eq!(found[0].at, at(3));
    assert_eq!(keys(&messages::of(&base.db, AccountId(id(5)), 1).await.unwrap()), [2]);
}

/// Lists come in the order of code points on any server, whatever collation its administrator chose.
#[tokio::test]
async fn the_locale_of_the_server_does_not_change_the_order() {
    let url = testkit::postgres::fresh_database().unwrap();
    let mut server = PgConnection::connect(&url).await.unwrap();
    let name = "russian_order";
    let create =
        "CREATE DATABASE russian_order TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'ru' LOCALE 'C.UTF-8'";
    sqlx::query(create).execute(&mut server).await.unwrap();
    let (stem, _) = url.rsplit_once('/').unwrap();
    let db = Db::open(&Location::Pg(format!("{stem}/{name}"))).await.unwrap();
    let mut set = zaver_storage::WriteSet::new();
    for (n, short_name) in [(1, "«Анна»"), (2, "Ангара"), (3, "ZETA"), (4, "zebra")] {
        set.insert(&samples::organization(n, short_name));
    }
    let mut tx = db.begin().await.unwrap();
    set.apply(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let found = organizations::search(&db, "", 10, 0).await.unwrap();
    assert_eq!(keys(&found), [4, 3, 1, 2]);
}
