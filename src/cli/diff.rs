//! `geflecht diff A.kg B.kg`: nodes, edges, properties and sources that one has and the other lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::arguments::DiffArguments;
use super::failure::Failure;
use super::output::Output;
use super::why::print;
use super::{Context, DONE, open, query};
use crate::graph::Graph;
use crate::model::value::{Map, NodeId, Value};
use crate::query::value;
use crate::render::{Format, literal};
use crate::store::Store;

/// Lists what differs; nothing where nothing does.
pub(super) fn run(arguments: DiffArguments, context: &Context) -> Result<u8, Failure> {
    let format = query::format(arguments.format.as_deref(), arguments.output.as_deref(), Format::Table)?;
    if format.entry().graph {
        return Err(Failure::Usage(format!("--format {}: shows graphs; this is a list", format.entry().name)));
    }
    let one = Contents::of(&open::graph_file(&arguments.one, context)?)?;
    let other = Contents::of(&open::graph_file(&arguments.other, context)?)?;
    let rows = differences(&one, &other);
    let mut out = Output::new(arguments.output.as_deref());
    print(format, &COLUMNS, &rows, context, &mut out)?;
    out.finish()?;
    Ok(DONE)
}

const COLUMNS: [&str; 5] = ["kind", "what", "property", "one", "other"];

/// A graph file by what people call things.
#[derive(Default)]
struct Contents {
    documents: BTreeSet<String>,
    nodes: BTreeMap<String, Map>,
    edges: BTreeMap<String, (Map, Vec<String>)>,
}

impl Contents {
    fn of(store: &Store) -> Result<Self, Failure> {
        let graph = store.load()?;
        let mut behind = store.documents_behind()?;
        let mut contents = Self { documents: store.documents()?.into_keys().collect(), ..Self::default() };
        let mut names: BTreeMap<NodeId, String> = BTreeMap::new();
        for node in graph.nodes() {
            let name = unused(&contents.nodes, described(&graph, node));
            contents.nodes.insert(name.clone(), graph.node_map(node));
            names.insert(node, name);
        }
        for edge in graph.edges() {
            let (Some((start, end)), Some(kind)) = (graph.ends(edge), graph.type_of(edge)) else { continue };
            let text = format!("{}-[:{}]->{}", names[&start], graph.rel_type_name(kind), names[&end]);
            let documents = behind.remove(&edge).unwrap_or_default();
            contents.edges.insert(unused(&contents.edges, text), (graph.edge_map(edge), documents));
        }
        Ok(contents)
    }
}

/// `(:Company 'OpenAI')`; a node without name by all its properties.
fn described(graph: &Graph, node: NodeId) -> String {
    let labels: String = graph.labels_of(node).iter().map(|label| format!(":{}", graph.label_name(*label))).collect();
    let properties = graph.node_map(node);
    let name = match properties.get("name") {
        Some(name) => name.clone(),
        None => Value::Map(std::sync::Arc::new(properties)),
    };
    format!("({labels} {})", literal::literal(&name, graph))
}

/// The text, with a number where it is taken: twins are told apart by their order.
fn unused<T>(taken: &BTreeMap<String, T>, text: String) -> String {
    if !taken.contains_key(&text) {
        return text;
    }
    (2..).map(|number| format!("{text} #{number}")).find(|text| !taken.contains_key(text)).unwrap_or(text)
}

fn differences(one: &Contents, other: &Contents) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for path in one.documents.symmetric_difference(&other.documents) {
        rows.push(presence("document", path, one.documents.contains(path)));
    }
    for name in united(&one.nodes, &other.nodes) {
        match (one.nodes.get(name), other.nodes.get(name)) {
            (Some(a), Some(b)) => properties("node", name, a, b, &mut rows),
            (a, _) => rows.push(presence("node", name, a.is_some())),
        }
    }
    for name in united(&one.edges, &other.edges) {
        match (one.edges.get(name), other.edges.get(name)) {
            (Some((a, behind_a)), Some((b, behind_b))) => {
                properties("edge", name, a, b, &mut rows);
                sources(name, behind_a, behind_b, &mut rows);
            }
            (a, _) => rows.push(presence("edge", name, a.is_some())),
        }
    }
    rows
}

fn united<'m, T>(one: &'m BTreeMap<String, T>, other: &'m BTreeMap<String, T>) -> BTreeSet<&'m String> {
    one.keys().chain(other.keys()).collect()
}

/// A thing that only one of the two has.
fn presence(kind: &str, what: &str, in_one: bool) -> Vec<Value> {
    row(kind, what, Value::Null, Value::Bool(in_one), Value::Bool(!in_one))
}

fn properties(kind: &str, what: &str, one: &Map, other: &Map, rows: &mut Vec<Vec<Value>>) {
    let keys: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    for key in keys {
        let (a, b) = (one.get(key).cloned().unwrap_or_default(), other.get(key).cloned().unwrap_or_default());
        if !value::equivalent(&a, &b) {
            rows.push(row(kind, what, Value::String(key.clone()), a, b));
        }
    }
}

/// Documents behind an edge.
fn sources(what: &str, one: &[String], other: &[String], rows: &mut Vec<Vec<Value>>) {
    let (one, other): (BTreeSet<_>, BTreeSet<_>) = (one.iter().collect(), other.iter().collect());
    for path in one.symmetric_difference(&other) {
        let (a, b) = (one.contains(path), other.contains(path));
        rows.push(row("source", what, Value::String(path.as_str().into()), Value::Bool(a), Value::Bool(b)));
    }
}

fn row(kind: &str, what: &str, property: Value, one: Value, other: Value) -> Vec<Value> {
    vec![Value::String(kind.into()), Value::String(what.into()), property, one, other]
}
