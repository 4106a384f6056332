//! Who may do what: the table of the office, written by hand and compared with the code cell by cell.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly, as the tests do")]

use std::collections::BTreeMap;

use zaver_domain::id::ClientId;
use zaver_domain::rights::{Actor, Grant, Operation, Role};

/// One row per operation, one column per role: `+` may, `.` may not.
const TABLE: &str = "
    operation                visitor new-user ca-user ra-operator client system

    # signing in, one's own sessions and password
    sign-in                  +       .        .       .           .      .
    sign-out                 .       +        +       +           .      .
    view-sessions            .       .        +       +           .      .
    end-sessions             .       .        +       +           .      .
    change-password          .       +        +       +           .      .

    # a user of the authority and his own case
    acknowledge-regulation   .       .        +       .           .      .
    view-cabinet             .       .        +       .           .      .
    read-messages            .       .        +       .           .      .
    start-request            .       .        +       .           .      .
    submit-key               .       .        +       .           .      .
    withdraw-request         .       .        +       .           .      .
    view-own-request         .       .        +       .           .      .

    # papers and files, for the holder and for the operator at the counter
    print-statement          .       .        +       +           .      .
    download-certificate     .       .        +       +           .      .
    print-certificate-copy   .       .        +       +           .      .
    print-status-statement   .       .        +       +           .      .

    # the operator: organisations and their users
    view-queue               .       .        .       +           .      .
    view-organizations       .       .        .       +           .      .
    register-adherence       .       .        .       +           .      .
    hand-back-adherence      .       .        .       +           .      .
    register-user            .       .        .       +           .      .
    amend-registration       .       .        .       +           .      .
    view-registration        .       .        .       +           .      .
    return-registration      .       .        .       +           .      .
    reject-registration      .       .        .       +           .      .
    approve-registration     .       .        .       +           .      .
    print-sealed-sheet       .       .        .       +           .      .

    # the operator: requests, certificates, paper copies
    view-request             .       .        .       +           .      .
    register-statement       .       .        .       +           .      .
    attach-scan              .       .        .       +           .      .
    view-scan                .       .        .       +           .      .
    mark-check-list          .       .        .       +           .      .
    return-request           .       .        .       +           .      .
    reject-request           .       .        .       +           .      .
    approve-request          .       .        .       +           .      .
    issue-certificate        .       .        .       +           .      .
    view-certificates        .       .        .       +           .      .
    view-copies              .       .        .       +           .      .
    send-copies              .       .        .       +           .      .
    mark-copy-returned       .       .        .       +           .      .
    # the status of a certificate: the holder for himself, the operator for whoever signed the paper; annulment is no
    # wish of a holder
    suspend-certificate      .       .        +       +           .      .
    resume-certificate       .       .        +       +           .      .
    revoke-certificate       .       .        +       +           .      .
    annul-certificate        .       .        .       +           .      .

    close-task               .       .        .       +           .      .

    # the public registry: anyone who can open the site
    search-registry          +       +        +       +           .      .

    # an information system that shows a token; the token narrows this to the operations it names
    read-certificates        .       .        .       .           +      .
    check-access             .       .        .       .           +      .

    # the machine: no person may ask for these, whatever his role
    issue-for-system         .       .        .       .           +      +
    publish-crl              .       .        .       .           .      +
    reserve-stamp-numbers    .       .        .       .           .      +
    complete-issuing         .       .        .       .           .      +
    fire-timer               .       .        .       .           .      +
    self-check               .       .        .       .           .      +
    deliver-outbox           .       .        .       .           .      +
    reconcile-access         .       .        .       .           .      +
    create-operator          .       .        .       .           .      +
    admit-client             .       .        .       .           .      +
    dismiss-client           .       .        .       .           .      +
    continue-restored        .       .        .       .           .      +
";

const COLUMNS: [(&str, Role); 6] = [
    ("visitor", Role::Visitor),
    ("new-user", Role::NewUser),
    ("ca-user", Role::CaUser),
    ("ra-operator", Role::RaOperator),
    ("client", Role::Client),
    ("system", Role::System),
];

fn rows() -> BTreeMap<&'static str, [bool; 6]> {
    let mut lines = TABLE
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let header: Vec<&str> = lines.next().unwrap().split_whitespace().skip(1).collect();
    assert_eq!(header, COLUMNS.map(|(name, _)| name));
    let mut rows = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let operation = words.next().unwrap();
        let cells: Vec<bool> = words
            .map(|cell| match cell {
                "+" => true,
                "." => false,
                other => panic!("{operation}: what is {other}?"),
            })
            .collect();
        let cells = cells.try_into().unwrap();
        assert!(rows.insert(operation, cells).is_none(), "{operation} stands twice");
    }
    rows
}

#[test]
fn every_cell_of_the_table_holds() {
    let rows = rows();
    for operation in Operation::ALL {
        let cells = rows
            .get(operation.code())
            .unwrap_or_else(|| panic!("{} has no row", operation.code()));
        for ((name, role), expected) in COLUMNS.iter().zip(cells) {
            assert_eq!(operation.permits(*role), *expected, "{} by {name}", operation.code());
        }
    }
}

#[test]
fn the_table_names_no_operation_that_is_not_there() {
    let codes: Vec<&str> = Operation::ALL.iter().map(|one| one.code()).collect();
    for name in rows().keys() {
        assert!(codes.contains(name), "there is no operation {name}");
    }
    assert_eq!(rows().len(), codes.len(), "a code stands for two operations");
}

#[test]
fn the_table_has_a_column_for_every_role() {
    assert_eq!(Role::ALL, COLUMNS.map(|(_, role)| role));
}

#[test]
fn actors_without_an_account_are_what_they_say() {
    assert_eq!(Actor::VISITOR.role, Role::Visitor);
    assert_eq!(Actor::SYSTEM.role, Role::System);
    for actor in [Actor::VISITOR, Actor::SYSTEM] {
        assert_eq!((actor.account, actor.session), (None, None));
    }
}

#[test]
fn a_token_allows_only_what_it_names_and_its_role_may() {
    let client = ClientId::new("2026-09-01T09:00:00Z".parse().unwrap(), [7; 10]);
    let holding = |operations: &[Operation]| {
        Actor::client(Grant {
            client,
            operations: operations.to_vec(),
        })
    };
    let issuing = holding(&[Operation::IssueForSystem, Operation::CreateOperator]);
    assert!(issuing.may(Operation::IssueForSystem));
    assert!(
        !issuing.may(Operation::ReadCertificates),
        "the role may, the token does not name it"
    );
    assert!(
        !issuing.may(Operation::CreateOperator),
        "the token names it, the role may not"
    );
    let nameless = Actor {
        grant: None,
        ..holding(&[])
    };
    assert!(!nameless.may(Operation::IssueForSystem), "no token, no right");
    assert!(Actor::SYSTEM.may(Operation::CreateOperator));
}
