//! Named crash points: a test asks for one by name, the process dies there as if the power had gone.

/// Every step of issuing, in its order; the crash tests go through all of them.
pub const POINTS: &[&str] = &[
    "before-commit:issue-certificate",
    "after-commit:issue-certificate",
    "before-commit:issue-for-system",
    "after-commit:issue-for-system",
    "before-sign",
    "after-sign",
    "before-commit:complete-issuing",
    "after-commit:complete-issuing",
];

/// Dies when the environment names this point. Release builds have no such code.
pub fn point(name: &str) {
    #[cfg(debug_assertions)]
    if std::env::var("ZAVER_CRASH_AT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
    #[cfg(not(debug_assertions))]
    let _ = name;
}
