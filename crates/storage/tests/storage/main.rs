//! One suite for both databases: every test runs on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly, as the tests do")]

mod aggregates;
mod copy;
mod database;
mod hold;
mod journal;
mod lists;
mod migrations;
mod queues;
mod samples;
mod statuses;
mod writing;
