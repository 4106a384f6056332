//! A portal over the test office, with people signed in.

use jiff::SignedDuration;
use officekit::{Place, TestOffice, User, people};
use testkit::random::seeded;
use zaver_portal::{Settings, Site, Transport, router};

use super::browser::Browser;

pub(crate) const LOGIN: &str = "lapina";
pub(crate) const PASSWORD: &str = people::OPERATOR_PASSWORD;

/// One portal.
pub(crate) struct TestPortal {
    pub(crate) office: TestOffice,
    router: axum::Router,
}

impl TestPortal {
    pub(crate) async fn open(transport: Transport) -> Self {
        let office = TestOffice::open(Place::sqlite(), "/nonexistent").await;
        let settings = Settings {
            site: Site::new(office.office.installation(), false).expect("the colour of the sample"),
            regulation: "# Регламент\n\n## 1. Начало\n\nТекст".into(),
            instruction: "# Инструкция\n\nТекст".into(),
            transport,
            rng: seeded(2),
            demo: None,
        };
        let router = router(office.office.clone(), settings);
        Self { office, router }
    }

    /// A browser without any cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser of the operator, signed in.
    pub(crate) async fn operator(&self) -> Browser {
        let mut browser = self.browser();
        let page = browser.get("/login").await;
        let answer = browser
            .send("/login", &page, &[("login", LOGIN), ("password", PASSWORD)])
            .await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/ra")));
        browser
    }

    /// A user of the hospital, and a browser of theirs, signed in.
    pub(crate) async fn user(&self) -> (User, Browser) {
        let organization = self.office.joined(people::hospital()).await;
        let user = self.office.user(people::sokolova(organization)).await;
        let mut browser = self.browser();
        browser.cookies.insert("zaver-session".into(), user.token.clone());
        (user, browser)
    }

    pub(crate) fn advance(&self, hours: i64) {
        self.office.clock.advance(SignedDuration::from_hours(hours));
    }
}
