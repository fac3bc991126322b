//! Values, results and faults as JSON of the line protocol, both ways.
//!
//! Integers are JSON numbers without point, floats have one; what JSON has no form for is an object with one key that
//! begins with `~`: `{"~node": 1, "labels": […], "props": {…}}`, `{"~date": "2026-07-01"}`. Rows go straight into a
//! byte buffer, without a JSON tree between.

use std::io::Write;
use std::sync::Arc;

use serde_json::Value as Json;
use thiserror::Error;

use super::temporal::{construct, construct::Kind, duration, print};
use super::{QueryError, Rows, value};
use crate::graph::{Graph, KeyId};
use crate::model::temporal::Temporal;
use crate::model::value::{EdgeId, Map, NodeId, Value};

/// Why a JSON value is none of the protocol's.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum WireError {
    /// `9223372036854775808`
    #[error("{0} is no 64-bit integer")]
    Integer(String),
    /// `{"~colour": …}`
    #[error("`{0}` is no kind of value that can be sent")]
    Kind(String),
    /// `{"~date": "yesterday"}`
    #[error("{0}")]
    Content(String),
}

/// Reads a value: everything but nodes, relationships and paths.
///
/// # Errors
/// Where the JSON is no value of the protocol.
pub fn read(json: &Json) -> Result<Value, WireError> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(int), _) => Value::Int(int),
            (None, Some(float)) if !number.is_u64() => Value::Float(float),
            _ => return Err(WireError::Integer(number.to_string())),
        },
        Json::String(text) => value::string(text.as_str()),
        Json::Array(items) => value::list(items.iter().map(read).collect::<Result<_, _>>()?),
        Json::Object(object) => match object.iter().next() {
            Some((key, inner)) if key.starts_with('~') => read_marked(key, inner)?,
            _ => Value::Map(Arc::new(read_map(object)?)),
        },
    })
}

/// Reads an object as a map, or as parameters.
///
/// # Errors
/// Where a value is none of the protocol.
pub fn read_map(object: &serde_json::Map<String, Json>) -> Result<Map, WireError> {
    object.iter().map(|(key, inner)| Ok((key.as_str().into(), read(inner)?))).collect()
}

/// Marks of instants.
const INSTANTS: &[(&str, Kind)] = &[
    ("~date", Kind::Date),
    ("~time", Kind::Time),
    ("~localtime", Kind::LocalTime),
    ("~datetime", Kind::DateTime),
    ("~localdatetime", Kind::LocalDateTime),
];

fn read_marked(mark: &str, inner: &Json) -> Result<Value, WireError> {
    let content = |error: super::EvalError| WireError::Content(error.to_string());
    match (mark, inner) {
        ("~map", Json::Object(object)) => Ok(Value::Map(Arc::new(read_map(object)?))),
        ("~float", Json::String(text)) => match text.as_str() {
            "NaN" => Ok(Value::Float(f64::NAN)),
            "Infinity" => Ok(Value::Float(f64::INFINITY)),
            "-Infinity" => Ok(Value::Float(f64::NEG_INFINITY)),
            other => Err(WireError::Content(format!("`{other}` is no float"))),
        },
        ("~duration", Json::String(text)) => duration::parse(text).map(value::temporal).map_err(content),
        (mark, Json::String(text)) => {
            let kind = INSTANTS.iter().find(|(name, _)| *name == mark).map(|(_, kind)| *kind);
            let kind = kind.ok_or_else(|| WireError::Kind(mark.into()))?;
            construct::construct(kind, &value::string(text.as_str()), 0).map(value::temporal).map_err(content)
        }
        (mark, _) => Err(WireError::Kind(mark.into())),
    }
}

/// Writes the answer to a statement, with the milliseconds that it took.
pub fn write_rows(rows: &Rows, graph: &Graph, milliseconds: f64, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"columns\":");
    write_items(rows.columns.iter(), out, |column, out| write_text(column, out));
    out.extend_from_slice(b",\"rows\":");
    write_items(rows.rows.iter(), out, |row, out| {
        write_items(row.iter(), out, |value, out| write(value, graph, out));
    });
    out.extend_from_slice(b",\"stats\":");
    write_stats(rows, out);
    push(out, format_args!(",\"ms\":{milliseconds:.3}}}"));
}

fn write_stats(rows: &Rows, out: &mut Vec<u8>) {
    let stats = &rows.stats;
    let counts = [
        ("nodes_created", stats.nodes_created),
        ("nodes_deleted", stats.nodes_deleted),
        ("relationships_created", stats.edges_created),
        ("relationships_deleted", stats.edges_deleted),
        ("properties_set", stats.properties_set),
        ("labels_added", stats.labels_added),
        ("labels_removed", stats.labels_removed),
        ("indexes_created", stats.indexes_created),
        ("indexes_dropped", stats.indexes_dropped),
    ];
    write_entries(counts.iter().filter(|(_, count)| *count > 0), out, |(name, count), out| {
        push(out, format_args!("\"{name}\":{count}"));
    });
}

/// Writes a fault in the words of the compatibility kit.
pub fn write_error(error: &QueryError, out: &mut Vec<u8>) {
    push(
        out,
        format_args!(
            "{{\"error\":{{\"type\":\"{}\",\"phase\":\"{}\",\"detail\":\"{}\",\"message\":",
            error.kind.as_str(),
            error.phase.as_str(),
            error.detail.as_str(),
        ),
    );
    write_text(&error.message, out);
    out.extend_from_slice(b"}}");
}

