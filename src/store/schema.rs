//! The tables, their version, and the check that a file is one of ours.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;

/// `application_id` of our files: `GFLT` in ASCII.
const APPLICATION: i64 = 0x4746_4c54;

/// `user_version`: the number of the format that this version writes and the newest it reads.
pub(super) const FORMAT: i64 = 1;

/// What a SQLite file begins with (<https://www.sqlite.org/fileformat.html>).
const HEADER: &[u8; 16] = b"SQLite format 3\0";

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether the file begins as SQLite files do.
pub(super) fn has_sqlite_header(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(HEADER.len() as u64).read_to_end(&mut head)?;
    Ok(head == HEADER)
}

/// Refuses a file that holds anything but a SQLite database; an empty one or none is fine.
pub(super) fn check_header(path: &Path) -> Result<(), StoreError> {
    let io_error = |error| StoreError::Io { path: path.to_path_buf(), error };
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(io_error(error)),
        Ok(metadata) if metadata.is_dir() => Err(StoreError::Foreign(path.to_path_buf())),
        Ok(metadata) if metadata.len() == 0 => Ok(()),
        Ok(_) if has_sqlite_header(path).map_err(io_error)? => Ok(()),
        Ok(_) => Err(StoreError::Foreign(path.to_path_buf())),
    }
}

/// Sets the connection up; makes the tables where the file is new, refuses it where it is not ours.
pub(super) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let of = |error| StoreError::of(error, path);
    connection.busy_timeout(PATIENCE).map_err(of)?;
    let read = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(of);
    let (application, version) = (read("application_id")?, read("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(of)?;
    if tables == 0 && application == 0 {
        create(connection, path)?;
    } else if application != APPLICATION {
        return Err(StoreError::Foreign(path.to_path_buf()));
    } else if version > FORMAT {
        return Err(StoreError::Newer { path: path.to_path_buf(), found: version, known: FORMAT });
    }
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;").map_err(of)
}

fn create(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let of = |error| StoreError::of(error, path);
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive).map_err(of)?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(of)?;
    if tables == 0 {
        transaction.execute_batch(include_str!("schema.sql")).map_err(of)?;
        transaction.pragma_update(None, "application_id", APPLICATION).map_err(of)?;
        transaction.pragma_update(None, "user_version", FORMAT).map_err(of)?;
        set_meta(&transaction, "program", concat!("geflecht ", env!("CARGO_PKG_VERSION")))?;
        set_meta(&transaction, "generation", "0")?;
    }
    transaction.commit().map_err(of)
}

/// A value kept beside the tables.
pub(super) fn meta(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// Sets a value kept beside the tables.
pub(super) fn set_meta(connection: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?;
    statement.execute(params![key, value])?;
    Ok(())
}

/// Where the number of the claims' state is kept, and which of them the graph was made of.
const REVISION: &str = "revision";
const ASSEMBLED: &str = "assembled";

/// The number that grows with every change of documents, claims, or what the user says of names.
pub(super) fn revision(connection: &Connection) -> Result<i64, StoreError> {
    number(connection, REVISION, 1)
}

/// Counts a change of what the graph is made of; the graph is stale now.
pub(super) fn next_revision(connection: &Connection) -> Result<(), StoreError> {
    let next = revision(connection)? + 1;
    set_meta(connection, REVISION, &next.to_string())
}

/// The revision that the graph was made of; that of a graph made of no claims is the first.
pub(super) fn assembled(connection: &Connection) -> Result<i64, StoreError> {
    number(connection, ASSEMBLED, 1)
}

/// Says which revision the graph was made of; 0 where it is of none, half made.
pub(super) fn set_assembled(connection: &Connection, revision: i64) -> Result<(), StoreError> {
    set_meta(connection, ASSEMBLED, &revision.to_string())
}

fn number(connection: &Connection, key: &str, otherwise: i64) -> Result<i64, StoreError> {
    Ok(meta(connection, key)?.and_then(|text| text.parse().ok()).unwrap_or(otherwise))
}

/// The number that grows with every change of nodes and edges.
pub(super) fn generation(connection: &Connection) -> Result<i64, StoreError> {
    number(connection, "generation", 0)
}

/// Counts a change of nodes and edges; whatever was derived from the state before is stale now.
pub(super) fn next_generation(connection: &Connection) -> Result<i64, StoreError> {
    let next = generation(connection)? + 1;
    set_meta(connection, "generation", &next.to_string())?;
    Ok(next)
}
