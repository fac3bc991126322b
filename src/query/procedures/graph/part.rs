//! A part of the graph as petgraph's own, for its methods and those built on it.

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};
use rustc_hash::FxHashMap;

use super::super::arguments::{Options, unfit};
use super::PART;
use crate::graph::{LabelId, RelTypeId};
use crate::model::value::{EdgeId, NodeId, Path, Value};
use crate::query::context::{FnContext, Stop};
use crate::query::error::EvalError;

/// Bytes that a node or relationship of the part takes, about: in the part and in the vectors of a method.
const BYTES: usize = 96;

/// The nodes with some of the labels and the relationships of some of the types between them.
pub(super) struct Part {
    pub net: DiGraph<NodeId, EdgeId>,
    places: FxHashMap<NodeId, NodeIndex>,
}

impl Part {
    /// The part that the options choose: all, where they name nothing.
    ///
    /// # Errors
    /// Where a name is not known, or the part takes more memory than the statement may use.
    pub fn new(options: &Options<'_>, context: &FnContext<'_>) -> Result<Self, EvalError> {
        let graph = context.graph;
        let labels = named(options.strings("labels")?, "label", |name| graph.label(name))?;
        let types = named(options.strings("types")?, "relationship type", |name| graph.rel_type(name))?;
        let has_label = |node: &NodeId| {
            labels
                .as_ref()
                .is_none_or(|labels: &Vec<LabelId>| labels.iter().any(|label| graph.has_label(*node, *label)))
        };
        let mut part = Self { net: DiGraph::new(), places: FxHashMap::default() };
        for node in graph.nodes().filter(has_label) {
            context.budget.keep(BYTES)?;
            let place = part.net.add_node(node);
            part.places.insert(node, place);
        }
        for edge in graph.edges() {
            context.budget.check()?;
            let kind = graph.type_of(edge);
            let chosen = types.as_ref().is_none_or(|types: &Vec<RelTypeId>| kind.is_some_and(|k| types.contains(&k)));
            if let (true, Some((from, to))) = (chosen, part.ends(graph.ends(edge))) {
                context.budget.keep(BYTES)?;
                part.net.add_edge(from, to, edge);
            }
        }
        Ok(part)
    }

    /// The part that the options `labels` and `types` choose, where there are no others.
    ///
    /// # Errors
    /// As the options and [`Part::new`] have it.
    pub fn plain(procedure: &'static str, args: &[Value], context: &FnContext<'_>) -> Result<Self, EvalError> {
        Self::new(&Options::new(procedure, args.first(), PART)?, context)
    }

    fn ends(&self, ends: Option<(NodeId, NodeId)>) -> Option<(NodeIndex, NodeIndex)> {
        let (from, to) = ends?;
        Some((*self.places.get(&from)?, *self.places.get(&to)?))
    }

    /// Where a node stands, if it is in the part.
    pub fn place(&self, node: NodeId) -> Option<NodeIndex> {
        self.places.get(&node).copied()
    }

    /// The walk over these nodes, each step by the relationship of the lowest id; against its direction only where
    /// there is none along it.
    pub fn path(&self, nodes: &[NodeIndex]) -> Path {
        let edges = nodes.windows(2).filter_map(|step| {
            let between = |from, to| self.net.edges_connecting(from, to).map(|edge| *edge.weight()).min();
            between(step[0], step[1]).or_else(|| between(step[1], step[0]))
        });
        Path { edges: edges.collect(), nodes: nodes.iter().map(|node| self.net[*node]).collect() }
    }
}

/// A view of a graph that has no relationships any more once the run is to end.
pub(super) fn watched<'a, G: petgraph::visit::GraphBase + petgraph::visit::IntoEdgeReferences>(
    net: G,
    stop: &'a Stop<'a>,
) -> EdgeFiltered<G, impl Fn(G::EdgeRef) -> bool + use<'a, G>>
where
    G::EdgeRef: EdgeRef,
{
    EdgeFiltered::from_fn(net, move |_| !stop.is_due())
}

fn named<T>(
    names: Option<Vec<&str>>,
    what: &str,
    find: impl Fn(&str) -> Option<T>,
) -> Result<Option<Vec<T>>, EvalError> {
    let Some(names) = names else { return Ok(None) };
    let known = |name: &str| find(name).ok_or_else(|| unfit(format!("the graph has no {what} {name}")));
    names.into_iter().map(known).collect::<Result<_, _>>().map(Some)
}
