//! Bound form → physical plan.
//!
//! [`lower`] turns clauses into stages of operators, [`matching`] orders the links of a pattern by statistics and starts
//! at its most selective end, [`rules`] then rewrite stages. What is absent after this stage: names that the graph must
//! look up, the order of patterns as written, anything that depends on parameters.

mod estimate;
mod explain;
mod lower;
mod matching;
mod names;
pub mod op;
mod projection;
mod reads;
mod rules;
pub mod scalar;
pub mod writing;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::graph::{Direction, Graph, LabelId, RelTypeId};
use crate::query::bound::{Body, Bound, Output};
use crate::query::syntax::IndexCommand;

pub use explain::explain;
pub use names::declare;
pub use op::{BranchPlan, Op, QueryPlan, Sink, Stage, SubqueryPlan};
pub use rules::NAMES as RULES;
pub use scalar::Scalar;

/// A statement ready to run, any number of times, while [`Plan::fits`].
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is to be done.
    pub body: PlanBody,
    /// The subqueries that expressions ask.
    pub subqueries: Vec<SubqueryPlan>,
    /// The columns of the result.
    pub columns: Vec<Output>,
    /// How many slots a row has.
    pub width: usize,
    /// The bound form that it was made from: names, parameters, slots.
    pub bound: Arc<Bound>,
    /// Whether no expression gives another value each time it is asked.
    pub is_pure: bool,
    /// What it takes for granted of the graph.
    premises: Premises,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum PlanBody {
    /// `MATCH … RETURN …`
    Query(QueryPlan),
    /// `CREATE INDEX …`, `DROP INDEX …`
    Index(IndexCommand),
}

/// What a plan takes for granted of the graph.
#[derive(Clone, Debug, Default)]
struct Premises {
    schema_version: u64,
    size: usize,
    /// Every relationship of the type has that label at that end.
    implied: Vec<(LabelId, RelTypeId, Direction)>,
}

impl Plan {
    /// Whether the plan still gives right answers on `graph` in good time: else make it anew.
    pub fn fits(&self, graph: &Graph) -> bool {
        let size = size_of(graph);
        self.premises.schema_version == graph.schema_version()
            && size <= self.premises.size.saturating_mul(2).saturating_add(64)
            && size.saturating_mul(2).saturating_add(64) >= self.premises.size
            && self.premises.implied.iter().all(|(label, kind, end)| graph.statistics().all_at(*label, *kind, *end))
    }
}

fn size_of(graph: &Graph) -> usize {
    graph.node_count() + graph.edge_count()
}

/// Makes a plan. If the statement writes, [`declare`] its names first, so that names it brings in are known.
/// The rewrites named in `off` are left out.
pub fn plan(bound: Arc<Bound>, graph: &Graph, off: &BTreeSet<&str>) -> Plan {
    let lower = lower::Lower::new(&bound, graph);
    let subqueries = bound.subqueries.iter().map(|subquery| lower.subquery(subquery)).collect();
    let (body, columns) = match &bound.body {
        Body::Query(query) => (PlanBody::Query(lower.query(query)), query.outputs.clone()),
        Body::Index(command) => (PlanBody::Index(command.clone()), Vec::new()),
    };
    let (width, is_pure) = (lower.width(), lower.is_pure());
    let implied = lower.into_implied();
    let premises = Premises { schema_version: graph.schema_version(), size: size_of(graph), implied };
    let mut plan = Plan { body, subqueries, columns, width, bound, is_pure, premises };
    rules::apply(&mut plan, off);
    plan
}
