//! Nodes and edges: loaded when the file is opened, changed by statements.

use rusqlite::{Connection, params};

use super::error::StoreError;
use super::{Store, json, schema, snapshot};
use crate::graph::{Delta, Graph};
use crate::model::value::{EdgeId, Map, NodeId};

/// Graphs of fewer nodes and edges are loaded from their tables quickly enough.
const SNAPSHOT_FROM: usize = 20_000;

impl Store {
    /// The graph, with the file as its provenance.
    ///
    /// # Errors
    /// SQLite's own; rows that make no graph.
    pub fn load(&self) -> Result<Graph, StoreError> {
        let mut graph = self.load_bare()?;
        graph.set_provenance(std::sync::Arc::new(self.clone()));
        Ok(graph)
    }

    fn load_bare(&self) -> Result<Graph, StoreError> {
        let snapshot = snapshot::read(&self.lock())?;
        let mut graph = match snapshot {
            Some(graph) => graph,
            None => {
                let graph = load(&self.lock(), &self.path)?;
                self.keep_snapshot(&graph);
                graph
            }
        };
        load_indexes(&self.lock(), &mut graph)?;
        Ok(graph)
    }

    /// Keeps a large graph in its quick form, where the file has none that is up to date; it must be as the file has it.
    /// It is a convenience: where the file cannot be written, nothing is lost.
    pub fn keep_snapshot(&self, graph: &Graph) {
        let large = graph.node_count() + graph.edge_count() >= SNAPSHOT_FROM;
        if large && !snapshot::is_present(&self.lock()).unwrap_or(true) {
            drop(self.transaction(|connection| snapshot::write(connection, graph)));
        }
    }

    /// Makes what the graph has changed since its last commit durable, then commits it.
    ///
    /// # Errors
    /// SQLite's own: then the graph is as before its changes, and so is the file.
    pub fn keep(&self, graph: &mut Graph) -> Result<(), StoreError> {
        let delta = graph.delta();
        if !delta.is_empty()
            && let Err(error) = self.transaction(|connection| write_delta(connection, graph, &delta))
        {
            graph.rollback();
            return Err(error);
        }
        graph.commit();
        Ok(())
    }
}

fn load(connection: &Connection, path: &std::path::Path) -> Result<Graph, StoreError> {
    let corrupt = |reason: String| StoreError::Corrupt { path: path.to_path_buf(), reason };
    let id = |value: i64| u32::try_from(value).map_err(|_| corrupt(format!("id {value} is out of range")));
    let mut restore = Graph::restore();
    let mut nodes = connection.prepare("SELECT id, labels, properties FROM node ORDER BY id")?;
    let mut rows = nodes.query([]).map_err(|error| StoreError::of(error, path))?;
    while let Some(row) = rows.next().map_err(|error| StoreError::of(error, path))? {
        let (labels, properties) = (json::read_texts(row.get_ref(1)?.as_str().map_err(bad)?)?, row_map(row, 2)?);
        let properties = properties.iter().map(|(key, value)| (&**key, value.clone()));
        let node = NodeId(id(row.get(0)?)?);
        restore.node(node, labels.iter().map(String::as_str), properties).map_err(|e| corrupt(e.to_string()))?;
    }
    let mut edges = connection.prepare("SELECT id, start, end, type, properties FROM edge ORDER BY id")?;
    let mut rows = edges.query([]).map_err(|error| StoreError::of(error, path))?;
    while let Some(row) = rows.next().map_err(|error| StoreError::of(error, path))? {
        let ends = (NodeId(id(row.get(1)?)?), NodeId(id(row.get(2)?)?));
        let (kind, properties) = (row.get_ref(3)?.as_str().map_err(bad)?, row_map(row, 4)?);
        let properties = properties.iter().map(|(key, value)| (&**key, value.clone()));
        let edge = EdgeId(id(row.get(0)?)?);
        restore.edge(edge, ends, kind, properties).map_err(|e| corrupt(e.to_string()))?;
    }
    Ok(restore.finish())
}

fn bad(error: rusqlite::types::FromSqlError) -> StoreError {
    StoreError::Value(error.to_string())
}

