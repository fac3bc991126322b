//! The graph in a quick form beside its tables: columns as the graph holds them, for files too large to be parsed row by
//! row each time they are opened.
//!
//! It bears the generation of the tables it was made from. Where that is not the present one, or anything in it does not
//! fit, it counts as absent: the tables are what the graph is.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;
use super::{json, schema};
use crate::graph::{Column, Data, Graph, Restore};
use crate::model::value::{EdgeId, Map, NodeId, Value};

/// The number of the form; another one counts as absent.
const FORM: u32 = 1;

/// Where the generation is kept.
const GENERATION: &str = "snapshot_generation";

/// Writes the snapshot of a graph that is as the tables are.
pub(super) fn write(connection: &Connection, graph: &Graph) -> Result<(), StoreError> {
    connection.execute("DELETE FROM snapshot", [])?;
    let put = |section: &str, bytes: Vec<u8>| -> Result<(), StoreError> {
        connection.prepare_cached("INSERT INTO snapshot VALUES (?1, ?2)")?.execute(params![section, bytes])?;
        Ok(())
    };
    put("nodes", nodes(graph))?;
    put("edges", edges(graph))?;
    for (number, key) in (0..).zip(graph.key_names().iter()) {
        let Some(id) = graph.key(key) else { continue };
        if let Some(column) = graph.node_column(id).filter(|column| column.count() > 0) {
            put(&format!("n{number}"), values(key, column, graph.nodes().map(|id| id.0)))?;
        }
        if let Some(column) = graph.edge_column(id).filter(|column| column.count() > 0) {
            put(&format!("e{number}"), values(key, column, graph.edges().map(|id| id.0)))?;
        }
    }
    schema::set_meta(connection, GENERATION, &format!("{FORM}:{}", schema::generation(connection)?))
}

/// Whether there is a snapshot that is up to date.
pub(super) fn is_present(connection: &Connection) -> Result<bool, StoreError> {
    let present = format!("{FORM}:{}", schema::generation(connection)?);
    Ok(schema::meta(connection, GENERATION)? == Some(present))
}

/// Reads the snapshot; `None` where there is none that is up to date and whole.
pub(super) fn read(connection: &Connection) -> Result<Option<Graph>, StoreError> {
    if !is_present(connection)? {
        return Ok(None);
    }
    let mut restore = Graph::restore();
    for (section, fill) in [("nodes", fill_nodes as Fill), ("edges", fill_edges as Fill)] {
        let mut find = connection.prepare("SELECT content FROM snapshot WHERE section = ?1")?;
        let whole = find.query_row([section], |row| Ok(fill(&mut Reader(row.get_ref(0)?.as_blob()?), &mut restore)));
        if whole.optional()?.flatten().is_none() {
            return Ok(None);
        }
    }
    let mut columns = connection.prepare("SELECT section, content FROM snapshot WHERE section GLOB '[ne][0-9]*'")?;
    let mut rows = columns.query([])?;
    while let Some(row) = rows.next()? {
        let content = row.get_ref(1)?;
        let bytes = content.as_blob().map_err(rusqlite::Error::from)?;
        let Some((key, column)) = read_values(&mut Reader(bytes)) else { return Ok(None) };
        if row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?.starts_with('n') {
            restore.node_column(&key, column);
        } else {
            restore.edge_column(&key, column);
        }
    }
    Ok(Some(restore.finish()))
}

