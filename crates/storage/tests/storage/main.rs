//! One suite for both databases: every test runs on SQLite and on PostgreSQL.

mod aggregates;
mod database;
mod journal;
mod lists;
mod migrations;
mod queues;
mod samples;
mod writing;
