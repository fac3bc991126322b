//! `graph.cycles`.

use std::sync::Arc;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustworkx_core::connectivity::johnson_simple_cycles;

use super::super::arguments::Options;
use super::part::Part;
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::error::EvalError;

/// Cycles that are found at most, where no option says more.
const LIMIT: usize = 1000;

/// Simple cycles (Johnson: "Finding all the elementary circuits of a directed graph", 1975).
///
/// # Errors
/// As options and limits have it.
pub(super) fn cycles(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let options = Options::new("graph.cycles", args.first(), &["labels", "types", "limit"])?;
    let limit = options.count("limit", LIMIT)?;
    let part = Part::new(&options, context)?;
    let loops: Vec<NodeIndex> =
        part.net.edge_references().filter(|edge| edge.source() == edge.target()).map(|edge| edge.source()).collect();
    let mut found: Vec<Vec<NodeIndex>> = loops.into_iter().map(|node| vec![node]).collect();
    found.sort();
    found.dedup();
    let mut search = johnson_simple_cycles(&part.net, None);
    while found.len() < limit {
        context.budget.check_now()?;
        let Some(mut cycle) = search.next(&part.net) else { break };
        context.budget.keep(cycle.len() * size_of::<NodeIndex>())?;
        let lowest = cycle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(at, _)| at);
        cycle.rotate_left(lowest);
        found.push(cycle);
    }
    found.truncate(limit);
    found.sort_by(|a, b| a.len().cmp(&b.len()).then(a.cmp(b)));
    let row = |mut nodes: Vec<NodeIndex>| {
        nodes.extend(nodes.first().copied());
        let path = part.path(&nodes);
        let length = path.edges.len() as i64;
        vec![Value::Path(Arc::new(path)), Value::Int(length)]
    };
    Ok(found.into_iter().map(row).collect())
}
