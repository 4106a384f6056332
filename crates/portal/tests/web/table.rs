//! Every route × every role: without a sign-in, in another's role, without the token of a form, with another's id. The list
//! of routes is the router's own, so that a new one cannot stay outside.

use std::collections::BTreeMap;

use officekit::client::Client;
use officekit::people;
use zaver_portal::Transport;

use super::browser::{Answer, Browser};
use super::office::TestPortal;

/// An id of nobody's.
const NOBODYS: &str = "0198c0de-0000-7000-8000-000000000001";

/// Whose a route is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Anyones,
    /// Of everybody who is signed in.
    Signed,
    Users,
    Operators,
}

/// Routes that do not belong to whom their address says.
const EXCEPTIONS: [(&str, Whose); 6] = [
    ("/cabinet/password", Whose::Signed),
    ("/ra/password", Whose::Signed),
    ("/cabinet/sessions", Whose::Signed),
    ("/ra/sessions", Whose::Signed),
    // Anyone may read it; whose word it is to acknowledge it is the office's to say.
    ("/cabinet/regulation", Whose::Signed),
    ("/logout", Whose::Signed),
];

#[derive(Debug)]
struct Route {
    path: String,
    whose: Whose,
    shows: bool,
    takes: bool,
    /// Asked for as a page, it leads back to the page of its form.
    leads_back: bool,
}

fn routes() -> Vec<Route> {
    let source = include_str!("../../src/router.rs");
    let chunks = source.split(".route(").skip(1);
    let routes = chunks.map(|chunk| {
        let path = chunk.split('"').nth(1).expect("a route has an address");
        let handlers = chunk.split(';').next().unwrap_or(chunk);
        let exception = EXCEPTIONS.iter().find(|(exception, _)| *exception == path);
        Route {
            path: path.to_owned(),
            whose: match (exception, path.split('/').nth(1)) {
                (Some((_, whose)), _) => *whose,
                (_, Some("cabinet")) => Whose::Users,
                (_, Some("ra")) => Whose::Operators,
                _ => Whose::Anyones,
            },
            leads_back: handlers.contains("back::"),
            shows: handlers.contains("get(") && !handlers.contains("back::"),
            takes: handlers.contains("post("),
        }
    });
    routes.collect()
}

/// The address with ids in it.
fn address(path: &str, id: &str) -> String {
    let segment = |segment: &str| match segment {
        "{page}" => "1".to_owned(),
        "{name}" => "nothing".to_owned(),
        place if place.starts_with('{') => id.to_owned(),
        word => word.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

async fn submit(browser: &mut Browser, path: &str, token: &str) -> Answer {
    if path.ends_with("/scan") || path == "/verify" {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; \
             name=\"scan\"; filename=\"a.png\"\r\n\r\nx\r\n--x--\r\n"
        );
        let kind = "multipart/form-data; boundary=x";
        return browser.ask("POST", path, Some(kind), body.into_bytes()).await;
    }
    let fields = [
        ("csrf", token),
        ("version", "1"),
        ("decision", "approve"),
        ("delivery", "post"),
        ("storage_place", "дело 1"),
        ("consent", "yes"),
    ];
    browser.post(path, &fields).await
}

#[tokio::test]
async fn a_page_opens_for_those_it_belongs_to() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (_, mut user) = portal.user().await;
    let (mut visitor, mut operator) = (portal.browser(), portal.operator().await);
    for route in routes().iter().filter(|route| route.shows || route.leads_back) {
        let path = address(&route.path, NOBODYS);
        let answers = [
            visitor.get(&path).await,
            user.get(&path).await,
            operator.get(&path).await,
        ];
        let statuses = answers.each_ref().map(|answer| answer.status);
        if route.leads_back {
            assert_eq!(statuses, [303; 3], "{path}");
            continue;
        }
        let opened = |status| matches!(status, 200 | 303 | 404);
        match route.whose {
            Whose::Anyones => assert!(statuses.into_iter().all(opened), "{path}: {statuses:?}"),
            whose => {
                let login = format!("/login?next={path}");
                assert_eq!(answers[0].location.as_deref(), Some(login.as_str()), "{path}");
                let may = [whose != Whose::Operators, whose != Whose::Users];
                for (status, may) in statuses.into_iter().skip(1).zip(may) {
                    assert!(if may { opened(status) } else { status == 403 }, "{path}: {statuses:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_form_is_taken_from_those_it_belongs_to_and_with_its_token() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (_, mut user) = portal.user().await;
    let (mut visitor, mut operator) = (portal.browser(), portal.operator().await);
    visitor.get("/login").await;
    for route in routes().iter().filter(|route| route.takes) {
        let path = address(&route.path, NOBODYS);
        let stale = |answer: &Answer| answer.status == 403 && answer.text.contains("Форма устарела");
        let answer = submit(&mut visitor, &path, "").await;
        if route.whose == Whose::Anyones {
            assert!(stale(&answer), "{path} of a visitor: {}", answer.status);
        } else {
            let login = format!("/login?next={path}&lost=form");
            assert_eq!(
                (answer.status, answer.location),
                (303, Some(login)),
                "{path} of a visitor"
            );
        }
        let may = [route.whose != Whose::Operators, route.whose != Whose::Users];
        for (browser, may) in [&mut user, &mut operator].into_iter().zip(may) {
            let answer = submit(browser, &path, "x").await;
            assert_eq!(answer.status, 403, "{path}");
            assert_eq!(stale(&answer), may, "{path}");
        }
    }
}

/// Another's case does not exist for a user, and nobody's for an operator; the token is good, the right is there.
#[tokio::test]
async fn anothers_id_leads_nowhere() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let (owner, mut user) = portal.user().await;
    let organization = portal.office.registration(owner.registration).await.organization;
    let colleague = portal.office.user(people::gordeev(organization)).await;
    let anothers = portal
        .office
        .awaiting_statement(&colleague, &mut Client::new(1))
        .await
        .to_string();
    let mut operator = portal.operator().await;
    let tokens: BTreeMap<bool, String> = [
        (true, user.get("/cabinet").await.token().to_owned()),
        (false, operator.get("/ra").await.token().to_owned()),
    ]
    .into();
    let mut looked_at = 0;
    for route in routes()
        .iter()
        .filter(|route| route.path.contains("id}") || route.path.contains("{certificate}"))
    {
        let of_user = route.whose == Whose::Users;
        let (browser, id) = if of_user {
            (&mut user, anothers.as_str())
        } else {
            (&mut operator, NOBODYS)
        };
        let path = address(&route.path, id);
        if route.shows {
            assert_eq!(browser.get(&path).await.status, 404, "{path}");
            looked_at += 1;
        }
        if route.takes {
            let answer = submit(browser, &path, &tokens[&of_user]).await;
            assert_eq!(answer.status, 404, "{path}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 25, "{looked_at}");
}
