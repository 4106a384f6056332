//! Uploaded scans become pictures in a child process with limits.