type Fill = fn(&mut Reader<'_>, &mut Restore) -> Option<()>;

/// Label sets, then id and label set of each node.
fn nodes(graph: &Graph) -> Vec<u8> {
    let mut sets: Vec<Vec<&str>> = Vec::new();
    let mut rows = Vec::new();
    let mut last = usize::MAX;
    for node in graph.nodes() {
        let labels: Vec<&str> = graph.labels_of(node).iter().map(|label| &**graph.label_name(*label)).collect();
        if sets.get(last) != Some(&labels) {
            last = sets.iter().position(|set| *set == labels).unwrap_or_else(|| {
                sets.push(labels);
                sets.len() - 1
            });
        }
        rows.extend([node.0, last as u32]);
    }
    let mut out = Writer::default();
    out.number(sets.len() as u32);
    for set in &sets {
        out.texts(set);
    }
    out.numbers(&rows);
    out.0
}

fn fill_nodes(reader: &mut Reader<'_>, restore: &mut Restore) -> Option<()> {
    let sets: Vec<Vec<String>> = (0..reader.number()?).map(|_| reader.texts()).collect::<Option<_>>()?;
    let rows = reader.numbers()?;
    for row in rows.chunks_exact(8) {
        let labels = sets.get(at(row, 1) as usize)?;
        restore.node(NodeId(at(row, 0)), labels.iter().map(String::as_str), []).ok()?;
    }
    Some(())
}

/// Types, then id, start, end and type of each edge.
fn edges(graph: &Graph) -> Vec<u8> {
    let types: Vec<&str> = graph.rel_type_names().iter().map(|name| &**name).collect();
    let mut rows = Vec::with_capacity(graph.edge_count() * 4);
    for edge in graph.edges() {
        if let (Some((start, end)), Some(kind)) = (graph.ends(edge), graph.type_of(edge)) {
            rows.extend([edge.0, start.0, end.0, kind.0]);
        }
    }
    let mut out = Writer::default();
    out.texts(&types);
    out.numbers(&rows);
    out.0
}

fn fill_edges(reader: &mut Reader<'_>, restore: &mut Restore) -> Option<()> {
    let types = reader.texts()?;
    let rows = reader.numbers()?;
    for row in rows.chunks_exact(16) {
        let kind = types.get(at(row, 3) as usize)?;
        restore.edge(EdgeId(at(row, 0)), (NodeId(at(row, 1)), NodeId(at(row, 2))), kind, []).ok()?;
    }
    Some(())
}

/// The number at place `i` of a row.
fn at(row: &[u8], i: usize) -> u32 {
    u32::from_le_bytes([row[i * 4], row[i * 4 + 1], row[i * 4 + 2], row[i * 4 + 3]])
}

/// How the values of a column are written.
const INTEGERS: u32 = 0;
const FLOATS: u32 = 1;
const TEXTS: u32 = 2;
const OTHERS: u32 = 3;

/// Key, kind, ids that have a value, and the values in their order.
fn values(key: &str, column: &Column, ids: impl Iterator<Item = u32>) -> Vec<u8> {
    let ids: Vec<u32> = ids.filter(|ix| column.has(*ix)).collect();
    let mut out = Writer::default();
    out.text(key);
    match column.data() {
        Data::Int(all) => {
            out.number(INTEGERS);
            out.numbers(&ids);
            ids.iter().for_each(|ix| out.0.extend(all[*ix as usize].to_le_bytes()));
        }
        Data::Float(all) => {
            out.number(FLOATS);
            out.numbers(&ids);
            ids.iter().for_each(|ix| out.0.extend(all[*ix as usize].to_le_bytes()));
        }
        Data::Text(all) => {
            out.number(TEXTS);
            out.numbers(&ids);
            out.texts(&all.words);
            out.numbers(&ids.iter().map(|ix| all.codes[*ix as usize]).collect::<Vec<_>>());
        }
        Data::Sparse(_) | Data::Bool(_) | Data::Mixed(_) => {
            out.number(OTHERS);
            out.numbers(&ids);
            let text = |ix: &u32| json::write_map(&Map::from([(Arc::from("v"), column.get(*ix))]));
            out.texts(&ids.iter().map(text).collect::<Vec<_>>());
        }
    }
    out.0
}

fn read_values(reader: &mut Reader<'_>) -> Option<(String, Column)> {
    let (key, kind) = (reader.text()?, reader.number()?);
    let ids: Vec<u32> = reader.numbers()?.chunks_exact(4).map(|row| at(row, 0)).collect();
    let mut column = Column::default();
    match kind {
        INTEGERS | FLOATS => {
            let values = reader.take(ids.len().checked_mul(8)?)?;
            for (ix, bytes) in ids.iter().zip(values.chunks_exact(8)) {
                let bytes: [u8; 8] = bytes.try_into().ok()?;
                let float = kind == FLOATS;
                let value =
                    if float { Value::Float(f64::from_le_bytes(bytes)) } else { Value::Int(i64::from_le_bytes(bytes)) };
                column.set(*ix, value);
            }
        }
        TEXTS => {
            let words: Vec<Arc<str>> = reader.texts()?.into_iter().map(Arc::from).collect();
            for (ix, code) in ids.iter().zip(reader.numbers()?.chunks_exact(4)) {
                column.set(*ix, Value::String(words.get(at(code, 0) as usize)?.clone()));
            }
        }
        _ => {
            for (ix, text) in ids.iter().zip(reader.texts()?) {
                column.set(*ix, json::read_map(&text).ok()?.remove("v")?);
            }
        }
    }
    Some((key, column))
}

/// Numbers as four bytes, little end first; texts and lists with their length in front.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn numbers(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u32);
        numbers.iter().for_each(|number| self.number(*number));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend(text.as_bytes());
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        self.number(texts.len() as u32);
        texts.iter().for_each(|text| self.text(text.as_ref()));
    }
}

/// What [`Writer`] wrote; `None` where it ends too early.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// The bytes of a list of numbers.
    fn numbers(&mut self) -> Option<&'b [u8]> {
        let length = self.number()? as usize;
        self.take(length.checked_mul(4)?)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        Some(std::str::from_utf8(self.take(length)?).ok()?.to_owned())
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        let length = self.number()? as usize;
        (0..length).map(|_| self.text()).collect()
    }
}
