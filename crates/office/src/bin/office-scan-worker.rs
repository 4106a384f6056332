//! The reader of scans that tests of the office start in place of `zaver scan-worker`.

use std::process::ExitCode;

fn main() -> ExitCode {
    scans::worker_main()
}
