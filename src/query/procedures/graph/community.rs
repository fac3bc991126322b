//! `graph.communities`.

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
use petgraph::visit::EdgeRef;

use super::super::arguments::{Options, unfit};
use super::component::numbered;
use super::part::Part;
use crate::model::value::Value;
use crate::query::context::FnContext;
use crate::query::error::EvalError;

/// The seed of the method's choices: equal graphs have equal communities.
const SEED: u64 = 1;

/// Communities of the undirected graph (Traag, Waltman, van Eck: "From Louvain to Leiden: guaranteeing well-connected
/// communities", 2019).
///
/// # Errors
/// As options and limits have it.
pub(super) fn leiden(args: &[Value], context: &FnContext<'_>) -> Result<Vec<Vec<Value>>, EvalError> {
    let options = Options::new("graph.communities", args.first(), &["labels", "types", "resolution"])?;
    let resolution = options.number("resolution", 1.0, 0.0..f64::MAX)?;
    let part = Part::new(&options, context)?;
    let failed = |error: leiden_rs::LeidenError| unfit(format!("graph.communities: {error}"));
    if part.net.edge_count() == 0 {
        return Ok(numbered(part.net.node_weights().copied().zip(0..)));
    }
    let mut builder = GraphDataBuilder::new(part.net.node_count());
    for edge in part.net.edge_references() {
        context.budget.check()?;
        builder.add_edge(edge.source().index(), edge.target().index(), 1.0).map_err(failed)?;
    }
    let net = builder.build().map_err(failed)?;
    let config = LeidenConfig { seed: Some(SEED), resolution, ..LeidenConfig::default() };
    let found = Leiden::new(config).run(&net).map_err(failed)?;
    context.budget.check_now()?;
    let community = |place: usize| found.partition.community_of(place);
    Ok(numbered(part.net.node_weights().copied().enumerate().map(|(place, node)| (node, community(place)))))
}
