//! Rows grouped by the very node that the scan at their head binds come group by group: no table of groups is needed.

use super::Context;
use crate::query::plan::op::Aggregate;
use crate::query::plan::{BranchPlan, Op, Sink};

/// Marks the grouping of the first stage; later stages start from rows in another order.
pub(super) fn apply(branch: &mut BranchPlan, _: &Context<'_>) {
    let Some(stage) = branch.stages.first_mut() else { return };
    let (Some(Op::Scan(scan)), Sink::Aggregate(aggregate)) = (stage.ops.first(), &mut stage.sink) else { return };
    let Aggregate { keys, adjacent, .. } = aggregate;
    *adjacent = matches!(keys.as_slice(), [(_, key)] if key.as_slot() == Some(scan.slot));
}
