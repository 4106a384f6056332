//! House rules that neither compiler nor linter knows.

mod dependencies;
mod files;
mod layers;
mod licence;

use crate::command::Failure;

/// A rule: its name and what breaks it.
type Rule = (&'static str, fn() -> Result<Vec<String>, Failure>);

pub(crate) const RULES: &[Rule] = &[
    ("layers", layers::check),
    ("dependencies-explained", dependencies::unexplained),
    ("dependencies-allowed", dependencies::not_allowed),
    ("file-length", files::too_long),
    ("nothing-unfinished", files::unfinished),
    ("no-machine-paths", files::machine_paths),
    ("nothing-third-party", files::third_party),
];
