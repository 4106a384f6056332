//! The journal seen by a committer and by an auditor.

mod chain;
mod export;
mod story;
mod tampering;
