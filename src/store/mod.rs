//! The graph file: one SQLite file with documents, what was found in them, and the graph made of it.
//!
//! `docs/graph-file.md` describes the tables. Every change is one transaction with a rollback journal, synced to disk
//! before it returns: killed at any moment, the file opens in the state of the last change that returned.

mod documents;
mod entities;
mod error;
mod evidence;
mod graph;
mod json;
mod listing;
mod lookup;
mod remake;
mod schema;
mod snapshot;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags};

pub use documents::{Known, Standing};
pub use entities::{Link, Local};
pub use error::StoreError;
pub use listing::{ClaimRow, Counts, Party, Said};
pub use lookup::Link as EntityLink;
pub use remake::{EdgeRow, NodeRow, Remake};

/// A graph file that is open.
#[derive(Clone, Debug)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
    path: PathBuf,
}

impl Store {
    /// A store that lives in memory only.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::with(Connection::open_in_memory()?, Path::new(":memory:"))
    }

    /// Opens the graph file at `path`, or makes one where there is none.
    ///
    /// # Errors
    /// A file that is none of ours is left as it is: [`StoreError::Foreign`], [`StoreError::Newer`],
    /// [`StoreError::Corrupt`]; one that cannot be opened or written.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        schema::check_header(path)?;
        let opened = Connection::open(path).map_err(|error| StoreError::of(error, path))?;
        Self::with(opened, path)
    }

    /// Opens the graph file at `path`.
    ///
    /// # Errors
    /// As [`Store::create`], and [`StoreError::Missing`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_path_buf()));
        }
        schema::check_header(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags).map_err(|error| StoreError::of(error, path))?;
        Self::with(opened, path)
    }

    /// Whether a file begins as a SQLite file does; what the command line tells graph files from articles by.
    pub fn looks_like_one(path: &Path) -> bool {
        schema::has_sqlite_header(path).unwrap_or(false)
    }

    fn with(mut connection: Connection, path: &Path) -> Result<Self, StoreError> {
        schema::prepare(&mut connection, path)?;
        Ok(Self { connection: Arc::new(Mutex::new(connection)), path: path.to_path_buf() })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection; a panic elsewhere while it was held leaves at worst a transaction that SQLite rolls back.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction: it counts as a whole or not at all.
    fn transaction<T, E: From<StoreError>>(&self, work: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        let mut connection = self.lock();
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|error| StoreError::of(error, &self.path))?;
        let done = work(&transaction)?;
        transaction.commit().map_err(|error| StoreError::of(error, &self.path))?;
        Ok(done)
    }

    /// A value kept beside the tables, as `fingerprint`.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        schema::meta(&self.lock(), key)
    }
}
