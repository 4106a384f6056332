//! Every page with sample people, to be looked at and to be tested. Names and numbers are invented.

mod cabinet;
mod public;
mod ra;
mod ra_request;
pub(crate) mod samples;

use askama::Template;
use axum::{Router, extract::Path, http::StatusCode, response::Html, routing::get};

/// A rendered sample: its name and its page.
#[derive(Debug)]
pub struct Sample {
    /// Name, as the address of the gallery has it.
    pub name: &'static str,
    /// The page.
    pub html: String,
}

impl Sample {
    fn of(name: &'static str, page: &impl Template) -> Self {
        let html = page.render().unwrap_or_else(|error| format!("{error}"));
        Self { name, html }
    }
}

/// All samples.
pub fn samples() -> Vec<Sample> {
    [public::samples(), cabinet::samples(), ra::samples()]
        .into_iter()
        .flatten()
        .collect()
}

/// A server of the samples: `/` lists them.
pub fn router() -> Router {
    Router::new()
        .route("/", get(index))
        .route("/sample/{name}", get(sample))
        .route("/static/{name}", get(crate::assets::serve))
}

async fn index() -> Html<String> {
    let links: String = samples()
        .iter()
        .map(|sample| format!("<li><a href=\"/sample/{0}\">{0}</a></li>", sample.name))
        .collect();
    Html(format!("<!doctype html><title>Gallery</title><ul>{links}</ul>"))
}

async fn sample(Path(name): Path<String>) -> Result<Html<String>, StatusCode> {
    let (name, theme) = name
        .strip_suffix("-dark")
        .map_or((name.as_str(), ""), |name| (name, " data-bs-theme=\"dark\""));
    let sample = samples()
        .into_iter()
        .find(|sample| sample.name == name)
        .ok_or(StatusCode::NOT_FOUND)?;
    Ok(Html(sample.html.replacen(
        "<html lang=\"ru\"",
        &format!("<html lang=\"ru\"{theme}"),
        1,
    )))
}
