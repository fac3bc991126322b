//! `DELETE` and `DETACH DELETE`: relationships first, then nodes, whatever the order of rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::span::Span;
use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;

use super::super::buffer::Buffer;
use super::{Writer, Written};

/// Deletes what the targets are for all rows.
pub(super) fn apply(
    writer: &mut Writer<'_, '_>,
    (detach, targets): (bool, &[Scalar]),
    rows: &Buffer,
    row: &mut [Value],
) -> Written {
    let targets: Vec<CompiledExpr> = targets.iter().map(|target| writer.compile(target)).collect();
    let mut doomed = Doomed::default();
    for at in 0..rows.len() {
        rows.load(at, row);
        for target in &targets {
            doomed.add(&writer.value(target, row)?, target.at())?;
        }
    }
    doomed.delete(writer, detach)
}

/// Deletes what the targets are for one row.
pub(super) fn apply_row(
    writer: &mut Writer<'_, '_>,
    (detach, targets): (bool, &[CompiledExpr]),
    row: &mut [Value],
) -> Written {
    let mut doomed = Doomed::default();
    for target in targets {
        doomed.add(&writer.value(target, row)?, target.at())?;
    }
    doomed.delete(writer, detach)
}

/// What is to be deleted.
#[derive(Default)]
struct Doomed {
    /// Each with where it was first named.
    nodes: BTreeMap<NodeId, Span>,
    edges: BTreeSet<EdgeId>,
}

impl Doomed {
    fn add(&mut self, value: &Value, at: Span) -> Written {
        match value {
            Value::Null => {}
            Value::Node(node) => {
                self.nodes.entry(*node).or_insert(at);
            }
            Value::Edge(edge) => drop(self.edges.insert(*edge)),
            Value::Path(path) => {
                for node in &path.nodes {
                    self.nodes.entry(*node).or_insert(at);
                }
                self.edges.extend(&path.edges);
            }
            _ => {
                let message = "only nodes, relationships and paths can be deleted";
                return Err(EvalError::new(ErrorType::TypeError, Detail::InvalidArgumentType, message).at(at));
            }
        }
        Ok(())
    }

    fn delete(self, writer: &mut Writer<'_, '_>, detach: bool) -> Written {
        let (nodes, edges) = (writer.graph.node_count(), writer.graph.edge_count());
        self.edges.into_iter().for_each(|edge| writer.graph.delete_edge(edge));
        for (node, at) in self.nodes {
            if detach {
                writer.graph.detach_delete_node(node);
            } else {
                writer.graph.delete_node(node).map_err(|error| {
                    let message = format!("{error}; DETACH DELETE deletes them, too");
                    EvalError::new(ErrorType::ConstraintVerificationFailed, Detail::DeleteConnectedNode, message).at(at)
                })?;
            }
        }
        writer.stats.nodes_deleted += nodes - writer.graph.node_count();
        writer.stats.edges_deleted += edges - writer.graph.edge_count();
        Ok(())
    }
}
