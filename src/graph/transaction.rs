//! A statement as a transaction: a log of changes that is kept until commit, and undone backwards by a rollback.

use std::collections::BTreeSet;

use crate::model::value::{EdgeId, NodeId, Value};

use super::access::Graph;
use super::index::PropertyIndex;
use super::names::{KeyId, LabelId};
use super::topology::{edge_ix, node_ix};

/// One change, with what it takes to undo it.
#[derive(Clone, Debug)]
pub(super) enum Change {
    NodeCreated(NodeId),
    EdgeCreated(EdgeId),
    NodeDeleted(NodeId),
    EdgeDeleted(EdgeId),
    /// The label and whether it was added.
    Label(NodeId, LabelId, bool),
    /// The value before.
    NodeProperty(NodeId, KeyId, Value),
    /// The value before.
    EdgeProperty(EdgeId, KeyId, Value),
    IndexCreated(LabelId, KeyId),
    IndexDropped(LabelId, KeyId, Box<PropertyIndex>),
}

/// What a statement changed, as sets of ids: the graph itself has the new state of what was created or changed.
/// Something created and deleted by the same statement is in no set; something created is not in `changed`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// New nodes.
    pub created_nodes: BTreeSet<NodeId>,
    /// New edges.
    pub created_edges: BTreeSet<EdgeId>,
    /// Nodes whose labels or properties differ.
    pub changed_nodes: BTreeSet<NodeId>,
    /// Edges whose properties differ.
    pub changed_edges: BTreeSet<EdgeId>,
    /// Nodes that are gone.
    pub deleted_nodes: BTreeSet<NodeId>,
    /// Edges that are gone.
    pub deleted_edges: BTreeSet<EdgeId>,
    /// Indexes built.
    pub created_indexes: BTreeSet<(LabelId, KeyId)>,
    /// Indexes dropped.
    pub dropped_indexes: BTreeSet<(LabelId, KeyId)>,
}

impl Delta {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn record(&mut self, change: &Change) {
        match change {
            Change::NodeCreated(id) => drop(self.created_nodes.insert(*id)),
            Change::EdgeCreated(id) => drop(self.created_edges.insert(*id)),
            Change::NodeDeleted(id) => {
                self.changed_nodes.remove(id);
                if !self.created_nodes.remove(id) {
                    self.deleted_nodes.insert(*id);
                }
            }
            Change::EdgeDeleted(id) => {
                self.changed_edges.remove(id);
                if !self.created_edges.remove(id) {
                    self.deleted_edges.insert(*id);
                }
            }
            Change::Label(id, ..) | Change::NodeProperty(id, ..) if !self.created_nodes.contains(id) => {
                self.changed_nodes.insert(*id);
            }
            Change::EdgeProperty(id, ..) if !self.created_edges.contains(id) => drop(self.changed_edges.insert(*id)),
            Change::Label(..) | Change::NodeProperty(..) | Change::EdgeProperty(..) => {}
            Change::IndexCreated(label, key) => {
                self.dropped_indexes.remove(&(*label, *key));
                self.created_indexes.insert((*label, *key));
            }
            Change::IndexDropped(label, key, _) => {
                if !self.created_indexes.remove(&(*label, *key)) {
                    self.dropped_indexes.insert((*label, *key));
                }
            }
        }
    }
}

impl Graph {
    /// What has changed since the last commit or rollback: for a store to persist before it is committed.
    pub fn delta(&self) -> Delta {
        let mut delta = Delta::default();
        self.log.iter().for_each(|change| delta.record(change));
        delta
    }

    /// Whether anything has changed since the last commit or rollback.
    pub fn is_dirty(&self) -> bool {
        !self.log.is_empty()
    }

    /// Makes the changes since the last commit final: only now ids of deleted things become free for reuse.
    pub fn commit(&mut self) {
        self.log.clear();
        let mut edges: Vec<u32> = self.topology.dead_edges.drain().collect();
        edges.sort_unstable();
        for id in edges {
            self.edge_columns.clear(id);
            self.topology.net.remove_edge(edge_ix(EdgeId(id)));
        }
        let mut nodes: Vec<u32> = self.topology.dead_nodes.drain().collect();
        nodes.sort_unstable();
        for id in nodes {
            self.node_columns.clear(id);
            self.topology.net.remove_node(node_ix(NodeId(id)));
        }
    }

