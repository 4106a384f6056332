//! Repositories and migrations for SQLite and PostgreSQL.
