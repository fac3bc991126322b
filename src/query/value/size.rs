//! How much memory values take, about.

use std::sync::Arc;

use crate::model::value::Value;

/// Bytes of a key and the links of a map entry.
const ENTRY: usize = 48;

/// The bytes of a value: its own, and those behind it unless others hold them too (a text of the graph, a list in
/// another variable).
pub fn bytes(value: &Value) -> usize {
    let behind = match value {
        Value::String(text) if is_own(text) => text.len(),
        Value::List(items) if is_own(items) => items.len() * size_of::<Value>(),
        Value::Map(map) if is_own(map) => map.len() * (size_of::<Value>() + ENTRY),
        Value::Path(path) => (path.nodes.len() + path.edges.len()) * size_of::<u32>(),
        _ => 0,
    };
    size_of::<Value>() + behind
}

/// The row that a value stands in may be the second holder.
fn is_own<T: ?Sized>(held: &Arc<T>) -> bool {
    Arc::strong_count(held) <= 2
}

/// The bytes of several values.
pub fn bytes_of(values: &[Value]) -> usize {
    values.iter().map(bytes).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::value::list;

    #[test]
    fn what_others_hold_too_is_not_counted() {
        let one = list(vec![Value::Int(1); 10]);
        assert_eq!(bytes(&one), 11 * size_of::<Value>());
        let (_second, _third) = (one.clone(), one.clone());
        assert_eq!(bytes(&one), size_of::<Value>());
    }
}
