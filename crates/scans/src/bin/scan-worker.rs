//! The scan reader alone: what `zaver scan-worker` does.

use std::process::ExitCode;

fn main() -> ExitCode {
    zaver_scans::worker_main()
}
