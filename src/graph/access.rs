//! Reading: what nodes and edges there are, their labels, types, ends and properties.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::value::{EdgeId, Map, NodeId, Value};

use super::adjacency::{Adjacencies, Adjacency, Direction};
use super::bits::Bits;
use super::column::Column;
use super::columns::Columns;
use super::index::PropertyIndex;
use super::labels::LabelSets;
use super::names::{KeyId, LabelId, Names, RelTypeId};
use super::provenance::Provenance;
use super::statistics::Statistics;
use super::topology::{Topology, edge_ix, node_ix};
use super::transaction::Change;

/// A property graph: nodes with labels, directed edges with one type, properties on both.
///
/// Ids of nodes and edges stay the same as long as the node or edge lives. Methods that take an id accept any: an id
/// of nothing has no labels, no properties and no edges.
#[derive(Clone, Default)]
pub struct Graph {
    pub(super) topology: Topology,
    pub(super) labels: Names,
    pub(super) types: Names,
    pub(super) keys: Names,
    pub(super) label_sets: LabelSets,
    pub(super) members: Vec<Bits>,
    pub(super) node_columns: Columns,
    pub(super) edge_columns: Columns,
    pub(super) statistics: Statistics,
    pub(super) indexes: BTreeMap<(LabelId, KeyId), PropertyIndex>,
    pub(super) adjacencies: Adjacencies,
    pub(super) log: Vec<Change>,
    pub(super) version: u64,
    pub(super) schema_version: u64,
    pub(super) provenance: Option<Arc<dyn Provenance>>,
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// All nodes, by rising id.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.topology.nodes()
    }

    /// All edges, by rising id.
    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + '_ {
        self.topology.edges()
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.topology.net.node_count() - self.topology.dead_nodes.len()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.topology.net.edge_count() - self.topology.dead_edges.len()
    }

    /// The lowest number that is above every node id.
    pub fn node_bound(&self) -> usize {
        self.topology.net.node_indices().next_back().map_or(0, |ix| ix.index() + 1)
    }

    /// Whether the node is there (not deleted, be it only by the running statement).
    pub fn has_node(&self, node: NodeId) -> bool {
        self.topology.is_live_node(node)
    }

    /// Whether the edge is there (not deleted, be it only by the running statement).
    pub fn has_edge(&self, edge: EdgeId) -> bool {
        self.topology.is_live_edge(edge)
    }

    /// The labels of `node`, by rising number. A node that the running statement deleted still has them.
    pub fn labels_of(&self, node: NodeId) -> &[LabelId] {
        let set = self.topology.net.node_weight(node_ix(node));
        set.map_or(&[], |&set| self.label_sets.labels(set))
    }

    /// Whether `node` has `label`.
    #[inline]
    pub fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        self.members.get(label.0 as usize).is_some_and(|set| set.contains(node.0))
    }

    /// The nodes that have `label`.
    pub fn labelled(&self, label: LabelId) -> Option<&Bits> {
        self.members.get(label.0 as usize)
    }

    /// How many nodes have `label`.
    pub fn label_count(&self, label: LabelId) -> usize {
        self.labelled(label).map_or(0, Bits::count)
    }

    /// The type of `edge`; none where there is no such edge. An edge that the running statement deleted still has it.
    #[inline]
    pub fn type_of(&self, edge: EdgeId) -> Option<RelTypeId> {
        self.topology.net.edge_weight(edge_ix(edge)).map(|&kind| RelTypeId(kind))
    }

    /// Where `edge` starts and ends; none where there is no such edge.
    #[inline]
    pub fn ends(&self, edge: EdgeId) -> Option<(NodeId, NodeId)> {
        let (source, target) = self.topology.net.edge_endpoints(edge_ix(edge))?;
        Some((NodeId(source.index() as u32), NodeId(target.index() as u32)))
    }

    /// The value of a node's property, or null.
    #[inline]
    pub fn node_property(&self, node: NodeId, key: KeyId) -> Value {
        self.node_columns.get(key, node.0)
    }

    /// The value of an edge's property, or null.
    #[inline]
    pub fn edge_property(&self, edge: EdgeId, key: KeyId) -> Value {
        self.edge_columns.get(key, edge.0)
    }

    /// The properties of a node, without nulls, by key number.
    pub fn node_properties(&self, node: NodeId) -> impl Iterator<Item = (KeyId, Value)> + '_ {
        self.node_columns.entries(node.0)
    }

    /// The properties of an edge, without nulls, by key number.
    pub fn edge_properties(&self, edge: EdgeId) -> impl Iterator<Item = (KeyId, Value)> + '_ {
        self.edge_columns.entries(edge.0)
    }

    /// The properties of a node as a map by name.
    pub fn node_map(&self, node: NodeId) -> Map {
        self.node_properties(node).map(|(key, value)| (self.key_name(key).clone(), value)).collect()
    }

    /// The properties of an edge as a map by name.
    pub fn edge_map(&self, edge: EdgeId) -> Map {
        self.edge_properties(edge).map(|(key, value)| (self.key_name(key).clone(), value)).collect()
    }

    /// The column of a node property, for kernels that read it whole.
    pub fn node_column(&self, key: KeyId) -> Option<&Column> {
        self.node_columns.column(key)
    }

    /// The column of an edge property, for kernels that read it whole.
    pub fn edge_column(&self, key: KeyId) -> Option<&Column> {
        self.edge_columns.column(key)
    }

    /// The edges of `node` in one direction with the node at the other end, latest first.
    pub fn incident(
        &self,
        node: NodeId,
        direction: Direction,
    ) -> impl Iterator<Item = (RelTypeId, EdgeId, NodeId)> + '_ {
        self.topology.incident(node, direction)
    }

    /// The compact adjacency of one type (or of all), if it is built or `work` (the edges that the caller expects to
    /// touch) pays for building it now; else the caller walks [`Graph::incident`].
    pub fn adjacency(&self, kind: Option<RelTypeId>, direction: Direction, work: u64) -> Option<&Adjacency> {
        let edges = kind.map_or(self.edge_count() as u64, |kind| self.statistics.edges_of(kind));
        self.adjacencies.get(&self.topology, (kind, direction), (work, edges))
    }

    /// Counts for the planner.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Rises with every write.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Rises when a name or an index comes or goes: a plan made before may be poor or lack a name.
    pub fn schema_version(&self) -> u64 {
        self.schema_version
    }

    /// Who gives the claims behind edges.
    pub fn set_provenance(&mut self, provenance: Arc<dyn Provenance>) {
        self.provenance = Some(provenance);
    }

    /// The claims behind `edge` as maps; empty where none is known.
    pub fn evidence(&self, edge: EdgeId) -> Vec<Map> {
        self.provenance.as_ref().map_or_else(Vec::new, |source| source.evidence(edge))
    }

    /// The claims that give nodes their attributes, those of one node together; empty where none is known.
    pub fn attribute_claims(&self) -> Vec<(NodeId, Map)> {
        self.provenance.as_ref().map_or_else(Vec::new, |source| source.attributes())
    }
}
