//! Rebuilding a graph with the ids it had: for a store that kept them. Nothing here is logged.

use thiserror::Error;

use crate::model::value::{EdgeId, NodeId, Value};

use super::access::Graph;
use super::column::Column;
use super::topology::{edge_ix, node_ix};

/// Why a stored graph cannot be rebuilt.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum RestoreError {
    /// Nodes (or edges) must come by rising id.
    #[error("id {0} comes out of order")]
    OutOfOrder(u32),
    /// An edge names a node that is not there.
    #[error("edge {edge} hangs on node {node}, which is not there")]
    MissingNode {
        /// The edge.
        edge: u32,
        /// The node.
        node: u32,
    },
    /// An id is far above the number of things stored.
    #[error("id {0} is too large")]
    TooLarge(u32),
}

/// The largest run of unused ids that is bridged.
const MAX_GAP: u32 = 1 << 26;

/// Rebuilds a graph: all nodes by rising id, then all edges by rising id, then [`Restore::finish`].
pub struct Restore {
    graph: Graph,
    unused_nodes: Vec<u32>,
    unused_edges: Vec<u32>,
    next_node: u32,
    next_edge: u32,
}

impl Default for Restore {
    fn default() -> Self {
        Self { graph: Graph::new(), unused_nodes: Vec::new(), unused_edges: Vec::new(), next_node: 0, next_edge: 0 }
    }
}

impl Graph {
    /// Starts rebuilding a stored graph.
    pub fn restore() -> Restore {
        Restore::default()
    }
}

impl Restore {
    /// Adds a node under the id it had.
    ///
    /// # Errors
    /// If the id is not above the last one, or far beyond it.
    pub fn node<'a>(
        &mut self,
        id: NodeId,
        labels: impl IntoIterator<Item = &'a str>,
        properties: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Result<(), RestoreError> {
        check_order(id.0, self.next_node)?;
        for unused in self.next_node..id.0 {
            self.graph.topology.net.add_node(0);
            self.unused_nodes.push(unused);
        }
        let labels: Vec<_> = labels.into_iter().map(|name| self.graph.intern_label(name)).collect();
        self.graph.add_node(&labels);
        for (key, value) in properties {
            let key = self.graph.intern_key(key);
            self.graph.node_columns.set(key, id.0, value);
        }
        self.next_node = id.0 + 1;
        Ok(())
    }

    /// Adds an edge under the id it had.
    ///
    /// # Errors
    /// If the id is not above the last one or far beyond it, or an end is missing.
    pub fn edge<'a>(
        &mut self,
        id: EdgeId,
        (source, target): (NodeId, NodeId),
        kind: &str,
        properties: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Result<(), RestoreError> {
        check_order(id.0, self.next_edge)?;
        for end in [source, target] {
            let known = end.0 < self.next_node && self.unused_nodes.binary_search(&end.0).is_err();
            if !known {
                return Err(RestoreError::MissingNode { edge: id.0, node: end.0 });
            }
        }
        for unused in self.next_edge..id.0 {
            self.graph.topology.net.add_edge(node_ix(source), node_ix(target), u32::MAX);
            self.unused_edges.push(unused);
        }
        let kind = self.graph.intern_rel_type(kind);
        self.graph.add_edge(source, target, kind);
        for (key, value) in properties {
            let key = self.graph.intern_key(key);
            self.graph.edge_columns.set(key, id.0, value);
        }
        self.next_edge = id.0 + 1;
        Ok(())
    }

    /// Puts all values of one property of nodes in place at once.
    pub fn node_column(&mut self, key: &str, column: Column) {
        let key = self.graph.intern_key(key);
        self.graph.node_columns.install(key, column);
    }

    /// Puts all values of one property of edges in place at once.
    pub fn edge_column(&mut self, key: &str, column: Column) {
        let key = self.graph.intern_key(key);
        self.graph.edge_columns.install(key, column);
    }

    /// The graph.
    pub fn finish(mut self) -> Graph {
        for id in self.unused_edges {
            self.graph.topology.net.remove_edge(edge_ix(EdgeId(id)));
        }
        for id in self.unused_nodes {
            self.graph.topology.net.remove_node(node_ix(NodeId(id)));
        }
        self.graph
    }
}

fn check_order(id: u32, next: u32) -> Result<(), RestoreError> {
    if id < next {
        Err(RestoreError::OutOfOrder(id))
    } else if id - next > MAX_GAP || id == u32::MAX {
        Err(RestoreError::TooLarge(id))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_gaps_come_back_as_they_were() {
        let mut stored = Graph::restore();
        stored.node(NodeId(2), ["A"], [("k", Value::Int(1))]).unwrap();
        stored.node(NodeId(5), [], []).unwrap();
        stored.edge(EdgeId(3), (NodeId(2), NodeId(5)), "T", [("w", Value::Bool(true))]).unwrap();
        let graph = stored.finish();
        assert_eq!(graph.nodes().collect::<Vec<_>>(), [NodeId(2), NodeId(5)]);
        assert_eq!(graph.edges().collect::<Vec<_>>(), [EdgeId(3)]);
        assert_eq!(graph.ends(EdgeId(3)), Some((NodeId(2), NodeId(5))));
    }

    #[test]
    fn an_edge_to_nowhere_is_refused() {
        let mut stored = Graph::restore();
        stored.node(NodeId(1), [], []).unwrap();
        let found = stored.edge(EdgeId(0), (NodeId(1), NodeId(0)), "T", []);
        assert_eq!(found, Err(RestoreError::MissingNode { edge: 0, node: 0 }));
    }
}
