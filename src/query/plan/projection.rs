//! `WITH` and `RETURN`: group or evaluate, `DISTINCT`, sort, `SKIP`, `LIMIT`, `WHERE`.

use std::collections::BTreeSet;

use crate::query::bound::{AggregateCall, ExprKind, Grouping, Projection, Slot};
use crate::query::types::Kinds;

use super::lower::{Building, Lower};
use super::op::{Aggregate, Call, Op, Sink, Sort};

/// Adds the operators of a projection.
pub(super) fn lower(lower: &Lower<'_>, clause: &Projection, to: &mut Building) {
    if let Some(grouping) = &clause.grouping {
        to.finish(Sink::Aggregate(aggregate(lower, grouping)));
    }
    let moved = clause.items.iter().filter(|item| !matches!(item.expr.kind, ExprKind::Slot(slot) if slot == item.slot));
    let moved: Vec<_> = moved.map(|item| (item.slot, lower.scalar(&item.expr))).collect();
    if !moved.is_empty() {
        to.ops.push(Op::Project(moved));
    }
    let items: Vec<Slot> = clause.items.iter().map(|item| item.slot).collect();
    if clause.distinct {
        to.ops.push(Op::Distinct(items.clone()));
    }
    let filter = clause.filter.as_ref().map(|filter| lower.scalar(filter));
    let (skip, limit) = (clause.skip.as_ref(), clause.limit.as_ref());
    let (skip, limit) = (skip.map(|e| lower.scalar(e)), limit.map(|e| lower.scalar(e)));
    if clause.order.is_empty() {
        to.ops.extend(skip.map(Op::Skip));
        to.ops.extend(limit.map(Op::Limit));
    } else {
        let keys = clause.order.iter().map(|key| (lower.scalar(&key.expr), key.descending)).collect();
        let mut keep: BTreeSet<Slot> = items.iter().copied().collect();
        keep.extend(filter.iter().flat_map(|filter| filter.reads.iter()).filter(|slot| to.scope.contains(slot)));
        to.finish(Sink::Sort(Sort { keys, keep: keep.into_iter().collect(), skip, limit }));
    }
    to.ops.extend(filter.map(Op::Filter));
    to.scope = items.into_iter().collect();
}

fn aggregate(lower: &Lower<'_>, grouping: &Grouping) -> Aggregate {
    let keys = grouping.keys.iter().map(|(slot, expr)| (*slot, lower.scalar(expr))).collect();
    let calls = grouping.aggregates.iter().map(|call| call_of(lower, call)).collect();
    Aggregate { keys, calls, adjacent: false, leading: None }
}

fn call_of(lower: &Lower<'_>, call: &AggregateCall) -> Call {
    let args = lower.scalars(&call.args);
    let never_null = args.iter().all(|arg| {
        arg.as_slot().is_some_and(|slot| lower.bound.slots[slot.index()].kinds.within(Kinds::ENTITY | Kinds::PATH))
    });
    let counts_rows = call.function.name == "count" && !call.distinct && never_null;
    Call { call: call.clone(), args, counts_rows }
}
