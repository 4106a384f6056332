//! Ports to the outside world. Adapters speak the real wire format; an emulator never lives in a production path.

pub mod access;
pub mod emulator;
pub mod mail;
pub mod time;
