//! What can go wrong with a graph file.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why a graph file cannot be used. Nothing is lost in any of these cases: the file is as it was.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No such file.
    #[error("{}: no such graph file", .0.display())]
    Missing(PathBuf),
    /// A file, but none of ours.
    #[error("{}: is no graph file of Geflecht", .0.display())]
    Foreign(PathBuf),
    /// Written by a later version of the program.
    #[error("{}: was written by a newer version (format {found}; this version reads up to {known})", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known.
        known: i64,
    },
    /// Damaged or cut off.
    #[error("{}: is damaged ({reason})", .path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What SQLite or the reader found.
        reason: String,
    },
    /// Another process is writing.
    #[error("{}: is in use by another process", .0.display())]
    Busy(PathBuf),
    /// The file or its folder cannot be written.
    #[error("{}: cannot be opened or written ({reason})", .path.display())]
    Access {
        /// The file.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The file cannot be read at all.
    #[error("{}: {error}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// A stored value that is not what its column holds.
    #[error("the graph file holds a value that cannot be read: {0}")]
    Value(String),
    /// Any other fault that SQLite tells.
    #[error("graph file: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

/// What stands for the path where the place that failed does not know it.
const FILE: &str = "the graph file";

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::of(error, Path::new(FILE))
    }
}

impl StoreError {
    /// SQLite's fault with the file it is about.
    pub(super) fn of(error: rusqlite::Error, path: &Path) -> Self {
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt { path, reason: error.to_string() },
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(
                ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure,
            ) => Self::Access { path, reason: error.to_string() },
            _ => Self::Sqlite(error),
        }
    }

    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "ST001",
            Self::Foreign(_) => "ST002",
            Self::Newer { .. } => "ST003",
            Self::Corrupt { .. } => "ST004",
            Self::Busy(_) => "ST005",
            Self::Access { .. } => "ST006",
            Self::Io { .. } => "ST007",
            Self::Value(_) => "ST008",
            Self::Sqlite(_) => "ST009",
        }
    }
}
