//! What can be wrong with a model file.

use thiserror::Error;

/// Why a model could not be loaded. Each variant has a stable code.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ModelError {
    /// The file is something else.
    #[error("not a model file: it does not begin with {expected:?}", expected = super::container::MAGIC)]
    Magic,
    /// The file was written by another version.
    #[error("model file of format {found}, this program reads format {expected}")]
    Version {
        /// The format of the file.
        found: u16,
        /// The format this program reads.
        expected: u16,
    },
    /// The content does not fit its checksum.
    #[error("model file is damaged: its checksum does not fit")]
    Checksum,
    /// A part that must be there is not.
    #[error("model file has no section {0:?}")]
    Missing(&'static str),
    /// A part is shorter or longer than its header says.
    #[error("model file: section {0:?} has the wrong size")]
    Size(&'static str),
    /// A part that should be a table of labels is not.
    #[error("model file: section {section:?} holds an unknown label {label:?}")]
    Label {
        /// The section.
        section: &'static str,
        /// What stands there.
        label: String,
    },
}

impl ModelError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Magic => "T001",
            Self::Version { .. } => "T002",
            Self::Checksum => "T003",
            Self::Missing(_) => "T004",
            Self::Size(_) => "T005",
            Self::Label { .. } => "T006",
        }
    }
}
