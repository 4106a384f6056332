//! What tests stand on: a PostgreSQL of one's own, a clock that moves when told, randomness that repeats.

pub mod clock;
pub mod postgres;
pub mod random;
