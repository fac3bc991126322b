//! GraphML (<http://graphml.graphdrawing.org/specification.html>), typed keys first.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::{Subgraph, literal};
use crate::model::value::{Map, Value};

/// Prints the graph; a property is typed by what all its values are (`boolean`, `long`, `double`, else `string`).
pub fn write(graph: &Subgraph, out: &mut dyn Write) -> io::Result<()> {
    let node_keys = Keys::of(graph.nodes.iter().map(|n| &n.properties));
    let edge_keys = Keys::of(graph.edges.iter().map(|e| &e.properties));
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let root = writer.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|w| {
        key(w, "labels", "node", "labels", "string")?;
        key(w, "type", "edge", "type", "string")?;
        node_keys.declare(w, "node")?;
        edge_keys.declare(w, "edge")?;
        let inner = w.create_element("graph").with_attributes([("id", "geflecht"), ("edgedefault", "directed")]);
        inner.write_inner_content(|w| elements(w, graph)).map(drop)
    })?;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    out.write_all(&writer.into_inner())?;
    writeln!(out)
}

type Xml = Writer<Vec<u8>>;

fn elements(w: &mut Xml, graph: &Subgraph) -> io::Result<()> {
    for node in &graph.nodes {
        let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
        let element = w.create_element("node").with_attribute(("id", format!("n{}", node.id).as_str()));
        element.write_inner_content(|w| {
            data(w, "labels", &labels.join(":"))?;
            properties(w, "node", &node.properties)
        })?;
    }
    for edge in &graph.edges {
        let ends = [format!("e{}", edge.id), format!("n{}", edge.start), format!("n{}", edge.end)];
        let named = ["id", "source", "target"].into_iter().zip(ends.iter().map(String::as_str));
        w.create_element("edge").with_attributes(named).write_inner_content(|w| {
            data(w, "type", &edge.kind)?;
            properties(w, "edge", &edge.properties)
        })?;
    }
    Ok(())
}

fn properties(w: &mut Xml, of: &str, map: &Map) -> io::Result<()> {
    let none = Subgraph::default();
    for (name, value) in map.iter().filter(|(_, v)| !matches!(v, Value::Null)) {
        data(w, &format!("{of}.{name}"), &literal::bare(value, &none))?;
    }
    Ok(())
}

fn data(w: &mut Xml, key: &str, text: &str) -> io::Result<()> {
    let legal: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    w.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(&legal)).map(drop)
}

fn key(w: &mut Xml, id: &str, of: &str, name: &str, kind: &str) -> io::Result<()> {
    let attributes = [("id", id), ("for", of), ("attr.name", name), ("attr.type", kind)];
    w.create_element("key").with_attributes(attributes).write_empty().map(drop)
}

/// Property names of nodes or of edges, with the GraphML type that holds all their values.
struct Keys(BTreeMap<Arc<str>, &'static str>);

impl Keys {
    fn of<'a>(maps: impl Iterator<Item = &'a Map>) -> Self {
        let mut keys = BTreeMap::new();
        for (name, value) in maps.flatten() {
            let kind = match value {
                Value::Null => continue,
                Value::Bool(_) => "boolean",
                Value::Int(_) => "long",
                Value::Float(_) => "double",
                _ => "string",
            };
            let known = keys.entry(name.clone()).or_insert(kind);
            *known = widest(known, kind);
        }
        Self(keys)
    }

    fn declare(&self, w: &mut Xml, of: &str) -> io::Result<()> {
        self.0.iter().try_for_each(|(name, kind)| key(w, &format!("{of}.{name}"), of, name, kind))
    }
}

/// The narrowest type that holds values of both.
fn widest(a: &'static str, b: &'static str) -> &'static str {
    match (a, b) {
        (a, b) if a == b => a,
        ("long" | "double", "long" | "double") => "double",
        _ => "string",
    }
}
