//! Figures for Prometheus. Labels are names of operations and codes of refusals: never a person, never an address.

use jiff::SignedDuration;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::{Finding, Severity};

/// Seconds at which durations are counted apart.
const BUCKETS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Done {
    operation: &'static str,
    outcome: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    operation: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Check {
    check: &'static str,
}

/// What is counted since the start.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    operations: Family<Done, Counter>,
    seconds: Family<Kind, Histogram>,
    checks: Family<Check, Gauge>,
}

impl Default for Metrics {
    fn default() -> Self {
        let (operations, checks) = (Family::default(), Family::default());
        let histogram: fn() -> Histogram = || Histogram::new(BUCKETS);
        let seconds = Family::new_with_constructor(histogram);
        let mut registry = Registry::with_prefix("zaver");
        registry.register("operations", "Operations of the office by outcome", operations.clone());
        registry.register("operation_seconds", "How long they took", seconds.clone());
        registry.register(
            "check",
            "Severity of each check: 0 ok, 1 warning, 2 error",
            checks.clone(),
        );
        Self {
            registry,
            operations,
            seconds,
            checks,
        }
    }
}

impl Metrics {
    /// An operation is over; `refused` is the code of its refusal.
    pub(crate) fn count(&self, operation: &'static str, refused: Option<&str>, took: SignedDuration) {
        let outcome = refused.unwrap_or("done").to_owned();
        self.operations.get_or_create(&Done { operation, outcome }).inc();
        let seconds = took.as_secs_f64().max(0.0);
        self.seconds.get_or_create(&Kind { operation }).observe(seconds);
    }

    /// The text that Prometheus reads, with the checks of this moment.
    pub fn render(&self, findings: &[Finding]) -> String {
        for finding in findings {
            let value = match finding.severity {
                Severity::Ok => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            };
            self.checks.get_or_create(&Check { check: finding.check }).set(value);
        }
        let mut text = String::new();
        // Writing into a String does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
