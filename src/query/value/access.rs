//! Reading parts of lists and maps: `list[1]`, `list[1..3]`, `map.key`, `map['key']`.

use std::sync::Arc;

use super::fault::{Fault, Result};
use super::kind;
use crate::model::value::Value;
use crate::query::temporal::fields;

/// `container[index]` for lists and maps; a missing element is null. Nodes and relationships are read by the graph.
///
/// # Errors
/// Where the container has no elements, or the index is not of the type it is read by.
pub fn index(container: &Value, index: &Value) -> Result<Value> {
    match (container, index) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::List(_) | Value::Map(_), Value::Null) => Ok(Value::Null),
        (Value::List(items), Value::Int(at)) => Ok(at_position(items, *at).cloned().unwrap_or_default()),
        (Value::List(_), other) => Err(Fault::ListIndex { found: kind::name(other) }.into()),
        (Value::Map(map), Value::String(key)) => Ok(map.get(key).cloned().unwrap_or_default()),
        (Value::Map(_), other) => Err(Fault::MapKey { found: kind::name(other) }.into()),
        (Value::Temporal(_), Value::String(key)) => property(container, key),
        (other, _) => Err(Fault::Container { found: kind::name(other) }.into()),
    }
}

/// The element at a position that counts from the end where it is negative.
fn at_position(items: &[Value], at: i64) -> Option<&Value> {
    let at = if at < 0 { at.checked_add(items.len() as i64)? } else { at };
    items.get(usize::try_from(at).ok()?)
}

/// `list[from..to]`; an open end is `None`. Positions count from the end where negative and are clipped to the list.
///
/// # Errors
/// Where the container is no list or a position no integer.
pub fn slice(container: &Value, from: Option<&Value>, to: Option<&Value>) -> Result<Value> {
    let items = match container {
        Value::List(items) => items,
        Value::Null => return Ok(Value::Null),
        other => return Err(Fault::Container { found: kind::name(other) }.into()),
    };
    let (Some(from), Some(to)) = (bound(from, 0, items.len())?, bound(to, items.len(), items.len())?) else {
        return Ok(Value::Null);
    };
    Ok(Value::List(Arc::new(items.get(from..to).unwrap_or_default().to_vec())))
}

/// A position clipped to the list; `None` where it is null.
fn bound(position: Option<&Value>, default: usize, len: usize) -> Result<Option<usize>> {
    match position {
        None => Ok(Some(default)),
        Some(Value::Null) => Ok(None),
        Some(Value::Int(at)) if *at < 0 => Ok(Some(len.saturating_sub(at.unsigned_abs() as usize))),
        Some(Value::Int(at)) => Ok(Some((*at as usize).min(len))),
        Some(other) => Err(Fault::ListIndex { found: kind::name(other) }.into()),
    }
}

/// `value.key` for maps and temporals; a missing key is null. Nodes and relationships are read by the graph.
///
/// # Errors
/// Where the value has no properties, or the temporal not this one.
pub fn property(value: &Value, key: &str) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Map(map) => Ok(map.get(key).cloned().unwrap_or_default()),
        Value::Temporal(temporal) => fields::field(temporal, key),
        other => Err(Fault::Container { found: kind::name(other) }.into()),
    }
}
