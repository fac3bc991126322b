//! Values as a reader of the query language would write them: `(:Company {name: 'OpenAI'})`.

use std::fmt::Write;

use super::Lookup;
use crate::model::value::{Map, Path, Value};
use crate::query::temporal::print;

/// The value on its own: strings bare, `null` empty; everything inside lists and maps as in [`literal`].
pub fn bare(value: &Value, graph: &dyn Lookup) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Null => String::new(),
        other => literal(other, graph),
    }
}

/// The value as a literal of the query language; nodes, relationships and paths in the arrow notation.
pub fn literal(value: &Value, graph: &dyn Lookup) -> String {
    let mut text = String::new();
    push(value, graph, &mut text);
    text
}

fn push(value: &Value, graph: &dyn Lookup, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Float(number) => out.push_str(&float(*number)),
        Value::String(text) => quoted(text, out),
        Value::List(items) => list(items, graph, out),
        Value::Map(map) => pairs(map, graph, out),
        Value::Node(_) | Value::Edge(_) => entity(value, graph, out),
        Value::Path(path) => walk(path, graph, out),
        Value::Temporal(moment) => out.push_str(&print::text(moment)),
    }
}

/// `1.0`, `1.5e30`, `NaN`, `Infinity`.
pub fn float(number: f64) -> String {
    match number {
        n if n.is_nan() => "NaN".to_owned(),
        n if n.is_infinite() => if n > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
        n => format!("{n:?}"),
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('\'');
}

fn list(items: &[Value], graph: &dyn Lookup, out: &mut String) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        push(item, graph, out);
    }
    out.push(']');
}

fn pairs(map: &Map, graph: &dyn Lookup, out: &mut String) {
    out.push('{');
    for (i, (key, value)) in map.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        name(key, out);
        out.push_str(": ");
        push(value, graph, out);
    }
    out.push('}');
}

/// A name, in backquotes where it must be.
fn name(text: &str, out: &mut String) {
    let plain = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain && text.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return out.push_str(text);
    }
    let _ = write!(out, "`{}`", text.replace('`', "``"));
}

fn entity(value: &Value, graph: &dyn Lookup, out: &mut String) {
    match value {
        Value::Node(id) => {
            let node = graph.node(*id);
            out.push('(');
            for label in &node.labels {
                out.push(':');
                name(label, out);
            }
            properties(&node.properties, !node.labels.is_empty(), graph, out);
            out.push(')');
        }
        Value::Edge(id) => {
            let edge = graph.edge(*id);
            out.push_str("[:");
            name(&edge.kind, out);
            properties(&edge.properties, true, graph, out);
            out.push(']');
        }
        _ => {}
    }
}

fn properties(map: &Map, spaced: bool, graph: &dyn Lookup, out: &mut String) {
    if !map.is_empty() {
        out.push_str(if spaced { " " } else { "" });
        pairs(map, graph, out);
    }
}

/// `(OpenAI)-[:SUPPLIES]->(Nvidia)<-[…]-(…)`, with captions only: a path of full nodes cannot be read.
fn walk(path: &Path, graph: &dyn Lookup, out: &mut String) {
    let caption = |id| graph.node(id).caption();
    for (i, id) in path.nodes.iter().enumerate() {
        let _ = write!(out, "({})", caption(*id));
        if let Some(edge) = path.edges.get(i).map(|e| graph.edge(*e)) {
            let along = edge.start == id.0;
            let (left, right) = if along { ("-[:", "]->") } else { ("<-[:", "]-") };
            let _ = write!(out, "{left}{}{right}", edge.kind);
        }
    }
}
