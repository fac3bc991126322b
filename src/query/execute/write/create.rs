//! `CREATE`, and the creating half of `MERGE`.

use std::sync::Arc;

use crate::graph::{KeyId, LabelId, RelTypeId};
use crate::model::span::Span;
use crate::model::value::{NodeId, Path, Value};
use crate::query::bound::Slot;
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::writing::{self, Properties};

use super::property::Entity;
use super::{Writer, Written};

/// `CREATE` made ready to run.
pub(super) struct Create<'p> {
    items: Vec<Item<'p>>,
    paths: &'p [(Slot, Vec<Slot>, Vec<Slot>)],
}

enum Item<'p> {
    Node { slot: Slot, labels: &'p [LabelId], properties: Values },
    Edge { slot: Slot, ends: (Slot, Slot), kind: RelTypeId, properties: Values, at: Span },
}

enum Values {
    Listed(Vec<(KeyId, CompiledExpr)>),
    Map(CompiledExpr),
}

impl<'p> Create<'p> {
    pub fn ready(writer: &Writer<'_, '_>, plan: &'p writing::Create) -> Self {
        let items = plan.items.iter().map(|item| match item {
            writing::CreateItem::Node { slot, labels, properties } => {
                Item::Node { slot: *slot, labels, properties: Values::ready(writer, properties) }
            }
            writing::CreateItem::Edge { slot, ends, kind, properties, at } => {
                let properties = Values::ready(writer, properties);
                Item::Edge { slot: *slot, ends: *ends, kind: *kind, properties, at: *at }
            }
        });
        Self { items: items.collect(), paths: &plan.paths }
    }

    pub fn apply(&self, writer: &mut Writer<'_, '_>, row: &mut [Value]) -> Written {
        for item in &self.items {
            match item {
                Item::Node { slot, labels, properties } => {
                    let node = writer.graph.create_node(labels);
                    writer.stats.nodes_created += 1;
                    writer.stats.labels_added += labels.len();
                    properties.set(writer, Entity::Node(node), row)?;
                    row[slot.index()] = Value::Node(node);
                }
                Item::Edge { slot, ends, kind, properties, at } => {
                    let (from, to) = (end(writer, row, ends.0, *at)?, end(writer, row, ends.1, *at)?);
                    let edge = writer.graph.create_edge(from, to, *kind);
                    writer.stats.edges_created += 1;
                    properties.set(writer, Entity::Edge(edge), row)?;
                    row[slot.index()] = Value::Edge(edge);
                }
            }
        }
        for (slot, nodes, edges) in self.paths {
            row[slot.index()] = path(row, nodes, edges);
        }
        Ok(())
    }
}

/// The node that a new relationship hangs on.
fn end(writer: &Writer<'_, '_>, row: &[Value], slot: Slot, at: Span) -> Written<NodeId> {
    match row[slot.index()] {
        Value::Node(node) if writer.graph.has_node(node) => Ok(node),
        Value::Node(_) => {
            let message = "a relationship cannot hang on a node that was deleted";
            Err(EvalError::new(ErrorType::EntityNotFound, Detail::DeletedEntityAccess, message).at(at))
        }
        _ => {
            let message = "a relationship needs a node at each end, and one of them is null";
            Err(EvalError::new(ErrorType::SemanticError, Detail::InvalidArgumentValue, message).at(at))
        }
    }
}

fn path(row: &[Value], nodes: &[Slot], edges: &[Slot]) -> Value {
    let node = |slot: &Slot| if let Value::Node(node) = row[slot.index()] { Some(node) } else { None };
    let edge = |slot: &Slot| if let Value::Edge(edge) = row[slot.index()] { Some(edge) } else { None };
    let (nodes, edges): (Option<Vec<_>>, Option<Vec<_>>) =
        (nodes.iter().map(node).collect(), edges.iter().map(edge).collect());
    match (nodes, edges) {
        (Some(nodes), Some(edges)) => Value::Path(Arc::new(Path { nodes, edges })),
        _ => Value::Null,
    }
}

impl Values {
    fn ready(writer: &Writer<'_, '_>, properties: &Properties) -> Self {
        match properties {
            Properties::Listed(entries) => {
                Self::Listed(entries.iter().map(|(key, value)| (*key, writer.compile(value))).collect())
            }
            Properties::Map(map) => Self::Map(writer.compile(map)),
        }
    }

    fn set(&self, writer: &mut Writer<'_, '_>, entity: Entity, row: &mut [Value]) -> Written {
        match self {
            Self::Listed(entries) => {
                for (key, expr) in entries {
                    let value = writer.value(expr, row)?;
                    writer.set_property(entity, *key, value).map_err(|error| error.at(expr.at()))?;
                }
                Ok(())
            }
            Self::Map(expr) => match writer.value(expr, row)? {
                Value::Map(map) => writer.set_map(entity, &map, true).map_err(|error| error.at(expr.at())),
                Value::Null => Ok(()),
                _ => {
                    let message = "properties are a map";
                    Err(EvalError::new(ErrorType::TypeError, Detail::InvalidArgumentType, message).at(expr.at()))
                }
            },
        }
    }
}
