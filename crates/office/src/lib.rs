//! Use cases: one file, one operation; timers; the committer, the only writer.
