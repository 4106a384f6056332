//! Style sheets, fonts, icons and scripts: built by `web/build.mjs`, carried inside the binary.
//!
//! An address with the right `?v=` never changes its content and may be kept for a year; without it the
//! browser asks again with an ETag. A crate built without `web/dist` compiles and answers 404.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use axum::{
    body::{Body, Bytes},
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// One file ready to be sent, with the gzip twin the web build laid beside it.
struct Asset {
    version: String,
    kind: &'static str,
    plain: Bytes,
    packed: Option<Bytes>,
}

static ASSETS: LazyLock<BTreeMap<Cow<'static, str>, Asset>> = LazyLock::new(|| {
    let names = Dist::iter().filter(|name| !name.ends_with(".gz"));
    names
        .filter_map(|name| Asset::read(&name).map(|asset| (name, asset)))
        .collect()
});

impl Asset {
    fn read(name: &str) -> Option<Self> {
        let file = Dist::get(name)?;
        let version = file
            .metadata
            .sha256_hash()
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let packed = Dist::get(&format!("{name}.gz")).map(|twin| Bytes::from(twin.data.into_owned()));
        Some(Self {
            version,
            kind: content_type(name),
            plain: Bytes::from(file.data.into_owned()),
            packed,
        })
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// The address of a file with its version: `/static/app.css?v=0a1b2c3d4e5f`.
pub(crate) fn url(name: &str) -> String {
    match ASSETS.get(name) {
        Some(asset) => format!("/static/{name}?v={}", asset.version),
        None => format!("/static/{name}"),
    }
}

/// `GET /static/{name}`.
pub(crate) async fn serve(
    Path(name): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = ASSETS.get(name.as_str()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let pinned = query.get("v").is_some_and(|version| *version == asset.version);
    let mut answer = if asked_for(&headers, header::IF_NONE_MATCH, &asset.version) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(asset, asked_for(&headers, header::ACCEPT_ENCODING, "gzip"))
    };
    let keep = if pinned {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let head = answer.headers_mut();
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    head.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(format!("W/\"{}\"", asset.version)) {
        head.insert(header::ETAG, tag);
    }
    answer
}

fn body(asset: &Asset, packed: bool) -> Response {
    let (bytes, encoding) = match &asset.packed {
        Some(bytes) if packed => (bytes, Some("gzip")),
        _ => (&asset.plain, None),
    };
    let mut answer = Response::new(Body::from(bytes.clone()));
    answer
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    if let Some(encoding) = encoding {
        answer
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

fn asked_for(headers: &HeaderMap, name: header::HeaderName, word: &str) -> bool {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains(word))
}

/// Names of the files at hand, for the size report and tests.
pub fn inventory() -> impl Iterator<Item = (&'static str, usize)> {
    ASSETS
        .iter()
        .map(|(name, asset)| (name.as_ref(), asset.packed.as_ref().unwrap_or(&asset.plain).len()))
}
