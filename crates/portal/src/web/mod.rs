//! The way of a request in and of an answer out; nothing here knows a page.

mod answer;
mod around;
mod cookies;
mod csrf;
mod desk;
mod headers;
mod markdown;
mod query;
mod sent;
mod visit;

pub(crate) use self::{
    answer::{Answer, Failure, done, file, refused, see_other, session_ends, session_starts, theme_chosen},
    around::around,
    cookies::Transport as CookieTransport,
    desk::{Anyone, Desk, Id, Newcomer, Operator, Signed, User},
    headers::security,
    markdown::html as markdown,
    query::{encoded, wanted},
    sent::{Files, Sent, SentFile, Upload, safe_next},
    visit::Visit,
};