/// Writes one value.
pub fn write(value: &Value, graph: &Graph, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(bool) => push(out, format_args!("{bool}")),
        Value::Int(int) => push(out, format_args!("{int}")),
        Value::Float(float) if float.is_finite() => push(out, format_args!("{float:?}")),
        Value::Float(float) => push(out, format_args!("{{\"~float\":\"{}\"}}", value::number::float_text(*float))),
        Value::String(text) => write_text(text, out),
        Value::List(items) => write_items(items.iter(), out, |item, out| write(item, graph, out)),
        Value::Map(map) => write_map(map, graph, out),
        Value::Node(node) => write_node(*node, graph, out),
        Value::Edge(edge) => write_edge(*edge, graph, out),
        Value::Path(path) => {
            out.extend_from_slice(b"{\"~path\":[");
            for (at, node) in path.nodes.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                    write_edge(path.edges[at - 1], graph, out);
                    out.push(b',');
                }
                write_node(*node, graph, out);
            }
            out.extend_from_slice(b"]}");
        }
        Value::Temporal(temporal) => {
            push(out, format_args!("{{\"{}\":", mark(temporal)));
            write_text(&print::text(temporal), out);
            out.push(b'}');
        }
    }
}

const fn mark(temporal: &Temporal) -> &'static str {
    match temporal {
        Temporal::Date { .. } => "~date",
        Temporal::LocalTime { .. } => "~localtime",
        Temporal::Time { .. } => "~time",
        Temporal::LocalDateTime { .. } => "~localdatetime",
        Temporal::DateTime { .. } => "~datetime",
        Temporal::Duration { .. } => "~duration",
    }
}

/// A map whose keys could be taken for a mark is put inside one.
fn write_map(map: &Map, graph: &Graph, out: &mut Vec<u8>) {
    let wrapped = map.keys().any(|key| key.starts_with('~'));
    if wrapped {
        out.extend_from_slice(b"{\"~map\":");
    }
    write_entries(map.iter(), out, |(key, value), out| {
        write_text(key, out);
        out.push(b':');
        write(value, graph, out);
    });
    if wrapped {
        out.push(b'}');
    }
}

fn write_node(node: NodeId, graph: &Graph, out: &mut Vec<u8>) {
    push(out, format_args!("{{\"~node\":{},\"labels\":", node.0));
    write_items(graph.labels_of(node).iter(), out, |label, out| write_text(graph.label_name(*label), out));
    out.extend_from_slice(b",\"props\":");
    write_properties(graph.node_properties(node), graph, out);
    out.push(b'}');
}

fn write_edge(edge: EdgeId, graph: &Graph, out: &mut Vec<u8>) {
    push(out, format_args!("{{\"~rel\":{},\"type\":", edge.0));
    write_text(graph.type_of(edge).map_or("", |kind| graph.rel_type_name(kind)), out);
    if let Some((start, end)) = graph.ends(edge) {
        push(out, format_args!(",\"start\":{},\"end\":{}", start.0, end.0));
    }
    out.extend_from_slice(b",\"props\":");
    write_properties(graph.edge_properties(edge), graph, out);
    out.push(b'}');
}

fn write_properties(properties: impl Iterator<Item = (KeyId, Value)>, graph: &Graph, out: &mut Vec<u8>) {
    write_entries(properties, out, |(key, value), out| {
        write_text(graph.key_name(key), out);
        out.push(b':');
        write(&value, graph, out);
    });
}

fn write_items<T>(items: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    enclosed(b"[]", items, out, write);
}

fn write_entries<T>(items: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    enclosed(b"{}", items, out, write);
}

fn enclosed<T>(brackets: &[u8; 2], items: impl Iterator<Item = T>, out: &mut Vec<u8>, write: impl Fn(T, &mut Vec<u8>)) {
    out.push(brackets[0]);
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(item, out);
    }
    out.push(brackets[1]);
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    // A vector takes every byte, so this cannot fail.
    let _ = serde_json::to_writer(&mut *out, text);
}

fn push(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // A vector takes every byte, so this cannot fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &Value, graph: &Graph) -> String {
        let mut out = Vec::new();
        write(value, graph, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn values_come_back_as_they_went() {
        let graph = Graph::new();
        let texts = [
            "null",
            "true",
            "1",
            "1.0",
            "-0.5",
            "1.8880000510018818e57",
            "{\"~float\":\"NaN\"}",
            "\"a\\\"\\\\ü\\n\"",
            "[1,[2.5]]",
            "{\"a\":{\"~map\":{\"~b\":null}}}",
            "{\"~date\":\"2031-02-09\"}",
            "{\"~datetime\":\"2031-02-09T07:48+01:00[Europe/Berlin]\"}",
            "{\"~duration\":\"P1Y2M10DT2H30M\"}",
        ];
        for text in texts {
            let value = read(&serde_json::from_str(text).unwrap()).unwrap();
            assert_eq!(written(&value, &graph), text);
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for text in ["9223372036854775808", "{\"~colour\":\"red\"}", "{\"~date\":\"today\"}", "{\"~node\":1}"] {
            assert!(read(&serde_json::from_str(text).unwrap()).is_err(), "{text}");
        }
    }

    #[test]
    fn nodes_and_relationships_show_all_they_have() {
        let mut graph = Graph::new();
        let (label, kind, key) = (graph.intern_label("A"), graph.intern_rel_type("T"), graph.intern_key("x"));
        let node = graph.create_node(&[label]);
        graph.set_node_property(node, key, Value::Int(1));
        let edge = graph.create_edge(node, node, kind);
        let expected = "{\"~node\":0,\"labels\":[\"A\"],\"props\":{\"x\":1}}";
        assert_eq!(written(&Value::Node(node), &graph), expected);
        let expected = "{\"~rel\":0,\"type\":\"T\",\"start\":0,\"end\":0,\"props\":{}}";
        assert_eq!(written(&Value::Edge(edge), &graph), expected);
    }
}
