//! Properties: what they may hold, and writing them.

use crate::graph::KeyId;
use crate::model::value::{EdgeId, Map, NodeId, Value};
use crate::query::error::{Detail, ErrorType, EvalError};

use super::{Writer, Written};

/// A node or relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entity {
    Node(NodeId),
    Edge(EdgeId),
}

impl Entity {
    /// The entity that a value is; null is none.
    pub fn of(value: &Value) -> Written<Option<Self>> {
        match value {
            Value::Node(node) => Ok(Some(Self::Node(*node))),
            Value::Edge(edge) => Ok(Some(Self::Edge(*edge))),
            Value::Null => Ok(None),
            _ => Err(EvalError::new(
                ErrorType::TypeError,
                Detail::InvalidArgumentType,
                "only nodes and relationships have properties that can be set",
            )),
        }
    }
}

/// Refuses what a property cannot hold: maps, nodes, relationships, paths, and lists of them.
pub(super) fn check(value: &Value) -> Written {
    let fits = match value {
        Value::List(items) => items.iter().all(|item| !matches!(item, Value::List(_)) && is_plain(item)),
        other => is_plain(other),
    };
    if fits {
        return Ok(());
    }
    Err(EvalError::new(
        ErrorType::TypeError,
        Detail::InvalidPropertyType,
        "a property holds a truth value, number, string, temporal value or a list of these",
    ))
}

const fn is_plain(value: &Value) -> bool {
    !matches!(value, Value::Map(_) | Value::Node(_) | Value::Edge(_) | Value::Path(_) | Value::List(_))
}

impl Writer<'_, '_> {
    /// Sets a property; null removes it.
    pub(super) fn set_property(&mut self, entity: Entity, key: KeyId, value: Value) -> Written {
        check(&value)?;
        let before = match entity {
            Entity::Node(node) => self.graph.node_property(node, key),
            Entity::Edge(edge) => self.graph.edge_property(edge, key),
        };
        if matches!((&before, &value), (Value::Null, Value::Null)) {
            return Ok(());
        }
        self.stats.properties_set += 1;
        match entity {
            Entity::Node(node) => self.graph.set_node_property(node, key, value),
            Entity::Edge(edge) => self.graph.set_edge_property(edge, key, value),
        }
        Ok(())
    }

    /// Sets the properties of a map; without `merge` all others are removed.
    pub(super) fn set_map(&mut self, entity: Entity, map: &Map, merge: bool) -> Written {
        if !merge {
            let present: Vec<KeyId> = match entity {
                Entity::Node(node) => self.graph.node_properties(node).map(|(key, _)| key).collect(),
                Entity::Edge(edge) => self.graph.edge_properties(edge).map(|(key, _)| key).collect(),
            };
            for key in present {
                if !map.contains_key(self.graph.key_name(key)) {
                    self.set_property(entity, key, Value::Null)?;
                }
            }
        }
        for (name, value) in map {
            let key = self.graph.intern_key(name);
            self.set_property(entity, key, value.clone())?;
        }
        Ok(())
    }
}
