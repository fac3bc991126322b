//! JSON: one array of objects, or one object a line.
//!
//! Nodes, relationships and paths keep what they are: `{"id", "labels", "properties"}`, `{"id", "type", "start", "end",
//! "properties"}`, `{"nodes", "relationships"}`. Temporal values are ISO 8601 strings; a number that JSON cannot write is
//! the string `NaN`, `Infinity` or `-Infinity`.

use std::io::Write;

use serde_json::{Map as Object, Value as Json, json};

use super::{EdgeView, Lookup, NodeView, RenderError, Sheet, literal};
use crate::model::value::{Map, Value};
use crate::query::temporal::print;

/// `[{column: value, …}, …]`, a row a line.
pub fn write_array(sheet: Sheet<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    write!(out, "[")?;
    for (i, row) in sheet.rows.iter().enumerate() {
        write!(out, "{}", if i > 0 { ",\n" } else { "\n" })?;
        serde_json::to_writer(&mut *out, &object(row, sheet))?;
    }
    writeln!(out, "{}]", if sheet.rows.is_empty() { "" } else { "\n" })?;
    Ok(())
}

/// `{column: value, …}`, a row a line.
pub fn write_lines(sheet: Sheet<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
    for row in sheet.rows {
        serde_json::to_writer(&mut *out, &object(row, sheet))?;
        writeln!(out)?;
    }
    Ok(())
}

fn object(row: &[Value], sheet: Sheet<'_>) -> Json {
    Json::Object(sheet.columns.iter().cloned().zip(row.iter().map(|v| json(v, sheet.graph))).collect())
}

/// The value as JSON.
pub fn json(value: &Value, graph: &dyn Lookup) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => json!(number),
        Value::Float(number) if number.is_finite() => json!(number),
        Value::Float(number) => Json::String(literal::float(*number)),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => Json::Array(items.iter().map(|item| json(item, graph)).collect()),
        Value::Map(map) => properties(map, graph),
        Value::Node(id) => node(&graph.node(*id), graph),
        Value::Edge(id) => edge(&graph.edge(*id), graph),
        Value::Path(path) => json!({
            "nodes": path.nodes.iter().map(|id| node(&graph.node(*id), graph)).collect::<Vec<_>>(),
            "relationships": path.edges.iter().map(|id| edge(&graph.edge(*id), graph)).collect::<Vec<_>>(),
        }),
        Value::Temporal(moment) => Json::String(print::text(moment)),
    }
}

/// A property map as a JSON object.
pub fn properties(map: &Map, graph: &dyn Lookup) -> Json {
    Json::Object(map.iter().map(|(key, value)| (key.to_string(), json(value, graph))).collect::<Object<_, _>>())
}

fn node(node: &NodeView, graph: &dyn Lookup) -> Json {
    let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
    json!({ "id": node.id, "labels": labels, "properties": properties(&node.properties, graph) })
}

fn edge(edge: &EdgeView, graph: &dyn Lookup) -> Json {
    json!({
        "id": edge.id, "type": &*edge.kind, "start": edge.start, "end": edge.end,
        "properties": properties(&edge.properties, graph),
    })
}
