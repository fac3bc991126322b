//! Things looked up by name, and what is between two of them.

use std::collections::BTreeMap;

use rusqlite::params;

use super::Store;
use super::error::StoreError;
use super::evidence;
use super::json;
use super::listing::{ClaimRow, Party};
use crate::model::value::EdgeId;

/// What joins two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The edge.
    pub edge: EdgeId,
    /// Its type.
    pub relation: String,
    /// Whether it runs from the first to the second.
    pub forward: bool,
}

impl Store {
    /// The entities that have a node, in order.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn entities(&self) -> Result<Vec<Party>, StoreError> {
        let connection = self.lock();
        let mut statement =
            connection.prepare("SELECT id, name, label, aliases FROM entity WHERE node IS NOT NULL ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let aliases = json::read_texts(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?;
            found.push(Party { entity: row.get(0)?, name: row.get(1)?, label: row.get(2)?, aliases });
        }
        Ok(found)
    }

    /// The edges made of claims between two entities, in either direction.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn links(&self, one: i64, other: i64) -> Result<Vec<Link>, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "SELECT e.id, e.type, s.entity = ?1 FROM edge e JOIN node s ON s.id = e.start JOIN node o ON o.id = e.end
             WHERE e.claimed = 1 AND ((s.entity = ?1 AND o.entity = ?2) OR (s.entity = ?2 AND o.entity = ?1))
             ORDER BY e.id",
        )?;
        let links = statement.query_map([one, other], |row| {
            Ok(Link { edge: EdgeId(row.get(0)?), relation: row.get(1)?, forward: row.get(2)? })
        })?;
        Ok(links.collect::<Result<_, _>>()?)
    }

    /// The claims behind an edge, oldest document first.
    ///
    /// # Errors
    /// SQLite's own; a value that cannot be read.
    pub fn claims_behind(&self, edge: EdgeId) -> Result<Vec<ClaimRow>, StoreError> {
        evidence::claims_of(&self.lock(), edge)
    }

    /// The things of documents that are this entity: number of the document, number of the thing, in the order of the
    /// documents.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn members(&self, entity: i64) -> Result<Vec<(i64, u32)>, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached(
            "SELECT t.document, t.number FROM thing t JOIN document d ON d.id = t.document WHERE t.entity = ?1
             ORDER BY d.position, t.document, t.number",
        )?;
        let members = statement.query_map(params![entity], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(members.collect::<Result<_, _>>()?)
    }

    /// Paths of the documents behind each edge, sorted.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn documents_behind(&self) -> Result<BTreeMap<EdgeId, Vec<String>>, StoreError> {
        let connection = self.lock();
        let mut statement = connection.prepare(
            "SELECT ec.edge, d.path FROM edge_claim ec JOIN claim c ON c.id = ec.claim JOIN document d ON d.id = c.document",
        )?;
        let mut rows = statement.query([])?;
        let mut behind: BTreeMap<EdgeId, Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            behind.entry(EdgeId(row.get(0)?)).or_default().push(row.get(1)?);
        }
        for paths in behind.values_mut() {
            paths.sort_unstable();
            paths.dedup();
        }
        Ok(behind)
    }
}
