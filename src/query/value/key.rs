//! Equivalence: what `DISTINCT` and grouping take for one value (openCypher CIP2016-06-14).
//!
//! Unlike under equality, null is equivalent to null and NaN to NaN, so that equivalence is total and can be hashed.

use std::hash::{Hash, Hasher};

use super::{number, order};
use crate::model::value::Value;

/// Whether `DISTINCT` takes the two for one.
pub fn equivalent(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Node(a), Value::Node(b)) => a == b,
        (Value::Edge(a), Value::Edge(b)) => a == b,
        (Value::Path(a), Value::Path(b)) => a == b,
        (Value::Temporal(a), Value::Temporal(b)) => a == b,
        _ => order::order(a, b).is_eq(),
    }
}

/// A value as the key of a hash table, under equivalence.
#[derive(Clone, Debug)]
pub struct Key(pub Value);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        equivalent(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.0, state);
    }
}

/// A row of values as the key of a hash table, under equivalence of each.
#[derive(Clone, Debug)]
pub struct RowKey(pub smallvec::SmallVec<[Value; 2]>);

impl PartialEq for RowKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| equivalent(a, b))
    }
}

impl Eq for RowKey {}

impl Hash for RowKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|value| hash(value, state));
    }
}

/// Feeds a value to a hasher so that equivalent values feed the same.
pub fn hash<H: Hasher>(value: &Value, state: &mut H) {
    match value {
        Value::Null => state.write_u8(0),
        Value::Bool(bool) => state.write_u8(1 + u8::from(*bool)),
        Value::Int(int) => state.write_i64(*int),
        Value::Float(float) => hash_float(*float, state),
        Value::String(text) => text.hash(state),
        Value::List(items) => {
            state.write_u8(3);
            items.iter().for_each(|item| hash(item, state));
        }
        Value::Map(map) => {
            state.write_u8(4);
            for (key, item) in map.iter() {
                key.hash(state);
                hash(item, state);
            }
        }
        Value::Node(node) => state.write_u32(node.0),
        Value::Edge(edge) => {
            state.write_u8(5);
            state.write_u32(edge.0);
        }
        Value::Path(path) => {
            path.nodes.iter().for_each(|node| state.write_u32(node.0));
            path.edges.iter().for_each(|edge| state.write_u32(edge.0));
        }
        Value::Temporal(temporal) => temporal.hash(state),
    }
}

/// A whole float feeds what the integer of its value feeds; every NaN feeds the same.
fn hash_float<H: Hasher>(float: f64, state: &mut H) {
    match number::as_integer(float) {
        Some(int) => state.write_i64(int),
        None if float.is_nan() => state.write_u64(f64::NAN.to_bits()),
        None => state.write_u64(float.to_bits()),
    }
}
