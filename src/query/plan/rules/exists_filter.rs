//! `WHERE EXISTS { … }` and `WHERE NOT EXISTS { … }` run their operators in place, without a subquery's frame around.

use super::Context;
use crate::query::bound::{Expr, ExprKind, SubqueryKind, SubqueryRef};
use crate::query::plan::{BranchPlan, Op, Sink, SubqueryPlan};

/// Rewrites the filters of every stage.
pub(super) fn apply(branch: &mut BranchPlan, context: &Context<'_>) {
    branch.stages.iter_mut().for_each(|stage| inline(&mut stage.ops, context.subqueries));
}

fn inline(ops: &mut [Op], subqueries: &[SubqueryPlan]) {
    for op in ops {
        match op {
            Op::Optional { ops, .. } => inline(ops, subqueries),
            Op::Filter(test) => {
                if let Some((subquery, negated)) = asked(&test.expr)
                    && let Some(ops) = plain_ops(&subqueries[subquery.0 as usize])
                {
                    *op = Op::Exists { negated, ops };
                }
            }
            _ => {}
        }
    }
}

fn asked(expr: &Expr) -> Option<(SubqueryRef, bool)> {
    match &expr.kind {
        ExprKind::Subquery(subquery) => Some((*subquery, false)),
        ExprKind::Not(inner) => asked(inner).map(|(subquery, negated)| (subquery, !negated)),
        _ => None,
    }
}

/// The operators of a subquery that is one stage of operators without a memory of earlier rows.
fn plain_ops(plan: &SubqueryPlan) -> Option<Vec<Op>> {
    let [branch] = plan.query.branches.as_slice() else { return None };
    let [stage] = branch.stages.as_slice() else { return None };
    let plain =
        stage.ops.iter().all(|op| !matches!(op, Op::Distinct(_) | Op::Skip(_) | Op::Limit(_) | Op::Subquery { .. }));
    (plan.kind == SubqueryKind::Exists && matches!(stage.sink, Sink::Emit) && plain).then(|| stage.ops.clone())
}
