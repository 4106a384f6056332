//! Scans through the real child process: good files, broken files, files that mean harm.

mod child;
mod files;
mod good;
mod hostile;

use std::path::Path;

use zaver_scans::{Limits, PngPage, ScanRefusal, rasterise};

/// The child of these tests, built by cargo from `src/bin`.
const WORKER: &str = env!("CARGO_BIN_EXE_scan-worker");

fn read_with(exe: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<PngPage>, ScanRefusal> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(rasterise(Path::new(exe), bytes, limits))
}

fn read(bytes: &[u8]) -> Result<Vec<PngPage>, ScanRefusal> {
    read_with(WORKER, bytes, &Limits::default())
}

/// The code of the refusal that must come.
fn refused(bytes: &[u8], limits: &Limits) -> &'static str {
    read_with(WORKER, bytes, limits).expect_err("must be refused").code()
}
