//! Writing. Every change is logged, so that a rollback can undo it, and keeps what is derived exact.

use thiserror::Error;

use crate::model::value::{EdgeId, NodeId, Value};

use super::access::Graph;
use super::adjacency::Direction;
use super::names::{KeyId, LabelId, RelTypeId};
use super::topology::node_ix;
use super::transaction::Change;

/// Why a write was refused.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum WriteError {
    /// The node still has edges.
    #[error("node {} still has relationships", .0.0)]
    Connected(NodeId),
}

impl Graph {
    /// Adds a node with these labels and no properties.
    pub fn create_node(&mut self, labels: &[LabelId]) -> NodeId {
        let node = self.add_node(labels);
        self.log.push(Change::NodeCreated(node));
        node
    }

    /// Adds an edge between two nodes that must be there.
    pub fn create_edge(&mut self, source: NodeId, target: NodeId, kind: RelTypeId) -> EdgeId {
        let edge = self.add_edge(source, target, kind);
        self.log.push(Change::EdgeCreated(edge));
        edge
    }

    /// Sets a property of a node; null removes it. Nothing happens to a node that is not there.
    pub fn set_node_property(&mut self, node: NodeId, key: KeyId, value: Value) {
        if self.has_node(node) {
            let old = self.put_node_property(node, key, value);
            self.log.push(Change::NodeProperty(node, key, old));
        }
    }

    /// Sets a property of an edge; null removes it. Nothing happens to an edge that is not there.
    pub fn set_edge_property(&mut self, edge: EdgeId, key: KeyId, value: Value) {
        if self.has_edge(edge) {
            self.version += 1;
            let old = self.edge_columns.set(key, edge.0, value);
            self.log.push(Change::EdgeProperty(edge, key, old));
        }
    }

    /// Adds a label to a node; tells whether it is new there.
    pub fn add_label(&mut self, node: NodeId, label: LabelId) -> bool {
        self.change_label(node, label, true)
    }

    /// Takes a label from a node; tells whether it was there.
    pub fn remove_label(&mut self, node: NodeId, label: LabelId) -> bool {
        self.change_label(node, label, false)
    }

    fn change_label(&mut self, node: NodeId, label: LabelId, present: bool) -> bool {
        let changes = self.has_node(node) && self.has_label(node, label) != present;
        if changes {
            self.put_label(node, label, present);
            self.log.push(Change::Label(node, label, present));
        }
        changes
    }

    /// Deletes a node without edges; one that is not there is deleted already.
    ///
    /// # Errors
    /// [`WriteError::Connected`] if it still has edges.
    pub fn delete_node(&mut self, node: NodeId) -> Result<(), WriteError> {
        if !self.has_node(node) {
            return Ok(());
        }
        if [Direction::Out, Direction::In].into_iter().any(|way| self.incident(node, way).next().is_some()) {
            return Err(WriteError::Connected(node));
        }
        self.unlink_node(node);
        self.topology.dead_nodes.insert(node.0);
        self.log.push(Change::NodeDeleted(node));
        Ok(())
    }

    /// Deletes a node and all its edges.
    pub fn detach_delete_node(&mut self, node: NodeId) {
        for direction in [Direction::Out, Direction::In] {
            let edges: Vec<_> = self.incident(node, direction).map(|(_, edge, _)| edge).collect();
            edges.into_iter().for_each(|edge| self.delete_edge(edge));
        }
        let done = self.delete_node(node);
        debug_assert!(done.is_ok(), "its edges are gone");
    }

    /// Deletes an edge; one that is not there is deleted already.
    pub fn delete_edge(&mut self, edge: EdgeId) {
        if self.has_edge(edge) {
            self.unlink_edge(edge);
            self.topology.dead_edges.insert(edge.0);
            self.log.push(Change::EdgeDeleted(edge));
        }
    }

    /// Adds a node without logging it.
    pub(super) fn add_node(&mut self, labels: &[LabelId]) -> NodeId {
        let set = self.label_sets.intern(labels);
        let node = NodeId(self.topology.net.add_node(set).index() as u32);
        self.link_node(node);
        node
    }

    /// Adds an edge without logging it.
    pub(super) fn add_edge(&mut self, source: NodeId, target: NodeId, kind: RelTypeId) -> EdgeId {
        let index = self.topology.net.add_edge(node_ix(source), node_ix(target), kind.0);
        let edge = EdgeId(index.index() as u32);
        self.link_edge(edge);
        edge
    }

    /// Enters a node of the net into label membership and indexes.
    pub(super) fn link_node(&mut self, node: NodeId) {
        self.version += 1;
        for label in self.labels_of(node).to_vec() {
            self.members[label.0 as usize].insert(node.0);
            self.index_label(node, label, true);
        }
    }

    /// Takes a node of the net out of label membership and indexes.
    pub(super) fn unlink_node(&mut self, node: NodeId) {
        self.version += 1;
        for label in self.labels_of(node).to_vec() {
            self.index_label(node, label, false);
            self.members[label.0 as usize].remove(node.0);
        }
    }

    /// Enters an edge of the net into the statistics.
    pub(super) fn link_edge(&mut self, edge: EdgeId) {
        self.count_edge(edge, true);
    }

    /// Takes an edge of the net out of the statistics.
    pub(super) fn unlink_edge(&mut self, edge: EdgeId) {
        self.count_edge(edge, false);
    }

    fn count_edge(&mut self, edge: EdgeId, added: bool) {
        let (Some(kind), Some((source, target))) = (self.type_of(edge), self.ends(edge)) else { return };
        self.version += 1;
        self.adjacencies.drop_type(kind);
        let labels = |node| self.topology.net.node_weight(node_ix(node)).map_or(0, |set| *set);
        let (out, into) = (self.label_sets.labels(labels(source)), self.label_sets.labels(labels(target)));
        if added {
            self.statistics.edge_added(kind, out, into);
        } else {
            self.statistics.edge_removed(kind, out, into);
        }
    }

    pub(super) fn put_node_property(&mut self, node: NodeId, key: KeyId, value: Value) -> Value {
        self.version += 1;
        let new = if self.indexes.is_empty() { Value::Null } else { value.clone() };
        let old = self.node_columns.set(key, node.0, value);
        self.index_property(node, key, (&old, &new));
        old
    }

    /// Adds or takes a label, with membership, statistics and indexes.
    pub(super) fn put_label(&mut self, node: NodeId, label: LabelId, present: bool) {
        self.version += 1;
        let Some(&set) = self.topology.net.node_weight(node_ix(node)) else { return };
        let set = if present { self.label_sets.with(set, label) } else { self.label_sets.without(set, label) };
        if !present {
            self.index_label(node, label, false);
        }
        self.topology.net[node_ix(node)] = set;
        let members = &mut self.members[label.0 as usize];
        if present {
            members.insert(node.0)
        } else {
            members.remove(node.0)
        };
        if present {
            self.index_label(node, label, true);
        }
        self.count_label(node, label, present);
    }

    fn count_label(&mut self, node: NodeId, label: LabelId, present: bool) {
        for direction in [Direction::Out, Direction::In] {
            for (kind, _, _) in self.topology.incident(node, direction) {
                if present {
                    self.statistics.end_added(kind, direction, &[label]);
                } else {
                    self.statistics.end_removed(kind, direction, &[label]);
                }
            }
        }
    }
}
