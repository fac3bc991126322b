//! What all operators that walk relationships share.

use crate::graph::Graph;
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::bound::Slot;

/// Whether a slot holds `edge`, by itself or in a list.
fn holds(value: &Value, edge: EdgeId) -> bool {
    match value {
        Value::Edge(other) => *other == edge,
        Value::List(items) => items.iter().any(|item| matches!(item, Value::Edge(other) if *other == edge)),
        _ => false,
    }
}

/// Whether one of the slots holds `edge`.
#[inline]
pub(super) fn is_walked(row: &[Value], slots: &[Slot], edge: EdgeId) -> bool {
    slots.iter().any(|slot| holds(&row[slot.index()], edge))
}

/// Puts a node into a slot, which mostly holds the one before it: that needs no drop.
#[inline]
pub(super) fn put_node(row: &mut [Value], slot: usize, node: NodeId) {
    match &mut row[slot] {
        Value::Node(old) => *old = node,
        other => *other = Value::Node(node),
    }
}

/// The same for a relationship.
#[inline]
pub(super) fn put_edge(row: &mut [Value], slot: usize, edge: EdgeId) {
    match &mut row[slot] {
        Value::Edge(old) => *old = edge,
        other => *other = Value::Edge(edge),
    }
}

/// The end of `edge` that is not `node` (or `node` itself, for a loop).
pub(super) fn other_end(graph: &Graph, edge: EdgeId, node: NodeId) -> Option<NodeId> {
    let (source, target) = graph.ends(edge)?;
    if source == node { Some(target) } else { (target == node).then_some(source) }
}

/// A list of edges as a value.
pub(super) fn edge_list(edges: impl Iterator<Item = EdgeId>) -> Value {
    Value::List(std::sync::Arc::new(edges.map(Value::Edge).collect()))
}
