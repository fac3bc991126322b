//! `graph.pageRank`, `graph.betweenness`.

use petgraph::visit::EdgeRef;
use rustworkx_core::centrality::{betweenness_centrality, katz_centrality};

use super::super::arguments::{Options, unfit};
use super::part::{Part, watched};
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::error::EvalError;

/// The sum of changes at which PageRank is settled.
const SETTLED: f64 = 1e-12;
/// Rounds of PageRank at most; at a damping of 0.85 about 170 settle it.
const ROUNDS: usize = 10_000;

/// PageRank. Up to its norm it is the Katz centrality over the matrix of transitions: nodes without a way out only scale
/// it (Del Corso, Gullí, Romani: "Fast PageRank computation via a sparse linear system", 2005).
///
/// # Errors
/// As options and limits have it.
pub(super) fn page_rank(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let options = Options::new("graph.pageRank", args.first(), &["labels", "types", "damping"])?;
    let damping = options.number("damping", 0.85, 0.0..1.0)?;
    let part = Part::new(&options, context)?;
    let nodes = part.net.node_count();
    if nodes == 0 {
        return Ok(Vec::new());
    }
    let share: Vec<f64> =
        part.net.node_indices().map(|node| 1.0 / part.net.edges(node).count().max(1) as f64).collect();
    let along = |edge: petgraph::graph::EdgeReference<'_, _>| {
        context.budget.check()?;
        Ok::<f64, EvalError>(share[edge.source().index()])
    };
    let base = (1.0 - damping) / nodes as f64;
    let tolerance = SETTLED / nodes as f64;
    let scores = katz_centrality(&part.net, along, Some(damping), None, Some(base), Some(ROUNDS), Some(tolerance))?
        .ok_or_else(|| unfit("graph.pageRank does not settle at that damping"))?;
    let sum: f64 = scores.iter().sum();
    Ok(ranked(&part, scores.into_iter().map(|score| score / sum)))
}

/// Betweenness (Brandes: "A faster algorithm for betweenness centrality", 2001).
///
/// # Errors
/// As options and limits have it.
pub(super) fn betweenness(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let known = ["labels", "types", "normalized", "directed"];
    let options = Options::new("graph.betweenness", args.first(), &known)?;
    let normalized = options.truth("normalized", true)?;
    let directed = options.truth("directed", true)?;
    let part = Part::new(&options, context)?;
    let stop = context.budget.stop();
    // One thread: sums of floats in another order would be others.
    let alone = usize::MAX;
    let scores = if directed {
        betweenness_centrality(&watched(&part.net, &stop), false, normalized, alone)
    } else {
        let net = part.net.clone().into_edge_type::<petgraph::Undirected>();
        betweenness_centrality(&watched(&net, &stop), false, normalized, alone)
    };
    context.budget.check_now()?;
    Ok(ranked(&part, scores.into_iter().map(|score| score.filter(|score| score.is_finite()).unwrap_or(0.0))))
}

/// Nodes with their scores, highest first, equal ones by id.
fn ranked(part: &Part, scores: impl Iterator<Item = f64>) -> Vec<Vec<Value>> {
    let mut ranked: Vec<_> = part.net.node_weights().copied().zip(scores).collect();
    ranked.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    ranked.into_iter().map(|(node, score)| vec![Value::Node(node), Value::Float(score)]).collect()
}
