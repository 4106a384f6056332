//! What machines that watch the server read, on an address of their own: `/health` and `/metrics`.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use office::Office;
use office::watch::{Finding, Severity, worst};
use serde::Serialize;

/// `application/openmetrics-text`, as its specification names it.
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Both, over an office. Neither asks who reads: the address is for those who may.
pub fn observation(office: Office) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .with_state(office)
}

#[derive(Serialize)]
struct Health {
    severity: Severity,
    findings: Vec<Finding>,
}

async fn health(State(office): State<Office>) -> (StatusCode, Json<Health>) {
    let findings = office.examine().await;
    let severity = worst(&findings);
    let status = match severity {
        Severity::Ok | Severity::Warning => StatusCode::OK,
        Severity::Error => StatusCode::SERVICE_UNAVAILABLE,
    };
    (status, Json(Health { severity, findings }))
}

async fn metrics(State(office): State<Office>) -> impl IntoResponse {
    let findings = office.examine().await;
    (
        [(header::CONTENT_TYPE, OPENMETRICS)],
        office.metrics().render(&findings),
    )
}
