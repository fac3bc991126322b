//! Putting a named path together.

use std::sync::Arc;

use crate::graph::Graph;
use crate::model::value::{EdgeId, NodeId, Path, Value};
use crate::query::plan::op::BuildPath as Plan;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::walk::other_end;

/// Puts a named path together.
pub(super) struct BuildPath<'g>(&'g Plan);

impl<'g> BuildPath<'g> {
    pub fn new(plan: &'g Plan) -> Self {
        Self(plan)
    }

    fn path(&self, graph: &Graph, row: &[Value]) -> Option<Path> {
        let Value::Node(start) = row[self.0.start.index()] else { return None };
        let mut edges = Vec::new();
        self.0.edges.iter().try_for_each(|slot| gather(&row[slot.index()], &mut edges))?;
        walk(graph, start, edges)
    }
}

/// The path from `start` over `edges`.
pub(super) fn walk(graph: &Graph, start: NodeId, edges: Vec<EdgeId>) -> Option<Path> {
    let mut nodes = vec![start];
    let mut node = start;
    for edge in &edges {
        node = other_end(graph, *edge, node)?;
        nodes.push(node);
    }
    Some(Path { nodes, edges })
}

fn gather(value: &Value, edges: &mut Vec<EdgeId>) -> Option<()> {
    match value {
        Value::Edge(edge) => edges.push(*edge),
        Value::List(items) => items.iter().try_for_each(|item| gather(item, edges))?,
        _ => return None,
    }
    Some(())
}

impl<'g> Operator<'g> for BuildPath<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Some(path) = self.path(next.run.graph, row) else { return GO_ON };
        row[self.0.slot.index()] = Value::Path(Arc::new(path));
        next.push(row, weight)
    }
}
