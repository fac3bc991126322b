//! Compact adjacency: the neighbours of every node by relationship type and direction, sorted, in three flat arrays
//! (compressed sparse rows). Derived from petgraph's lists when reading pays for it, dropped by a write.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::value::NodeId;

use super::names::RelTypeId;
use super::topology::Topology;

/// Which way a relationship is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// `(a)-->(b)` from a to b.
    Out,
    /// `(a)<--(b)` from a to b.
    In,
}

impl Direction {
    /// The other one.
    pub const fn flipped(self) -> Self {
        match self {
            Self::Out => Self::In,
            Self::In => Self::Out,
        }
    }
}

/// Neighbours of every node in one direction, over one relationship type or all.
#[derive(Clone, Debug, Default)]
pub struct Adjacency {
    offsets: Vec<u32>,
    neighbours: Vec<u32>,
    edges: Vec<u32>,
}

impl Adjacency {
    /// The neighbours of `node` in rising order and, beside each, the edge that leads there.
    #[inline]
    pub fn of(&self, node: NodeId) -> (&[u32], &[u32]) {
        let range = self.range(node);
        (&self.neighbours[range.clone()], &self.edges[range])
    }

    /// The neighbours of `node` in rising order.
    #[inline]
    pub fn neighbours(&self, node: NodeId) -> &[u32] {
        &self.neighbours[self.range(node)]
    }

    /// How many edges `node` has.
    #[inline]
    pub fn degree(&self, node: NodeId) -> usize {
        self.range(node).len()
    }

    #[inline]
    fn range(&self, node: NodeId) -> std::ops::Range<usize> {
        let at = node.0 as usize;
        if at + 1 < self.offsets.len() { self.offsets[at] as usize..self.offsets[at + 1] as usize } else { 0..0 }
    }

    /// Reads all edges of `kind` (or all) out of the net.
    pub(super) fn build(topology: &Topology, kind: Option<RelTypeId>, direction: Direction) -> Self {
        let pairs = || pairs(topology, kind, direction);
        let mut offsets = vec![0u32; topology.net.node_indices().next_back().map_or(0, |n| n.index() + 1) + 1];
        pairs().for_each(|(from, _)| offsets[from as usize + 1] += 1);
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut cursor = offsets.clone();
        let mut packed = vec![0u64; offsets[offsets.len() - 1] as usize];
        for (from, entry) in pairs() {
            packed[cursor[from as usize] as usize] = entry;
            cursor[from as usize] += 1;
        }
        for span in offsets.windows(2) {
            packed[span[0] as usize..span[1] as usize].sort_unstable();
        }
        let neighbours = packed.iter().map(|entry| (entry >> 32) as u32).collect();
        Self { offsets, neighbours, edges: packed.iter().map(|entry| *entry as u32).collect() }
    }
}

/// Every edge as its near end and, packed so that sorting sorts by neighbour, the far end and the edge.
fn pairs(topology: &Topology, kind: Option<RelTypeId>, way: Direction) -> impl Iterator<Item = (u32, u64)> + '_ {
    topology.net.edge_indices().filter_map(move |edge| {
        let id = edge.index() as u32;
        let wanted = kind.is_none_or(|kind| topology.net[edge] == kind.0);
        if !wanted || (!topology.dead_edges.is_empty() && topology.dead_edges.contains(&id)) {
            return None;
        }
        let (source, target) = topology.net.edge_endpoints(edge)?;
        let (near, far) = if way == Direction::Out { (source, target) } else { (target, source) };
        Some((near.index() as u32, (far.index() as u64) << 32 | u64::from(id)))
    })
}

/// The adjacencies built so far, and how much reading has asked for each since the last write.
#[derive(Debug, Default)]
pub(super) struct Adjacencies {
    slots: Vec<[Slot; 2]>,
}

#[derive(Debug, Default)]
struct Slot {
    built: OnceLock<Adjacency>,
    asked: AtomicU64,
}

/// Reading is worth a build of its own once it has touched one in this many edges of the type.
const BUILD_AFTER_SHARE: u64 = 8;

impl Adjacencies {
    /// Makes room for types up to `types`; slot 0 stands for all types together.
    pub fn reserve(&mut self, types: usize) {
        self.slots.resize_with(types + 1, Default::default);
    }

    /// The adjacency, built now if `work` (edges the reader expects to touch), added to what earlier readers touched
    /// since the last write, pays for it.
    pub fn get(
        &self,
        topology: &Topology,
        (kind, direction): (Option<RelTypeId>, Direction),
        (work, edges): (u64, u64),
    ) -> Option<&Adjacency> {
        let slot = &self.slots.get(kind.map_or(0, |k| k.0 as usize + 1))?[direction as usize];
        if let Some(built) = slot.built.get() {
            return Some(built);
        }
        let step = work.max(edges / (4 * BUILD_AFTER_SHARE)).max(1);
        let asked = slot.asked.fetch_add(step, Ordering::Relaxed) + step;
        (asked * BUILD_AFTER_SHARE > edges)
            .then(|| slot.built.get_or_init(|| Adjacency::build(topology, kind, direction)))
    }

    /// The adjacency, if it is built.
    pub fn built(&self, kind: Option<RelTypeId>, direction: Direction) -> Option<&Adjacency> {
        self.slots.get(kind.map_or(0, |k| k.0 as usize + 1))?[direction as usize].built.get()
    }

    /// Forgets what a change to an edge of `kind` makes wrong.
    pub fn drop_type(&mut self, kind: RelTypeId) {
        for at in [0, kind.0 as usize + 1] {
            if let Some(pair) = self.slots.get_mut(at) {
                *pair = Default::default();
            }
        }
    }
}

impl Clone for Adjacencies {
    /// A copy starts with nothing built.
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.slots.resize_with(self.slots.len(), Default::default);
        copy
    }
}
