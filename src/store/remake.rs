//! Nodes and edges made anew of the claims. Claims pass by one by one and edges are written as they come, so that memory
//! is bounded by the number of names, not of articles.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;
use super::listing::{self, ClaimRow};
use super::{Store, json, schema};
use crate::model::value::Map;

/// A node made of an entity.
#[derive(Clone, Debug)]
pub struct NodeRow<'a> {
    /// The entity.
    pub entity: i64,
    /// Its label.
    pub label: &'a str,
    /// Its properties.
    pub properties: Map,
}

/// An edge made of claims.
#[derive(Clone, Debug)]
pub struct EdgeRow {
    /// The entity that it leaves.
    pub subject: i64,
    /// The entity that it enters.
    pub object: i64,
    /// Its type.
    pub relation: String,
    /// Its properties.
    pub properties: Map,
    /// Numbers of the claims behind it.
    pub claims: Vec<i64>,
}

impl Store {
    /// Puts new nodes and edges in place of those made of claims before, in one transaction: `work` reads the claims and
    /// writes what it makes of them. What statements of the user made stays: nodes under their ids, edges as long as
    /// both their ends are there (an entity is found again by type and name). `false`, and nothing is changed, where the
    /// claims are no longer those of `revision`: another program has changed them meanwhile, and what was read before is
    /// stale.
    ///
    /// # Errors
    /// SQLite's own, or those of `work`; nothing is changed then.
    pub fn remake<E: From<StoreError>>(
        &self,
        revision: i64,
        work: impl FnOnce(&Remake<'_>) -> Result<(), E>,
    ) -> Result<bool, E> {
        self.transaction(|connection| {
            if schema::revision(connection)? != revision {
                return Ok(false);
            }
            let own = Own::take(connection)?;
            let remake = Remake::begin(connection)?;
            own.put_back(connection)?;
            remake.number_edges()?;
            work(&remake)?;
            schema::set_assembled(connection, revision)?;
            schema::next_generation(connection)?;
            Ok(true)
        })
    }
}

/// A graph in the making.
pub struct Remake<'c> {
    connection: &'c Connection,
    /// The node of each entity that a claim speaks of.
    nodes: BTreeMap<i64, i64>,
    next_edge: std::cell::Cell<i64>,
}

impl<'c> Remake<'c> {
    /// Gives each entity that a claim speaks of the smallest id that is free, in the order of the entities.
    fn begin(connection: &'c Connection) -> Result<Self, StoreError> {
        let mut taken = connection.prepare("SELECT id FROM node")?;
        let taken: BTreeSet<i64> = taken.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut spoken_of = connection.prepare(
            "SELECT DISTINCT t.entity FROM claim c
             JOIN mention m ON m.document = c.document AND m.number IN (c.subject, c.object)
             JOIN thing t ON t.document = c.document AND t.number = m.thing
             WHERE t.entity IS NOT NULL ORDER BY t.entity",
        )?;
        let mut link = connection.prepare("UPDATE entity SET node = ?2 WHERE id = ?1")?;
        let mut ids = (0i64..).filter(|id| !taken.contains(id));
        let mut nodes = BTreeMap::new();
        let mut rows = spoken_of.query([])?;
        while let Some(row) = rows.next()? {
            let entity: i64 = row.get(0)?;
            nodes.extend(ids.next().map(|id| (entity, id)));
        }
        connection.execute("UPDATE entity SET node = NULL WHERE node IS NOT NULL", [])?;
        nodes.iter().try_for_each(|(entity, id)| link.execute([entity, id]).map(drop))?;
        Ok(Self { connection, nodes, next_edge: std::cell::Cell::new(0) })
    }

    fn number_edges(&self) -> Result<(), StoreError> {
        let next = "SELECT coalesce(max(id) + 1, 0) FROM edge";
        self.next_edge.set(self.connection.query_row(next, [], |row| row.get(0))?);
        Ok(())
    }

    /// Every claim, without its sentence and without names, those of one edge together: by subject, relation and object,
    /// then by the documents' paths. The ends of a symmetric relation come with the entity of the smaller number
    /// first.
    ///
    /// # Errors
    /// SQLite's own, a value that cannot be read, or what `take` gives.
    pub fn claims<E: From<StoreError>>(
        &self,
        symmetric: &[&str],
        take: impl FnMut(ClaimRow) -> Result<(), E>,
    ) -> Result<(), E> {
        listing::by_edge(self.connection, symmetric, take)
    }

