//! Test servers and people: a PostgreSQL of one's own, a movable clock, seeded randomness.
