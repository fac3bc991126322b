//! petgraph's graph, which owns what nodes and edges there are.

use petgraph::Direction as Way;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph, WalkNeighbors};
use rustc_hash::FxHashSet;

use crate::model::value::{EdgeId, NodeId};

use super::adjacency::Direction;
use super::names::RelTypeId;

/// Nodes carry the number of their label set, edges that of their type.
pub(super) type Net = StableDiGraph<u32, u32, u32>;

/// The net and what a running statement has deleted from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Topology {
    pub net: Net,
    pub dead_nodes: FxHashSet<u32>,
    pub dead_edges: FxHashSet<u32>,
}

pub(super) fn node_ix(id: NodeId) -> NodeIndex<u32> {
    NodeIndex::new(id.0 as usize)
}

pub(super) fn edge_ix(id: EdgeId) -> EdgeIndex<u32> {
    EdgeIndex::new(id.0 as usize)
}

impl Topology {
    pub fn is_live_node(&self, id: NodeId) -> bool {
        self.net.contains_node(node_ix(id)) && !self.dead_nodes.contains(&id.0)
    }

    pub fn is_live_edge(&self, id: EdgeId) -> bool {
        self.net.edge_weight(edge_ix(id)).is_some() && !self.dead_edges.contains(&id.0)
    }

    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        let all = self.net.node_indices().map(|ix| NodeId(ix.index() as u32));
        all.filter(|id| self.dead_nodes.is_empty() || !self.dead_nodes.contains(&id.0))
    }

    pub fn edges(&self) -> impl Iterator<Item = EdgeId> + '_ {
        let all = self.net.edge_indices().map(|ix| EdgeId(ix.index() as u32));
        all.filter(|id| self.dead_edges.is_empty() || !self.dead_edges.contains(&id.0))
    }

    /// Edges of `node` in one direction, with the node at the other end.
    pub fn incident(
        &self,
        node: NodeId,
        direction: Direction,
    ) -> impl Iterator<Item = (RelTypeId, EdgeId, NodeId)> + '_ {
        let way = if direction == Direction::Out { Way::Outgoing } else { Way::Incoming };
        let mut walk: WalkNeighbors<u32> = self.net.neighbors_directed(node_ix(node), way).detach();
        std::iter::from_fn(move || walk.next(&self.net)).filter_map(move |(edge, other)| {
            let kind = *self.net.edge_weight(edge)?;
            let id = edge.index() as u32;
            let live = self.dead_edges.is_empty() || !self.dead_edges.contains(&id);
            live.then_some((RelTypeId(kind), EdgeId(id), NodeId(other.index() as u32)))
        })
    }
}
