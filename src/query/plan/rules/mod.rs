//! Rewrites of a plan, in order, one file each. Each leaves the rows of the plan as they are.

mod adjacent;
mod exists_filter;
mod late;
mod leading;
mod reach;
mod unread;

use std::collections::BTreeSet;

use super::{BranchPlan, Op, Plan, PlanBody, QueryPlan, SubqueryPlan};
use crate::query::bound::{Bound, Slot};

/// A rewrite of one branch.
struct Rule {
    /// What it is called where rules are switched off.
    name: &'static str,
    apply: fn(&mut BranchPlan, &Context<'_>),
}

/// What a rewrite may look at.
struct Context<'a> {
    /// What the plan was made from.
    bound: &'a Bound,
    /// The subqueries of the statement.
    subqueries: &'a [SubqueryPlan],
    /// What is read of the branch's rows.
    outputs: &'a BTreeSet<Slot>,
    /// Whether only the existence of a row counts.
    only_existence: bool,
}

/// The rewrites, in the order they are made.
const RULES: &[Rule] = &[
    Rule { name: NAMES[0], apply: unread::apply },
    Rule { name: NAMES[1], apply: reach::apply },
    Rule { name: NAMES[2], apply: exists_filter::apply },
    Rule { name: NAMES[3], apply: adjacent::apply },
    Rule { name: NAMES[4], apply: late::apply },
    Rule { name: NAMES[5], apply: leading::apply },
];

/// The names of the rewrites, in their order.
pub const NAMES: &[&str] = &["unread", "reach", "exists-filter", "adjacent", "late", "leading"];

/// Makes all rewrites but those named in `off`.
pub(super) fn apply(plan: &mut Plan, off: &BTreeSet<&str>) {
    let bound = std::sync::Arc::clone(&plan.bound);
    for at in 0..plan.subqueries.len() {
        let mut subquery = plan.subqueries[at].clone();
        let only_existence = subquery.kind == crate::query::bound::SubqueryKind::Exists;
        rewrite(&mut subquery.query, (&bound, &plan.subqueries), only_existence, off);
        plan.subqueries[at] = subquery;
    }
    if let PlanBody::Query(query) = &mut plan.body {
        rewrite(query, (&bound, &plan.subqueries), false, off);
    }
}

fn rewrite(
    query: &mut QueryPlan,
    (bound, subqueries): (&Bound, &[SubqueryPlan]),
    only_existence: bool,
    off: &BTreeSet<&str>,
) {
    if query.writes {
        return; // what a write reads is not followed
    }
    let outputs = query.outputs.iter().copied().collect();
    let context = Context { bound, subqueries, outputs: &outputs, only_existence };
    for branch in &mut query.branches {
        RULES.iter().filter(|rule| !off.contains(rule.name)).for_each(|rule| (rule.apply)(branch, &context));
        let nested = branch.stages.iter_mut().flat_map(|stage| &mut stage.ops);
        for op in nested {
            if let Op::Subquery { query, .. } = op {
                rewrite(query, (bound, subqueries), false, off);
            }
        }
    }
}
