//! Path building and validation (RFC 5280 §6, policies as a graph by RFC 9618): can a certificate be trusted, at what time,
//! why not. Anchors, time and evidence (certificates, revocation lists, answers of OCSP) are arguments; nothing is fetched.
//!
//! | file | what |
//! | --- | --- |
//! | `search` | which certificates lead from the target to an anchor: RFC 4158, bounded |
//! | `validate` | one such path: RFC 5280 §6.1 |
//! | `policy` | policies: RFC 9618 §5 |
//! | `constraints`, `general_name`, `normal_name` | names and what is allowed of them: RFC 5280 §4.2.1.10, §7.1 |
//! | `revocation`, `scope`, `answers` | status from lists (RFC 5280 §6.3) and from OCSP (RFC 6960 §3.2, §4.2.2.2) |

mod answers;
mod constraints;
mod facts;
mod general_name;
mod node;
mod normal_name;
mod policy;
mod refusal;
mod revocation;
mod scope;
mod search;
mod settings;
mod validate;

pub use normal_name::NormalName;
pub use refusal::{PathError, Refusal};
pub use search::{Store, find, is_self_signed};
pub use settings::{Evidence, Limits, Path, Revocation, Settings, Status};
