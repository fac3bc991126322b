//! Why a build stops. Bad documents are no such reason; they are remarks.

use thiserror::Error;

use crate::resolve::{AliasError, LinkError};
use crate::seeds::{Fault, SeedsError};
use crate::store::StoreError;
use crate::text::ModelError;

/// Why the stages cannot be loaded, or a build cannot go on.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// Faults of seed files.
    #[error(transparent)]
    Seeds(#[from] SeedsError),
    /// A model of the text analysis.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The alias file.
    #[error(transparent)]
    Aliases(#[from] AliasError),
    /// The file of links.
    #[error(transparent)]
    Links(#[from] LinkError),
    /// The graph file.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PipelineError {
    /// The faults of seed files, where that is what it is.
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Seeds(error) => &error.faults,
            Self::Store(_) | Self::Aliases(_) | Self::Links(_) | Self::Model(_) => &[],
        }
    }
}
