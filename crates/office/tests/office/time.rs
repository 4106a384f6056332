//! A clock that goes back: nothing is written or issued until it has caught up with what is written already.

use domain::rights::Actor;
use jiff::SignedDuration;
use office::{Health, Refusal, SystemRequest, issue_for_system, views};
use officekit::client::Client;
use officekit::{START, TestOffice, people};

use crate::both::on_both;

on_both!(
    a_clock_that_went_back_stops_every_write_and_recovers,
    a_small_step_back_is_borne,
    a_start_with_a_clock_behind_is_refused
);

async fn a_clock_that_went_back_stops_every_write_and_recovers(office: TestOffice) {
    let mut client = Client::new(1);
    office.clock.advance(SignedDuration::from_hours(2));
    office.granted(&office.lapina, people::insurer()).await;
    assert_eq!(office.office.health(), Health::Fine);
    office.clock.set(START.parse().unwrap());

    assert_eq!(office.office.health(), Health::ClockBehind);
    let refusal = office.perform(&office.lapina, people::hospital()).await.unwrap_err();
    assert_eq!(refusal.code(), "clock-behind");
    assert!(refusal.to_string().contains("отстают на 7200 с"), "{refusal}");
    let issued = issue_for_system(
        &office.office,
        &Actor::SYSTEM,
        SystemRequest::new(client.system_request("Шлюз"), "system"),
    )
    .await;
    assert_eq!(issued.unwrap_err().code(), "clock-behind");
    let look = views::queue(&office.office, &office.lapina, Default::default()).await;
    assert!(matches!(look, Err(Refusal::ClockBehind { .. })));

    office.clock.advance(SignedDuration::from_hours(2));
    assert_eq!(office.office.health(), Health::Fine);
    office.granted(&office.lapina, people::hospital()).await;
    let report = office.office.verify_journal().await.unwrap().unwrap();
    assert_eq!(report.clock_steps_back, 0);
}

async fn a_small_step_back_is_borne(office: TestOffice) {
    let last = office.clock.now();
    office.granted(&office.lapina, people::hospital()).await;
    for (back, refused) in [(5, false), (6, true)] {
        office
            .clock
            .set(last.checked_sub(SignedDuration::from_secs(back)).unwrap());
        assert_eq!(office.office.health() == Health::ClockBehind, refused, "{back} s");
    }
}

async fn a_start_with_a_clock_behind_is_refused(office: TestOffice) {
    office.clock.advance(SignedDuration::from_hours(2));
    office.granted(&office.lapina, people::insurer()).await;
    let refusal = office.start_refused(START).await;
    assert_eq!(refusal.code(), "clock-behind");
}
