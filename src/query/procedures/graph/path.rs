//! `graph.shortestPaths`.

use std::sync::Arc;

use petgraph::algo::all_simple_paths;
use petgraph::graph::NodeIndex;
use petgraph::visit::{IntoNeighborsDirected, NodeCount};
use rustc_hash::FxBuildHasher;

use super::super::arguments::{self, Options, unfit};
use super::part::{Part, watched};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::error::EvalError;

/// Relationships that a path has at most, where no option says more.
const MAX_LENGTH: usize = 8;

/// The k shortest paths: all simple paths of one length after the other (Korf: "Depth-first iterative-deepening",
/// 1985).
///
/// # Errors
/// As arguments, options and limits have it.
pub(super) fn k_shortest(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    const NAME: &str = "graph.shortestPaths";
    let known = ["labels", "types", "directed", "maxLength"];
    let options = Options::new(NAME, args.get(3), &known)?;
    let (source, target) = (arguments::node(NAME, args.first())?, arguments::node(NAME, args.get(1))?);
    let wanted = match args.get(2) {
        Some(Value::Int(k)) if *k > 0 => *k as usize,
        _ => return Err(unfit("graph.shortestPaths takes a number of paths above 0")),
    };
    let longest = options.count("maxLength", MAX_LENGTH)?;
    let directed = options.truth("directed", true)?;
    let part = Part::new(&options, context)?;
    let Some(ends) = part.place(source).zip(part.place(target)) else { return Ok(Vec::new()) };
    let stop = context.budget.stop();
    let longest = longest.min(part.net.node_count());
    let found = if directed {
        shortest(&watched(&part.net, &stop), ends, (wanted, longest), context)?
    } else {
        let net = part.net.clone().into_edge_type::<petgraph::Undirected>();
        shortest(&watched(&net, &stop), ends, (wanted, longest), context)?
    };
    context.budget.check_now()?;
    let row = |(at, nodes): (usize, Vec<NodeIndex>)| {
        let path = part.path(&nodes);
        let length = path.edges.len() as i64;
        vec![Value::Int(at as i64), Value::Path(Arc::new(path)), Value::Int(length)]
    };
    Ok(found.into_iter().enumerate().map(row).collect())
}

/// Paths as nodes, of one length after the other, those of one length by their nodes.
fn shortest<G: NodeCount + IntoNeighborsDirected<NodeId = NodeIndex>>(
    net: G,
    (from, to): (NodeIndex, NodeIndex),
    (wanted, longest): (usize, usize),
    context: &FnContext<'_>,
) -> Result<Vec<Vec<NodeIndex>>, EvalError> {
    let mut found: Vec<Vec<NodeIndex>> = Vec::new();
    for between in 0..longest {
        let mut same: Vec<Vec<NodeIndex>> = Vec::new();
        for path in all_simple_paths::<Vec<_>, _, FxBuildHasher>(net, from, to, between, Some(between)) {
            context.budget.keep((between + 2) * size_of::<NodeIndex>())?;
            same.push(path);
        }
        context.budget.check_now()?;
        same.sort();
        same.dedup();
        found.extend(same);
        if found.len() >= wanted {
            break;
        }
    }
    found.truncate(wanted);
    Ok(found)
}
