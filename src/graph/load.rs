//! Bulk load of two CSV files: `id,label,label2,KEY…` for nodes and `src,dst,type,KEY…` for edges.
//!
//! Further columns are properties; a column is integer, float or string by what all its cells can be read as; an empty
//! cell is no value. `id` is a property, too.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use csv::{ByteRecord, Reader};
use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::model::value::{NodeId, Value};

use super::access::Graph;
use super::column::Column;
use super::names::KeyId;

/// Why a bulk load failed.
#[derive(Debug, Error)]
pub enum LoadError {
    /// A file cannot be read as CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A file lacks a column that it must have.
    #[error("the file has no column `{0}`")]
    MissingColumn(&'static str),
    /// An edge names a node that the node file does not hold.
    #[error("line {line}: there is no node `{id}`")]
    MissingNode {
        /// Line of the edge file.
        line: u64,
        /// The id as written.
        id: String,
    },
    /// A cell is not UTF-8.
    #[error("line {0}: not UTF-8")]
    NotUtf8(u64),
}

/// What a column's cells can all be read as.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Int,
    Float,
    Text,
}

/// A property column of the file.
struct Field {
    at: usize,
    key: KeyId,
    kind: Kind,
    column: Column,
}

/// Loads a graph from two files; edges name their ends by the `id` of the nodes.
///
/// # Errors
/// If a file cannot be read, lacks a column, or an edge names an unknown node.
pub fn load_csv(nodes: &Path, edges: &Path) -> Result<Graph, LoadError> {
    let mut graph = Graph::new();
    let ids = load_nodes(&mut graph, nodes)?;
    load_edges(&mut graph, edges, &ids)?;
    Ok(graph)
}

fn open(path: &Path) -> Result<Reader<BufReader<File>>, LoadError> {
    let file = File::open(path).map_err(csv::Error::from)?;
    Ok(csv::ReaderBuilder::new().flexible(true).from_reader(BufReader::with_capacity(1 << 18, file)))
}

fn position(header: &ByteRecord, name: &'static str) -> Result<usize, LoadError> {
    header.iter().position(|cell| cell == name.as_bytes()).ok_or(LoadError::MissingColumn(name))
}

/// The nodes by their ids as written. Ids that are whole numbers, none much higher than there are nodes, need no hashing:
/// in a large graph most of a look-up is waiting for memory.
#[derive(Default)]
struct Ids {
    /// By number: one more than the node, 0 for none.
    numbers: Vec<u32>,
    others: FxHashMap<Box<[u8]>, NodeId>,
}

/// Numbers below this, and below so many times the node's own number, are looked up without hashing.
const LOW: usize = 1 << 16;
const PLACES_PER_NODE: usize = 8;

impl Ids {
    fn insert(&mut self, id: &[u8], node: NodeId) {
        match number(id).filter(|number| *number < self.numbers.len().max(LOW.max(node.0 as usize * PLACES_PER_NODE))) {
            Some(at) => {
                if at >= self.numbers.len() {
                    self.numbers.resize(at + 1, 0);
                }
                self.numbers[at] = node.0 + 1;
                self.others.remove(id); // an id given twice stands for its last node
            }
            None => drop(self.others.insert(id.into(), node)),
        }
    }

    fn get(&self, id: &[u8]) -> Option<NodeId> {
        let numbered = number(id).and_then(|at| self.numbers.get(at)?.checked_sub(1));
        numbered.map(NodeId).or_else(|| self.others.get(id).copied())
    }
}

/// The number that an id is, written as numbers are: no sign, no zero before it.
fn number(id: &[u8]) -> Option<usize> {
    let canonical = (1..=9).contains(&id.len()) && (id[0] != b'0' || id.len() == 1);
    if !canonical || !id.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(id.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0')))
}

fn load_nodes(graph: &mut Graph, path: &Path) -> Result<Ids, LoadError> {
    let mut reader = open(path)?;
    let header = reader.byte_headers()?.clone();
    let id = position(&header, "id")?;
    let labels = [position(&header, "label").ok(), position(&header, "label2").ok()];
    let mut fields = fields(graph, path, &header, |name| !matches!(name, b"label" | b"label2"))?;
    let mut ids = Ids::default();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        let names = labels.iter().flatten().filter_map(|&at| record.get(at)).filter(|name| !name.is_empty());
        let names: Result<Vec<_>, _> = names.map(|name| text(name, &record)).collect();
        let set: Vec<_> = names?.into_iter().map(|name| graph.intern_label(name)).collect();
        let node = graph.add_node(&set);
        ids.insert(record.get(id).unwrap_or_default(), node);
        fill(&mut fields, &record, node.0)?;
    }
    fields.into_iter().for_each(|field| graph.node_columns.install(field.key, field.column));
    Ok(ids)
}

