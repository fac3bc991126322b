//! Walking from a node over edges of some types, by the compact adjacency where there is one, else by petgraph's lists.

use std::ops::ControlFlow;

use smallvec::SmallVec;

use crate::model::value::{EdgeId, NodeId};

use super::access::Graph;
use super::adjacency::{Adjacency, Direction};
use super::names::RelTypeId;

/// The relationship types that a pattern allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Types {
    /// `-[r]-`
    Any,
    /// `-[r:A|B]-`; with an empty list (no such type in the graph) nothing matches.
    Of(SmallVec<[RelTypeId; 2]>),
}

impl Types {
    /// Whether an edge of `kind` is allowed.
    pub fn allow(&self, kind: RelTypeId) -> bool {
        match self {
            Self::Any => true,
            Self::Of(kinds) => kinds.contains(&kind),
        }
    }
}

/// The directions that a pattern allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// `-->`
    Out,
    /// `<--`
    In,
    /// `--`
    Both,
}

impl Way {
    /// Seen from the other end.
    pub const fn flipped(self) -> Self {
        match self {
            Self::Out => Self::In,
            Self::In => Self::Out,
            Self::Both => Self::Both,
        }
    }

    const fn directions(self) -> &'static [Direction] {
        match self {
            Self::Out => &[Direction::Out],
            Self::In => &[Direction::In],
            Self::Both => &[Direction::Out, Direction::In],
        }
    }
}

/// What it takes to walk edges of some types in some direction.
pub struct Walker<'g> {
    graph: &'g Graph,
    links: SmallVec<[Link<'g>; 2]>,
    both: bool,
}

enum Link<'g> {
    Compact(&'g Adjacency, Direction),
    Lists(Types, Direction),
}

impl Graph {
    /// A walker over edges of these types; `work` is how many edges it is expected to touch.
    pub fn walker(&self, types: &Types, way: Way, work: u64) -> Walker<'_> {
        self.walker_by(types, way, &|kind, direction| self.adjacency(kind, direction, work))
    }

    /// The same with the adjacencies built so far.
    pub fn walker_as_is(&self, types: &Types, way: Way) -> Walker<'_> {
        self.walker_by(types, way, &|kind, direction| self.adjacencies.built(kind, direction))
    }

    fn walker_by<'g>(&'g self, types: &Types, way: Way, find: Find<'_, 'g>) -> Walker<'g> {
        let links = way.directions().iter().flat_map(|&direction| links(types, direction, find));
        Walker { graph: self, links: links.collect(), both: way == Way::Both }
    }
}

/// Finds the adjacency of a type in one direction.
type Find<'f, 'g> = &'f dyn Fn(Option<RelTypeId>, Direction) -> Option<&'g Adjacency>;

fn links<'g>(types: &Types, direction: Direction, find: Find<'_, 'g>) -> SmallVec<[Link<'g>; 2]> {
    let kinds: SmallVec<[Option<RelTypeId>; 2]> = match types {
        Types::Any => [None].into_iter().collect(),
        Types::Of(kinds) => kinds.iter().map(|kind| Some(*kind)).collect(),
    };
    let built = kinds.iter().map(|&kind| find(kind, direction).map(|found| Link::Compact(found, direction)));
    let compact: Option<SmallVec<[Link; 2]>> = built.collect();
    compact.unwrap_or_else(|| [Link::Lists(types.clone(), direction)].into_iter().collect())
}

impl<'g> Walker<'g> {
    /// Calls `visit` with every edge of `node` and the node at its other end, until it breaks. A loop is visited once.
    #[inline]
    pub fn visit<B>(&self, node: NodeId, mut visit: impl FnMut(EdgeId, NodeId) -> ControlFlow<B>) -> ControlFlow<B> {
        for link in &self.links {
            match link {
                Link::Compact(adjacency, direction) => {
                    let skip_loops = self.both && *direction == Direction::In;
                    let (others, edges) = adjacency.of(node);
                    for (&other, &edge) in others.iter().zip(edges) {
                        if !(skip_loops && other == node.0) {
                            visit(EdgeId(edge), NodeId(other))?;
                        }
                    }
                }
                Link::Lists(types, direction) => {
                    let skip_loops = self.both && *direction == Direction::In;
                    for (kind, edge, other) in self.graph.incident(node, *direction) {
                        if types.allow(kind) && !(skip_loops && other == node) {
                            visit(edge, other)?;
                        }
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// How many edges [`Walker::visit`] would visit.
    #[inline]
    pub fn degree(&self, node: NodeId) -> u64 {
        if let ([Link::Compact(adjacency, _)], false) = (self.links.as_slice(), self.both) {
            return adjacency.degree(node) as u64;
        }
        let mut count = 0;
        let _ = self.visit(node, |_, _| {
            count += 1;
            ControlFlow::<()>::Continue(())
        });
        count
    }

    /// Whether [`Walker::visit`] would visit any edge.
    #[inline]
    pub fn has_any(&self, node: NodeId) -> bool {
        self.visit(node, |_, _| ControlFlow::Break(())).is_break()
    }

    /// The one compact adjacency that this walker reads, if it reads just one.
    pub fn compact(&self) -> Option<&'g Adjacency> {
        match self.links.as_slice() {
            [Link::Compact(adjacency, _)] => Some(adjacency),
            _ => None,
        }
    }

    /// Calls `visit` with every edge from `node` to `target`, until it breaks.
    #[inline]
    pub fn visit_to<B>(
        &self,
        node: NodeId,
        target: NodeId,
        mut visit: impl FnMut(EdgeId) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        for link in &self.links {
            match link {
                Link::Compact(adjacency, direction) => {
                    if self.both && *direction == Direction::In && node == target {
                        continue;
                    }
                    let (others, edges) = adjacency.of(node);
                    let from = others.partition_point(|&other| other < target.0);
                    for (_, &edge) in
                        others[from..].iter().zip(&edges[from..]).take_while(|(other, _)| **other == target.0)
                    {
                        visit(EdgeId(edge))?;
                    }
                }
                Link::Lists(types, direction) => {
                    let skip_loops = self.both && *direction == Direction::In && node == target;
                    for (kind, edge, other) in self.graph.incident(node, *direction) {
                        if other == target && types.allow(kind) && !skip_loops {
                            visit(edge)?;
                        }
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }
}
