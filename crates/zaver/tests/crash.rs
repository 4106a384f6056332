//! The power fails at every step of issuing, and at any moment: no promised certificate is lost, none is without a status,
//! no serial number is used twice, and the journal verifies.

#[path = "crash/house.rs"]
mod house;

use std::env;
use std::os::unix::process::ExitStatusExt;
use std::thread;
use std::time::Instant;

use house::House;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
/// Every run kills as often; `cargo xtask soak crash` asks for more.
const RANDOM_KILLS: u32 = 20;

#[tokio::test]
async fn each_crash_point_of_issuing_for_a_system_loses_nothing() {
    let mut house = House::new("points");
    let points = office::crash::POINTS
        .iter()
        .filter(|point| !point.ends_with(":issue-certificate"));
    for point in points {
        let mut issue = house.issue();
        let died = issue.env("ZAVER_CRASH_AT", point).status().expect("zaver runs");
        assert_eq!(died.signal(), Some(SIGABRT), "{point}: nothing died there");
        house.issue_and_keep();
        house.check().await;
    }
}

#[tokio::test]
async fn kills_at_any_moment_lose_nothing() {
    let kills = env::var("ZAVER_RANDOM_KILLS").map_or(RANDOM_KILLS, |text| text.parse().expect("a number of kills"));
    let mut house = House::new("kills");
    let mut rng = StdRng::seed_from_u64(20);
    let begun = Instant::now();
    house.issue_and_keep();
    let whole = begun.elapsed();

    let mut struck = 0;
    for _ in 0..kills {
        let mut issue = house.issue().spawn().expect("zaver runs");
        // The one place where a test waits for time to pass: the moment of the kill is what it is about.
        thread::sleep(whole.mul_f64(rng.random_range(0.0..1.0)));
        issue.kill().expect("the process can be killed");
        let ended = issue.wait().expect("the process ends");
        struck += u32::from(ended.signal() == Some(SIGKILL));
        house.keep_if_promised(ended.success());
        house.check().await;
    }
    assert!(
        struck * 2 >= kills,
        "only {struck} of {kills} kills found the process alive"
    );
}
