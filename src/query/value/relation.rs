//! Equality and comparability: what `=` and `<` say (openCypher CIP2016-06-14, "Comparability").
//!
//! Both are three-valued. Equality knows every type; comparability only values of one type, and numbers.

use std::cmp::Ordering;

use super::number;
use crate::model::temporal::Temporal;
use crate::model::value::{Map, Value};
use crate::query::temporal::instant;

/// `a = b`; `None` stands for null.
pub fn equals(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        (Value::String(a), Value::String(b)) => Some(a == b),
        (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => {
            Some(number::cmp_int_float(*a, *b) == Some(Ordering::Equal))
        }
        (Value::Float(a), Value::Float(b)) => Some(a == b),
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Node(a), Value::Node(b)) => Some(a == b),
        (Value::Edge(a), Value::Edge(b)) => Some(a == b),
        (Value::Path(a), Value::Path(b)) => Some(a == b),
        (Value::List(a), Value::List(b)) => lists_equal(a, b),
        (Value::Map(a), Value::Map(b)) => maps_equal(a, b),
        (Value::Temporal(a), Value::Temporal(b)) => Some(a == b),
        _ => Some(false),
    }
}

/// Lists are equal where all their elements are; a difference anywhere beats an unknown.
fn lists_equal(a: &[Value], b: &[Value]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    all_equal(a.iter().zip(b))
}

fn maps_equal(a: &Map, b: &Map) -> Option<bool> {
    if a.len() != b.len() || !a.keys().eq(b.keys()) {
        return Some(false);
    }
    all_equal(a.values().zip(b.values()))
}

fn all_equal<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Option<bool> {
    let mut result = Some(true);
    for (a, b) in pairs {
        match equals(a, b) {
            Some(true) => {}
            Some(false) => return Some(false),
            None => result = None,
        }
    }
    result
}

/// What `<`, `<=`, `>` and `>=` are read off from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The two have a place on one scale.
    Ordered(Ordering),
    /// Both are numbers and one is NaN: every comparison is false.
    Unordered,
    /// Types that do not compare, or a null: every comparison is null.
    Unknown,
}

/// The relation that `<` and its kin test.
pub fn compare(a: &Value, b: &Value) -> Comparison {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Comparison::Ordered(a.cmp(b)),
        (Value::Float(a), Value::Float(b)) => Comparison::of_numbers(a.partial_cmp(b)),
        (Value::Int(a), Value::Float(b)) => Comparison::of_numbers(number::cmp_int_float(*a, *b)),
        (Value::Float(a), Value::Int(b)) => {
            Comparison::of_numbers(number::cmp_int_float(*b, *a).map(Ordering::reverse))
        }
        (Value::String(a), Value::String(b)) => Comparison::Ordered(a.cmp(b)),
        (Value::Bool(a), Value::Bool(b)) => Comparison::Ordered(a.cmp(b)),
        (Value::List(a), Value::List(b)) => compare_lists(a, b),
        (Value::Temporal(a), Value::Temporal(b)) => compare_temporals(a, b),
        _ => Comparison::Unknown,
    }
}

/// Lists compare by their first elements that are not equal; where there are none, the longer is greater.
fn compare_lists(a: &[Value], b: &[Value]) -> Comparison {
    for (x, y) in a.iter().zip(b) {
        match equals(x, y) {
            Some(true) => {}
            Some(false) => return compare(x, y),
            None => return Comparison::Unknown,
        }
    }
    Comparison::Ordered(a.len().cmp(&b.len()))
}

/// Instants of one type compare; durations do not, as a month has no fixed length.
fn compare_temporals(a: &Temporal, b: &Temporal) -> Comparison {
    let duration = matches!(a, Temporal::Duration { .. });
    if duration || std::mem::discriminant(a) != std::mem::discriminant(b) {
        return Comparison::Unknown;
    }
    Comparison::Ordered(instant::order(a, b))
}

impl Comparison {
    const fn of_numbers(ordering: Option<Ordering>) -> Self {
        match ordering {
            Some(ordering) => Self::Ordered(ordering),
            None => Self::Unordered,
        }
    }

    /// Whether the comparison holds that accepts the orderings `accept` takes.
    pub fn is(self, accept: impl FnOnce(Ordering) -> bool) -> Option<bool> {
        match self {
            Self::Ordered(ordering) => Some(accept(ordering)),
            Self::Unordered => Some(false),
            Self::Unknown => None,
        }
    }
}

/// `needle IN list`: true beats null beats false.
pub fn contains(list: &[Value], needle: &Value) -> Option<bool> {
    let mut result = Some(false);
    for item in list {
        match equals(needle, item) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => result = None,
        }
    }
    result
}
