//! `graph.components`, `graph.strongComponents`.

use petgraph::algo::kosaraju_scc;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use super::part::{Part, watched};
use crate::model::value::{NodeId, Value};
use crate::query::context::FnContext;
use crate::query::error::EvalError;

/// Weakly connected components, by joining the ends of every relationship (Tarjan: "Efficiency of a good but not
/// linear set union algorithm", 1975).
///
/// # Errors
/// As options and limits have it.
pub(super) fn weak(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let part = Part::plain("graph.components", args, context)?;
    let mut sets = UnionFind::new(part.net.node_count());
    for edge in part.net.edge_references() {
        context.budget.check()?;
        sets.union(edge.source().index(), edge.target().index());
    }
    let of = sets.into_labeling();
    Ok(numbered(part.net.node_weights().copied().zip(of)))
}

/// Strongly connected components (Kosaraju, as in Sharir: "A strong-connectivity algorithm and its applications in data
/// flow analysis", 1981).
///
/// # Errors
/// As options and limits have it.
pub(super) fn strong(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let part = Part::plain("graph.strongComponents", args, context)?;
    let stop = context.budget.stop();
    let components = kosaraju_scc(&watched(&part.net, &stop));
    context.budget.check_now()?;
    let members = components.iter().enumerate();
    Ok(numbered(members.flat_map(|(at, nodes)| nodes.iter().map(|node| (part.net[*node], at)).collect::<Vec<_>>())))
}

/// Nodes with the number of their set: sets numbered from the largest, equal ones by their lowest node; nodes by id.
pub(super) fn numbered(members: impl Iterator<Item = (NodeId, usize)>) -> Vec<Vec<Value>> {
    let mut sets: FxHashMap<usize, Vec<NodeId>> = FxHashMap::default();
    members.for_each(|(node, set)| sets.entry(set).or_default().push(node));
    let mut sets: Vec<Vec<NodeId>> = sets.into_values().collect();
    sets.iter_mut().for_each(|set| set.sort_unstable());
    sets.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    let rows = sets
        .iter()
        .enumerate()
        .flat_map(|(at, set)| set.iter().map(move |node| vec![Value::Node(*node), Value::Int(at as i64)]));
    rows.collect()
}
