//! A server under load, and what it took.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::shell;

const SCRIPT: &str = include_str!("load.lua");
const SECONDS: u32 = 4;
/// `sysconf(_SC_CLK_TCK)` is 100 on Linux wherever Debian runs.
const TICKS: f64 = 100.0;

/// A running server and the orders for it.
pub(crate) struct Side {
    pub(crate) server: Child,
    pub(crate) url: String,
    /// One body a line.
    pub(crate) orders: PathBuf,
    pub(crate) count: usize,
    pub(crate) token: Option<String>,
}

/// One round.
#[derive(Debug)]
pub(crate) struct Measured {
    /// Certificates a second.
    pub(crate) rate: f64,
    /// 99th percentile, ms.
    pub(crate) p99: f64,
    /// Processor time of the server a certificate, µs.
    pub(crate) cpu: f64,
    /// Peak of the resident set, MB.
    pub(crate) rss: f64,
}

impl Side {
    /// A round with orders that no other round uses.
    pub(crate) fn round(&mut self, round: usize, rounds: usize) -> Measured {
        let script = self.orders.with_extension("lua");
        shell::write(&script, SCRIPT);
        let (from, to) = (self.count * round / rounds, self.count * (round + 1) / rounds);
        let mut wrk = Command::new("wrk");
        wrk.args(["-t1", "-c16", &format!("-d{SECONDS}s"), "-s"]).arg(&script);
        wrk.args([&self.url, "--"]).arg(&self.orders);
        wrk.args([from.to_string(), to.to_string()]).args(&self.token);
        let before = self.processor_seconds();
        let told = shell::run(&mut wrk);
        let took = self.processor_seconds() - before;
        let figures = told
            .lines()
            .rev()
            .find_map(|line| serde_json::from_str::<Value>(line).ok());
        let figures = figures.unwrap_or_else(|| panic!("wrk told no figures: {told}"));
        let figure = |name: &str| figures[name].as_f64().unwrap_or(f64::NAN);
        assert_eq!(figure("errors"), 0.0, "{}: orders were refused: {told}", self.url);
        Measured {
            rate: figure("requests") / figure("micros") * 1e6,
            p99: figure("p99") / 1e3,
            cpu: took * 1e6 / figure("requests"),
            rss: self.peak_megabytes(),
        }
    }

    /// Waits until somebody listens.
    pub(crate) fn wait(&mut self) {
        let address = self.url.split('/').nth(2).expect("a host in the URL").to_owned();
        let begun = Instant::now();
        while std::net::TcpStream::connect(&address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "{address} does not answer");
            assert!(
                matches!(self.server.try_wait(), Ok(None)),
                "the server at {address} has ended"
            );
            std::thread::yield_now();
        }
    }

    fn processor_seconds(&self) -> f64 {
        let stat = self.proc("stat");
        // The name in brackets may hold blanks; what follows it does not. utime and stime are fields 14 and 15.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| {
            fields
                .get(at)
                .and_then(|field| field.parse::<f64>().ok())
                .unwrap_or(f64::NAN)
        };
        (ticks(11) + ticks(12)) / TICKS
    }

    fn peak_megabytes(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kilobytes.unwrap_or(f64::NAN) / 1024.0
    }

    fn proc(&self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.server.id())).expect("the server runs")
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
