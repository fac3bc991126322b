//! Rewrites of a plan, in order, one file each.

use super::{BranchPlan, Plan, PlanBody, QueryPlan};
use crate::graph::Graph;

/// A rewrite of one branch.
struct Rule {
    #[allow(dead_code)]
    name: &'static str,
    apply: fn(&mut BranchPlan, &Graph),
}

/// The rewrites, in the order they are made.
const RULES: &[Rule] = &[];

/// Makes all rewrites.
pub(super) fn apply(plan: &mut Plan, graph: &Graph) {
    if let PlanBody::Query(query) = &mut plan.body {
        rewrite(query, graph);
    }
    plan.subqueries.iter_mut().for_each(|subquery| rewrite(&mut subquery.query, graph));
}

fn rewrite(query: &mut QueryPlan, graph: &Graph) {
    for branch in &mut query.branches {
        RULES.iter().for_each(|rule| (rule.apply)(branch, graph));
    }
}
