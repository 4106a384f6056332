//! Ports to the outside world: mail.
