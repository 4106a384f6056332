//! Times warm renders: `cargo run --release -p zaver-forms --example warm` prints one line per form, milliseconds; with
//! `--json` one row of `cargo xtask bench forms`.
//!
//! Every render has another number and fingerprint, so that no whole page comes from a cache.

#[path = "../tests/forms/samples.rs"]
mod samples;

use std::{error::Error, time::Instant};

use zaver_forms::{Forms, data::FormData};

const RUNS: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let forms = Forms::embedded();
    let started = Instant::now();
    forms.print(samples::REGULATION, &samples::issuance(), samples::MADE_AT)?;
    if !json() {
        println!("cold {:.1}", started.elapsed().as_secs_f64() * 1000.0);
    }
    time(&forms, |run| {
        let mut data = samples::adherence();
        data.sheet = samples::sheet(&format!("П-2026-{run:06}"));
        data
    })?;
    time(&forms, |run| {
        let mut data = samples::registration();
        data.sheet = samples::sheet(&format!("Р-2026-{run:06}"));
        data
    })?;
    time(&forms, |run| {
        let mut data = samples::power_of_attorney();
        data.sheet = samples::sheet(&format!("Д-2026-{run:06}"));
        data
    })?;
    time(&forms, |run| {
        let mut data = samples::issuance();
        data.sheet = samples::sheet(&format!("2026-{run:06}"));
        data.key_fingerprint = format!("{run:064x}");
        data
    })?;
    time(&forms, |run| {
        let mut data = samples::status();
        data.sheet = samples::sheet(&format!("4F0AD1…{run:04X}"));
        data
    })?;
    time(&forms, |run| {
        let mut data = samples::sealed_sheet();
        data.sheet = samples::sheet(&format!("Л-2026-{run:06}"));
        data.password = format!("K7QW-4MZT-{run:04}");
        data
    })?;
    time(&forms, |run| {
        let mut data = samples::certificate_copy();
        data.sheet = samples::sheet(&format!("2026-{run:06}"));
        data.serial = format!("{run:032x}");
        data
    })
}

fn time<D: FormData>(forms: &Forms, sample: impl Fn(usize) -> D) -> Result<(), Box<dyn Error>> {
    let mut millis = Vec::new();
    for run in 0..RUNS {
        let data = sample(run);
        let started = Instant::now();
        forms.print(samples::REGULATION, &data, samples::MADE_AT)?;
        millis.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    millis.sort_by(f64::total_cmp);
    let (form, median, worst) = (D::FORM.name(), millis[RUNS / 2], millis[RUNS - 1]);
    if json() {
        println!(r#"{{"id":"{form}","unit":"ms","ours":{median:.2},"peer":null,"runs":{RUNS}}}"#);
    } else {
        println!("{form} median {median:.1} worst {worst:.1}");
    }
    Ok(())
}

fn json() -> bool {
    std::env::args().any(|argument| argument == "--json")
}
