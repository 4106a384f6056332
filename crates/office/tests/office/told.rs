//! «Who is told» of every process table against what really reaches people: letters of the user, tasks of the operators.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use domain::adherence::AdherenceState;
use domain::paper_copy::PaperCopyState;
use domain::process::{Party, Process};
use domain::registration::RegistrationState;
use domain::request::RequestState;
use jiff::SignedDuration;
use office::issue_certificate;
use office::ops::*;
use officekit::client::Client;
use officekit::people::OWN_PASSWORD;
use officekit::{Place, TestOffice, people};
use storage::tasks;
use uuid::Uuid;

/// What was heard of each step: (the user, the operators).
#[derive(Default)]
struct Witness {
    heard: BTreeMap<String, (bool, bool)>,
    letters: usize,
    tasks: BTreeSet<Uuid>,
}

impl Witness {
    /// Notes what has been heard since the last step.
    async fn of(&mut self, office: &TestOffice, steps: &[&str]) {
        let letters = office.letters().await.len();
        let open = tasks::open(&office.db, 1_000, 0).await.unwrap();
        let tasks: BTreeSet<Uuid> = open.iter().map(|task| task.id.into()).collect();
        let heard = (letters > self.letters, !tasks.is_subset(&self.tasks));
        for step in steps {
            let earlier = self.heard.insert((*step).to_owned(), heard);
            assert!(earlier.is_none_or(|earlier| earlier == heard), "{step}: now so, now so");
        }
        self.letters = letters;
        self.tasks = tasks;
    }

    /// Compares it with a table; `unwalked` are the steps that only a broken signer takes.
    fn agrees<P: Process>(&self, process: &str, unwalked: &[&str]) {
        for rule in P::rules() {
            let step = name(process, &rule.action);
            let told = (rule.tell.contains(&Party::User), rule.tell.contains(&Party::Operators));
            if unwalked.contains(&step.as_str()) {
                assert_eq!(told, (false, false), "{step}");
            } else {
                assert_eq!(self.heard.get(&step), Some(&told), "{step}: heard, told");
            }
        }
    }
}

fn name(process: &str, action: &impl Debug) -> String {
    format!("{process}::{action:?}")
}

#[tokio::test]
async fn everybody_whom_a_table_names_hears_of_the_step() {
    let office = async || crate::both::open(Place::sqlite()).await;
    let mut witness = Witness::default();
    joins(&office().await, &mut witness).await;
    registers(&office().await, &mut witness).await;
    asks(&office().await, &mut witness).await;
    witness.agrees::<AdherenceState>("Adherence", &[]);
    witness.agrees::<RegistrationState>("Registration", &[]);
    // The certificate is made in the same breath as it is decided: both are told by one letter.
    witness.heard.insert("Request::Issue".into(), (false, false));
    witness.agrees::<RequestState>("Request", &["Request::GiveUp"]);
    witness.agrees::<PaperCopyState>("PaperCopy", &[]);
}

async fn joins(office: &TestOffice, witness: &mut Witness) {
    let outsider = register_adherence::Command {
        in_oms: "no".into(),
        basis: "нет в реестрах".into(),
        ..people::insurer()
    };
    office.granted(&office.lapina, outsider).await;
    witness.of(office, &["Adherence::Refuse"]).await;
    let joined = office.granted(&office.lapina, people::hospital()).await;
    witness.of(office, &["Adherence::Register"]).await;
    let hand_back = hand_back_adherence::Command {
        adherence: joined.adherence,
    };
    office.granted(&office.grachev, hand_back).await;
    witness.of(office, &["Adherence::HandBackCopy"]).await;
}

async fn registers(office: &TestOffice, witness: &mut Witness) {
    let insurer = office.joined(people::insurer()).await;
    let reason = || "нет печати".to_owned();
    let registration = office.granted(&office.lapina, people::sokolova(insurer)).await;
    witness.of(office, &["Registration::RegisterFullSet"]).await;
    let give_back = return_registration::Command {
        registration,
        reason: reason(),
    };
    office.granted(&office.lapina, give_back).await;
    witness.of(office, &["Registration::Return"]).await;
    let reject = reject_registration::Command {
        registration,
        reason: reason(),
    };
    office.granted(&office.lapina, reject).await;
    witness.of(office, &["Registration::Reject"]).await;

    let registration = office.granted(&office.lapina, people::sokolova(insurer)).await;
    witness.of(office, &[]).await;
    let approve = approve_registration::Command { registration };
    office.granted(&office.grachev, approve).await;
    witness.of(office, &["Registration::Approve"]).await;
    let print = print_sealed_sheet::Command { registration };
    office.granted(&office.lapina, print).await;
    witness.of(office, &["Registration::PrintSheet"]).await;
    office.pass(SignedDuration::from_hours(24 * 30)).await;
    witness.of(office, &["Registration::ExpireAccess"]).await;
    let sheet = office.granted(&office.lapina, print).await;
    witness.of(office, &["Registration::PrintSheet"]).await;
    let (new_user, _) = office.sign_in(&sheet.login, &sheet.password).await.unwrap();
    let password = change_password::Command {
        current: String::new(),
        new: OWN_PASSWORD.into(),
        again: OWN_PASSWORD.into(),
    };
    office.granted(&new_user, password).await;
    witness.of(office, &["Registration::SetOwnPassword"]).await;
}

async fn asks(office: &TestOffice, witness: &mut Witness) {
    let hospital = office.joined(people::hospital()).await;
    let user = office.user(people::sokolova(hospital)).await;
    let mut client = Client::new(1);
    let request = office.draft(&user).await;
    witness.of(office, &[]).await;
    office.granted(&user.actor, withdraw_request::Command { request }).await;
    witness.of(office, &["Request::Withdraw"]).await;

    let request = office.awaiting_statement(&user, &mut client).await;
    witness.of(office, &["Request::SubmitKey"]).await;
    let paper = register_statement::Command { request };
    office.granted(&office.lapina, paper).await;
    witness.of(office, &["Request::RegisterStatement"]).await;
    let reason = || "нет печати".to_owned();
    let give_back = return_request::Command {
        request,
        reason: reason(),
    };
    office.granted(&office.lapina, give_back).await;
    witness.of(office, &["Request::Return"]).await;
    let reject = reject_request::Command {
        request,
        reason: reason(),
    };
    office.granted(&office.lapina, reject).await;
    witness.of(office, &["Request::Reject"]).await;

    let request = office.under_review(&user, &mut client).await;
    witness.of(office, &[]).await;
    office.compare(request).await;
    witness.of(office, &["Request::Compare"]).await;
    office
        .granted(&office.lapina, approve_request::Command { request })
        .await;
    witness.of(office, &["Request::Approve"]).await;
    let issued = issue_certificate(&office.office, &office.grachev, request)
        .await
        .unwrap();
    witness.of(office, &["Request::Complete"]).await;

    let send = send_copies::Command {
        certificate: issued.id,
        delivery: "post".into(),
    };
    office.granted(&office.lapina, send).await;
    witness.of(office, &["PaperCopy::Send"]).await;
    office.pass(SignedDuration::from_hours(24 * 25)).await;
    witness.of(office, &[]).await;
    office.pass(SignedDuration::from_hours(24 * 20)).await;
    witness.of(office, &["PaperCopy::Lapse"]).await;
    let came_back = mark_copy_returned::Command {
        certificate: issued.id,
        storage_place: "дело 1".into(),
    };
    office.granted(&office.lapina, came_back).await;
    witness.of(office, &["PaperCopy::MarkReturned"]).await;
}