    /// Undoes every change since the last commit.
    pub fn rollback(&mut self) {
        while let Some(change) = self.log.pop() {
            self.undo(change);
        }
    }

    fn undo(&mut self, change: Change) {
        self.version += 1;
        match change {
            Change::NodeCreated(id) => {
                self.unlink_node(id);
                self.node_columns.clear(id.0);
                self.topology.net.remove_node(node_ix(id));
            }
            Change::EdgeCreated(id) => {
                self.unlink_edge(id);
                self.edge_columns.clear(id.0);
                self.topology.net.remove_edge(edge_ix(id));
            }
            Change::NodeDeleted(id) => {
                self.topology.dead_nodes.remove(&id.0);
                self.link_node(id);
            }
            Change::EdgeDeleted(id) => {
                self.topology.dead_edges.remove(&id.0);
                self.link_edge(id);
            }
            Change::Label(id, label, added) => self.put_label(id, label, !added),
            Change::NodeProperty(id, key, old) => drop(self.put_node_property(id, key, old)),
            Change::EdgeProperty(id, key, old) => drop(self.edge_columns.set(key, id.0, old)),
            Change::IndexCreated(label, key) => drop(self.indexes.remove(&(label, key))),
            Change::IndexDropped(label, key, index) => drop(self.indexes.insert((label, key), *index)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every node and edge with labels, type and properties, as text.
    fn picture(graph: &Graph) -> String {
        let nodes = graph.nodes().map(|n| format!("{n:?} {:?} {:?}\n", graph.labels_of(n), graph.node_map(n)));
        let edges = graph.edges().map(|e| format!("{e:?} {:?} {:?}\n", graph.ends(e), graph.edge_map(e)));
        nodes.chain(edges).collect()
    }

    fn pair() -> (Graph, NodeId, NodeId, EdgeId) {
        let mut graph = Graph::new();
        let (label, kind, key) = (graph.intern_label("A"), graph.intern_rel_type("T"), graph.intern_key("k"));
        graph.create_index(label, key);
        let (a, b) = (graph.create_node(&[label]), graph.create_node(&[]));
        let edge = graph.create_edge(a, b, kind);
        graph.set_node_property(a, key, Value::Int(1));
        graph.set_edge_property(edge, key, Value::String("x".into()));
        graph.commit();
        (graph, a, b, edge)
    }

    #[test]
    fn a_rollback_leaves_nothing() {
        let (mut graph, a, b, edge) = pair();
        let before = picture(&graph);
        let (label, key) = (graph.label("A").unwrap(), graph.key("k").unwrap());
        let c = graph.create_node(&[label]);
        let kind = graph.rel_type("T").unwrap();
        graph.create_edge(c, b, kind);
        graph.set_node_property(a, key, Value::Int(2));
        graph.remove_label(a, label);
        graph.delete_edge(edge);
        graph.delete_node(a).unwrap();
        graph.rollback();
        assert_eq!(picture(&graph), before);
        assert_eq!(graph.index(label, key).unwrap().equal(&Value::Int(1)), Some([a.0].as_slice()));
        assert_eq!((graph.label_count(label), graph.statistics().edges_of(kind)), (1, 1));
    }

    #[test]
    fn the_delta_tells_what_a_statement_changed() {
        let (mut graph, a, b, edge) = pair();
        let key = graph.key("k").unwrap();
        let fleeting = graph.create_node(&[]);
        graph.set_node_property(b, key, Value::Int(5));
        graph.delete_node(fleeting).unwrap();
        graph.delete_edge(edge);
        graph.delete_node(a).unwrap();
        let expected = Delta {
            changed_nodes: [b].into(),
            deleted_nodes: [a].into(),
            deleted_edges: [edge].into(),
            ..Delta::default()
        };
        assert_eq!(graph.delta(), expected);
        graph.commit();
        assert!(graph.delta().is_empty());
        assert_eq!(graph.nodes().collect::<Vec<_>>(), [b]);
    }

    #[test]
    fn ids_are_not_reused_within_a_statement() {
        let (mut graph, a, ..) = pair();
        graph.detach_delete_node(a);
        assert_ne!(graph.create_node(&[]), a);
    }
}
