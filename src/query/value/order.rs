//! Orderability: the one order of all values that `ORDER BY`, `min` and `max` use (openCypher CIP2016-06-14).
//!
//! Ascending: maps, nodes, relationships, lists, paths, zoned date-times, local date-times, dates, zoned times, local
//! times, durations, strings, booleans, numbers, NaN, null. Values that are equivalent, and only those, tie.

use std::cmp::Ordering;

use super::number;
use crate::model::temporal::Temporal;
use crate::model::value::{Map, Path, Value};
use crate::query::temporal::instant;

/// Where `a` stands against `b` in ascending order.
pub fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => order_floats(*a, *b),
        (Value::Int(a), Value::Float(b)) => number::cmp_int_float(*a, *b).unwrap_or(Ordering::Less),
        (Value::Float(a), Value::Int(b)) => number::cmp_int_float(*b, *a).map_or(Ordering::Greater, Ordering::reverse),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Node(a), Value::Node(b)) => a.cmp(b),
        (Value::Edge(a), Value::Edge(b)) => a.cmp(b),
        (Value::Path(a), Value::Path(b)) => order_paths(a, b),
        (Value::List(a), Value::List(b)) => order_rows(a, b),
        (Value::Map(a), Value::Map(b)) => order_maps(a, b),
        (Value::Temporal(a), Value::Temporal(b)) => rank_of(a).cmp(&rank_of(b)).then_with(|| instant::order(a, b)),
        _ => rank(a).cmp(&rank(b)),
    }
}

/// Where a list of values stands against another: by the first difference, then by length.
pub fn order_rows(a: &[Value], b: &[Value]) -> Ordering {
    let differing = a.iter().zip(b).map(|(x, y)| order(x, y)).find(|o| o.is_ne());
    differing.unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// Place of a type in the order of types.
const fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Edge(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::Temporal(_) => 5,
        Value::String(_) => 6,
        Value::Bool(_) => 7,
        Value::Int(_) | Value::Float(_) => 8,
        Value::Null => 9,
    }
}

/// Place of a temporal type among the temporal types.
const fn rank_of(temporal: &Temporal) -> u8 {
    match temporal {
        Temporal::DateTime { .. } => 0,
        Temporal::LocalDateTime { .. } => 1,
        Temporal::Date { .. } => 2,
        Temporal::Time { .. } => 3,
        Temporal::LocalTime { .. } => 4,
        Temporal::Duration { .. } => 5,
    }
}

/// NaN stands behind all numbers and ties with itself; the two zeros tie.
fn order_floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b).unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// Paths order by node, relationship, node, … as they are walked.
fn order_paths(a: &Path, b: &Path) -> Ordering {
    let steps = |path: &Path| {
        let edges = path.edges.iter().map(|e| Some(e.0)).chain([None]).collect::<Vec<_>>();
        path.nodes.iter().map(|n| n.0).zip(edges).collect::<Vec<_>>()
    };
    steps(a).cmp(&steps(b))
}

/// Maps order by size, then by their keys, then by their values.
fn order_maps(a: &Map, b: &Map) -> Ordering {
    let values = || a.values().zip(b.values()).map(|(x, y)| order(x, y)).find(|o| o.is_ne());
    a.len().cmp(&b.len()).then_with(|| a.keys().cmp(b.keys())).then_with(|| values().unwrap_or(Ordering::Equal))
}