    /// Writes an edge; passed over where an end is no entity that a claim speaks of.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn edge(&self, edge: &EdgeRow) -> Result<(), StoreError> {
        let ends = (self.nodes.get(&edge.subject), self.nodes.get(&edge.object));
        let (Some(start), Some(end)) = ends else { return Ok(()) };
        let id = self.next_edge.replace(self.next_edge.get() + 1);
        let mut insert = self.connection.prepare_cached("INSERT INTO edge VALUES (?1, ?2, ?3, ?4, ?5, 1)")?;
        insert.execute(params![id, start, end, edge.relation, json::write_map(&edge.properties)])?;
        let mut link = self.connection.prepare_cached("INSERT OR IGNORE INTO edge_claim VALUES (?1, ?2)")?;
        Ok(edge.claims.iter().try_for_each(|claim| link.execute([id, *claim]).map(drop))?)
    }

    /// Writes a node; passed over where no claim speaks of its entity.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn node(&self, node: &NodeRow<'_>) -> Result<(), StoreError> {
        let Some(id) = self.nodes.get(&node.entity) else { return Ok(()) };
        let mut insert = self.connection.prepare_cached("INSERT INTO node VALUES (?1, ?2, ?3, ?4)")?;
        insert.execute(params![
            id,
            json::write_texts(&[node.label]),
            json::write_map(&node.properties),
            node.entity
        ])?;
        Ok(())
    }
}

/// Type and name of an entity.
type Key = (String, String);

/// What statements of the user made.
struct Own {
    /// The ends that are entities, by node.
    entities: BTreeMap<i64, Key>,
    /// Start, end, type and properties.
    edges: Vec<(i64, i64, String, String)>,
}

impl Own {
    /// Takes the user's edges out and drops all nodes and edges made of claims.
    fn take(connection: &Connection) -> Result<Self, StoreError> {
        let mut edges = connection.prepare("SELECT start, end, type, properties FROM edge WHERE claimed = 0")?;
        let edges: Vec<_> =
            edges.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?.collect::<Result<_, _>>()?;
        let mut entities = BTreeMap::new();
        let mut nodes =
            connection.prepare("SELECT labels, properties FROM node WHERE id = ?1 AND entity IS NOT NULL")?;
        for (start, end, ..) in &edges {
            for id in [*start, *end] {
                let row: Option<(String, String)> =
                    nodes.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                let Some((labels, properties)) = row else { continue };
                let label = json::read_texts(&labels)?.into_iter().next().unwrap_or_default();
                entities.insert(id, (label, name_of(&json::read_map(&properties)?)));
            }
        }
        connection
            .execute_batch("DELETE FROM edge; DELETE FROM edge_claim; DELETE FROM node WHERE entity IS NOT NULL")?;
        Ok(Self { entities, edges })
    }

    fn put_back(self, connection: &Connection) -> Result<(), StoreError> {
        let mut find = connection.prepare(
            "SELECT node FROM entity WHERE label = ?1 AND name = ?2 AND node IS NOT NULL ORDER BY id LIMIT 1",
        )?;
        let mut end = |id: i64| match self.entities.get(&id) {
            None => Ok(Some(id)),
            Some((label, name)) => find.query_row([label, name], |row| row.get(0)).optional(),
        };
        let mut insert = connection
            .prepare("INSERT INTO edge (start, end, type, properties, claimed) VALUES (?1, ?2, ?3, ?4, 0)")?;
        for (start, target, kind, properties) in &self.edges {
            let (start, target): (Option<i64>, Option<i64>) = (end(*start)?, end(*target)?);
            if let (Some(start), Some(target)) = (start, target) {
                insert.execute(params![start, target, kind, properties])?;
            }
        }
        Ok(())
    }
}

fn name_of(properties: &Map) -> String {
    match properties.get("name") {
        Some(crate::model::value::Value::String(name)) => name.to_string(),
        _ => String::new(),
    }
}
