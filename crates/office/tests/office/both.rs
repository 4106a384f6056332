//! Runs a test on either database.

use officekit::{Place, TestOffice};

/// The reader of scans that cargo built beside these tests.
pub(crate) const WORKER: &str = env!("CARGO_BIN_EXE_office-scan-worker");

/// Runs each `async fn name(office: TestOffice)` as `sqlite::name` and `postgres::name`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {$(
            #[tokio::test]
            async fn $name() {
                super::$name($crate::both::open(officekit::Place::sqlite()).await).await;
            }
        )+}

        mod postgres {$(
            #[tokio::test]
            async fn $name() {
                super::$name($crate::both::open(officekit::Place::postgres()).await).await;
            }
        )+}
    };
}
pub(crate) use on_both;

pub(crate) async fn open(place: Place) -> TestOffice {
    TestOffice::open(place, WORKER).await
}