fn load_edges(graph: &mut Graph, path: &Path, ids: &Ids) -> Result<(), LoadError> {
    let mut reader = open(path)?;
    let header = reader.byte_headers()?.clone();
    let (src, dst, kind) = (position(&header, "src")?, position(&header, "dst")?, position(&header, "type")?);
    let mut fields = fields(graph, path, &header, |name| !matches!(name, b"src" | b"dst" | b"type"))?;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        let end = |at| {
            let id = record.get(at).unwrap_or_default();
            let missing = || LoadError::MissingNode { line: line(&record), id: String::from_utf8_lossy(id).into() };
            ids.get(id).ok_or_else(missing)
        };
        let (source, target) = (end(src)?, end(dst)?);
        let kind = graph.intern_rel_type(text(record.get(kind).unwrap_or_default(), &record)?);
        let edge = graph.add_edge(source, target, kind);
        fill(&mut fields, &record, edge.0)?;
    }
    fields.into_iter().for_each(|field| graph.edge_columns.install(field.key, field.column));
    Ok(())
}

/// The property columns of a file, each with the type that fits all its cells.
fn fields(
    graph: &mut Graph,
    path: &Path,
    header: &ByteRecord,
    wanted: fn(&[u8]) -> bool,
) -> Result<Vec<Field>, LoadError> {
    let mut fields = Vec::new();
    for (at, name) in header.iter().enumerate().filter(|(_, name)| wanted(name)) {
        let key = graph.intern_key(text(name, header)?);
        fields.push(Field { at, key, kind: Kind::Int, column: Column::default() });
    }
    let mut reader = open(path)?;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        for field in fields.iter_mut().filter(|field| field.kind != Kind::Text) {
            field.kind = field.kind.max(kind_of(record.get(field.at).unwrap_or_default()));
        }
    }
    Ok(fields)
}

fn kind_of(cell: &[u8]) -> Kind {
    let text = std::str::from_utf8(cell).unwrap_or("?");
    if text.is_empty() || text.parse::<i64>().is_ok() {
        Kind::Int
    } else if text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) && text.parse::<f64>().is_ok() {
        Kind::Float
    } else {
        Kind::Text
    }
}

fn fill(fields: &mut [Field], record: &ByteRecord, ix: u32) -> Result<(), LoadError> {
    for field in fields {
        let cell = text(record.get(field.at).unwrap_or_default(), record)?;
        if !cell.is_empty() {
            field.column.set(ix, value(cell, field.kind));
        }
    }
    Ok(())
}

fn value(cell: &str, kind: Kind) -> Value {
    match kind {
        Kind::Int => cell.parse().map_or(Value::Null, Value::Int),
        Kind::Float => cell.parse().map_or(Value::Null, Value::Float),
        Kind::Text => Value::String(cell.into()),
    }
}

fn text<'r>(cell: &'r [u8], record: &ByteRecord) -> Result<&'r str, LoadError> {
    std::str::from_utf8(cell).map_err(|_| LoadError::NotUtf8(line(record)))
}

fn line(record: &ByteRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_apart_as_written() {
        let mut ids = Ids::default();
        for (node, id) in ["7", "07", "x", "900000000", "0", "12345678901", "7"].iter().enumerate() {
            ids.insert(id.as_bytes(), NodeId(node as u32));
        }
        let found =
            ["7", "07", "x", "900000000", "0", "00", "12345678901"].map(|id| ids.get(id.as_bytes()).map(|n| n.0));
        assert_eq!(found, [Some(6), Some(1), Some(2), Some(3), Some(4), None, Some(5)]);
    }

    #[test]
    fn cells_decide_the_type_of_a_column() {
        let folder = tempfile::tempdir().unwrap();
        let (nodes, edges) = (folder.path().join("n.csv"), folder.path().join("e.csv"));
        std::fs::write(&nodes, "id,label,label2,name,worth\n1,A,B,\"x, y\",2\n7,A,,z,2.5\n").unwrap();
        std::fs::write(&edges, "src,dst,type,since\n1,7,T,\n7,1,T,1999\n").unwrap();
        let graph = load_csv(&nodes, &edges).unwrap();
        let shown: Vec<_> =
            graph.nodes().map(|n| format!("{:?} {:?}", graph.labels_of(n).len(), graph.node_map(n))).collect();
        assert_eq!(
            shown,
            [
                r#"2 {"id": Int(1), "name": String("x, y"), "worth": Float(2.0)}"#,
                r#"1 {"id": Int(7), "name": String("z"), "worth": Float(2.5)}"#
            ]
        );
        let edges: Vec<_> = graph.edges().map(|e| format!("{:?} {:?}", graph.ends(e), graph.edge_map(e))).collect();
        assert_eq!(edges, ["Some((NodeId(0), NodeId(1))) {}", r#"Some((NodeId(1), NodeId(0))) {"since": Int(1999)}"#]);
    }
}