fn row_map(row: &rusqlite::Row<'_>, at: usize) -> Result<Map, StoreError> {
    json::read_map(row.get_ref(at)?.as_str().map_err(bad)?)
}

fn load_indexes(connection: &Connection, graph: &mut Graph) -> Result<(), StoreError> {
    let name = if has_index_names(connection)? { "name" } else { "NULL" };
    let mut indexes = connection.prepare(&format!("SELECT label, property, {name} FROM property_index"))?;
    let mut rows = indexes.query([])?;
    while let Some(row) = rows.next()? {
        let (label, key): (String, String) = (row.get(0)?, row.get(1)?);
        let (label, key) = (graph.intern_label(&label), graph.intern_key(&key));
        graph.create_index(label, key);
        if let Some(name) = row.get::<_, Option<String>>(2)? {
            graph.name_index(label, key, &name);
        }
    }
    graph.commit();
    Ok(())
}

/// Whether the file can hold names of indexes: the first ones could not.
fn has_index_names(connection: &Connection) -> Result<bool, StoreError> {
    let names = "SELECT count(*) FROM pragma_table_info('property_index') WHERE name = 'name'";
    Ok(connection.query_row(names, [], |row| row.get::<_, i64>(0))? > 0)
}

fn write_delta(connection: &Connection, graph: &Graph, delta: &Delta) -> Result<(), StoreError> {
    for edge in &delta.deleted_edges {
        connection.prepare_cached("DELETE FROM edge WHERE id = ?1")?.execute([edge.0])?;
        connection.prepare_cached("DELETE FROM edge_claim WHERE edge = ?1")?.execute([edge.0])?;
    }
    for node in &delta.deleted_nodes {
        connection.prepare_cached("DELETE FROM node WHERE id = ?1")?.execute([node.0])?;
    }
    for node in delta.created_nodes.iter().chain(&delta.changed_nodes) {
        let labels: Vec<_> = graph.labels_of(*node).iter().map(|label| graph.label_name(*label)).collect();
        let mut put = connection.prepare_cached(
            "INSERT INTO node VALUES (?1, ?2, ?3, NULL)
             ON CONFLICT (id) DO UPDATE SET labels = excluded.labels, properties = excluded.properties",
        )?;
        put.execute(params![node.0, json::write_texts(&labels), json::write_map(&graph.node_map(*node))])?;
    }
    for edge in delta.created_edges.iter().chain(&delta.changed_edges) {
        write_edge(connection, graph, *edge)?;
    }
    for (label, key) in &delta.dropped_indexes {
        let mut remove = connection.prepare_cached("DELETE FROM property_index WHERE label = ?1 AND property = ?2")?;
        remove.execute([graph.label_name(*label).as_ref(), graph.key_name(*key).as_ref()])?;
    }
    if !delta.created_indexes.is_empty() && !has_index_names(connection)? {
        connection.execute_batch("ALTER TABLE property_index ADD COLUMN name TEXT")?;
    }
    for (label, key) in &delta.created_indexes {
        let mut add = connection.prepare_cached("INSERT OR REPLACE INTO property_index VALUES (?1, ?2, ?3)")?;
        let (label_name, key_name) = (graph.label_name(*label).as_ref(), graph.key_name(*key).as_ref());
        add.execute(params![label_name, key_name, graph.own_index_name(*label, *key)])?;
    }
    schema::next_generation(connection)?;
    Ok(())
}

fn write_edge(connection: &Connection, graph: &Graph, edge: EdgeId) -> Result<(), StoreError> {
    let (Some((start, end)), Some(kind)) = (graph.ends(edge), graph.type_of(edge)) else { return Ok(()) };
    let mut put = connection.prepare_cached(
        "INSERT INTO edge VALUES (?1, ?2, ?3, ?4, ?5, 0)
         ON CONFLICT (id) DO UPDATE SET properties = excluded.properties",
    )?;
    let properties = json::write_map(&graph.edge_map(edge));
    put.execute(params![edge.0, start.0, end.0, graph.rel_type_name(kind).as_ref(), properties])?;
    Ok(())
}
