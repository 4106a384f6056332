//! How a command ends: exit code 0 only on success; a refusal is `refused[code]: sentence` on stderr.

use std::process::ExitCode;

/// A refusal of a command: a stable code and a sentence.
#[derive(Debug, thiserror::Error)]
#[error("refused[{code}]: {sentence}")]
pub(crate) struct Refused {
    code: String,
    sentence: String,
}

impl Refused {
    pub(crate) fn new(code: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            sentence: sentence.into(),
        }
    }

    /// A file or folder that does not do what is asked of it.
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new("file", format!("{}: {error}", path.display()))
    }
}

impl From<office::Refusal> for Refused {
    fn from(refusal: office::Refusal) -> Self {
        match &refusal {
            // The command line is for administrators: they read the cause, not the sentence for visitors.
            office::Refusal::Fault(fault) => Self::new(refusal.code(), fault.to_string()),
            refused => Self::new(refused.code(), refused.to_string()),
        }
    }
}

impl From<office::refusal::Fault> for Refused {
    fn from(fault: office::refusal::Fault) -> Self {
        office::Refusal::Fault(fault).into()
    }
}

pub(crate) fn tell(outcome: Result<(), Refused>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(refused) => {
            eprintln!("{refused}");
            ExitCode::FAILURE
        }
    }
}
