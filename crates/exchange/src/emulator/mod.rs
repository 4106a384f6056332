//! Emulators for the demo and for tests. Each says what it is; none can be reached from a production setting.

pub mod access_list;
pub mod mailbox;
