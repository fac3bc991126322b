//! A variable length of which only the end nodes count, each once, is a breadth-first search with visited nodes.

use super::Context;
use crate::graph::Way;
use crate::query::plan::op::{Aggregate, ExpandVar};
use crate::query::plan::{BranchPlan, Op, Sink, Stage};

/// Rewrites every stage whose rows count once only.
pub(super) fn apply(branch: &mut BranchPlan, context: &Context<'_>) {
    let stages = branch.stages.len();
    for (at, stage) in branch.stages.iter_mut().enumerate() {
        let existence = context.only_existence && at + 1 == stages;
        rewrite(stage, existence);
    }
}

fn rewrite(stage: &mut Stage, only_existence: bool) {
    let mut once = match &stage.sink {
        Sink::Aggregate(aggregate) => is_blind_to_repetition(aggregate),
        Sink::Emit => only_existence,
        Sink::Sort(_) | Sink::Write { .. } => false,
    };
    for op in stage.ops.iter_mut().rev() {
        match op {
            Op::Distinct(_) => once = true,
            Op::Skip(_) | Op::Limit(_) => once = false,
            Op::ExpandVar(expand) if once && is_reach(expand) => *op = Op::Reach(expand.clone()),
            _ => {}
        }
    }
}

fn is_reach(expand: &ExpandVar) -> bool {
    let plain = !expand.keep_edges && !expand.into && !expand.bound && expand.hop.differs.is_empty();
    plain && expand.steps.min <= 1 && expand.hop.way != Way::Both
}

fn is_blind_to_repetition(aggregate: &Aggregate) -> bool {
    let blind =
        |call: &crate::query::bound::AggregateCall| call.distinct || matches!(call.function.name, "min" | "max");
    aggregate.calls.iter().all(|call| blind(&call.call))
}
