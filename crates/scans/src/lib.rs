//! Uploaded scans become pictures in a child process with limits.
//!
//! Files of strangers are opened only in a child: the same executable under a hidden subcommand. Before it is given
//! the first byte, the child limits its own memory and processor time and lets the kernel refuse every system call
//! but reading, writing and memory (`confine`). The server takes finished PNG pages from it, or a refusal, and kills
//! it when it is slow. Everything that reads the formats is Rust without `unsafe` of ours.
//!
//! What this does not promise: no namespaces are used (they need rights an ordinary service lacks), so the child has
//! the user and the file system view of the server, without a way to open either; and a child that is taken over can
//! still answer with a picture of its own.

mod confine;
mod document;
mod kind;
mod limits;
mod page;
mod parent;
mod picture;
mod protocol;
mod refusal;
mod worker;

pub use crate::{
    kind::{ScanKind, kind},
    limits::Limits,
    parent::{PngPage, rasterise},
    refusal::ScanRefusal,
    worker::worker_main,
};

/// The argument with which the executable must call [`worker_main`] and nothing else.
pub const SUBCOMMAND: &str = "scan-worker";
