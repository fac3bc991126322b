//! Groups that are counted, sorted by the count and cut off: a group with too low a count is not made a row of.

use super::Context;
use crate::query::bound::{ExprKind, Slot};
use crate::query::plan::op::{Aggregate, Leading};
use crate::query::plan::{BranchPlan, Op, Sink, Stage};

/// Looks at each grouping and the sorting behind it.
pub(super) fn apply(branch: &mut BranchPlan, _: &Context<'_>) {
    for at in 1..branch.stages.len() {
        let (before, behind) = branch.stages.split_at_mut(at);
        let (Some(grouping), Some(sorting)) = (before.last_mut(), behind.first()) else { continue };
        if let Sink::Aggregate(aggregate) = &mut grouping.sink {
            aggregate.leading = leading(aggregate, sorting);
        }
    }
}

fn leading(aggregate: &Aggregate, behind: &Stage) -> Option<Leading> {
    let Sink::Sort(sort) = &behind.sink else { return None };
    let (limit, (key, descending)) = (sort.limit.clone()?, sort.keys.first()?);
    // What can fail would not fail for a group left out.
    let sound = |name| matches!(name, "count" | "collect" | "min" | "max");
    if aggregate.adjacent || !aggregate.calls.iter().all(|call| sound(call.call.function.name)) {
        return None;
    }
    let counted = source(key.as_slot()?, &behind.ops)?;
    let call = aggregate.calls.iter().position(|call| call.call.slot == counted)?;
    let is_count = aggregate.calls[call].call.function.name == "count" && !aggregate.calls[call].call.distinct;
    is_count.then(|| Leading { call, descending: *descending, skip: sort.skip.clone(), limit })
}

/// The slot that `slot` is a copy of, where the operators do nothing but copy.
fn source(mut slot: Slot, ops: &[Op]) -> Option<Slot> {
    for op in ops.iter().rev() {
        let Op::Project(items) = op else { return None };
        if !items.iter().all(|(_, value)| matches!(value.expr.kind, ExprKind::Slot(_))) {
            return None;
        }
        if let Some((_, value)) = items.iter().find(|(to, _)| *to == slot) {
            slot = value.as_slot()?;
        }
    }
    Some(slot)
}
