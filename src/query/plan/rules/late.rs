//! Properties that are collected only to be counted and unwound again are read late: the list holds the nodes, and what
//! comes behind `UNWIND` reads the property. Groups that a filter drops never touch it, and grouping by it needs no text.

use std::collections::BTreeSet;

use super::Context;
use crate::query::bound::{Expr, ExprKind, KeyRef, Slot};
use crate::query::plan::op::Aggregate;
use crate::query::plan::reads::{of_op, of_sink};
use crate::query::plan::scalar::{Scalar, each_part};
use crate::query::plan::{BranchPlan, Op, Sink, Stage};
use crate::query::types::Kinds;

/// Looks at each `collect(n.x)`.
pub(super) fn apply(branch: &mut BranchPlan, context: &Context<'_>) {
    for at in 0..branch.stages.len() {
        let (before, behind) = branch.stages.split_at_mut(at + 1);
        let Some(Stage { sink: Sink::Aggregate(aggregate), .. }) = before.last_mut() else { continue };
        for call in &mut aggregate.calls {
            let collects = call.call.function.name == "collect" && !call.call.distinct;
            let Some((node, key)) = call.args.first().and_then(|arg| node_property(arg, context)) else { continue };
            if collects && unwound_only(call.call.slot, &call.args[0].expr, behind, context) {
                let subqueries = &context.bound.subqueries;
                call.args = vec![Scalar::new(node_with_property(node, key, &call.args[0].expr), subqueries)];
            }
        }
    }
}

/// `n` and `x` of `n.x`, where `n` is a node.
fn node_property(arg: &Scalar, context: &Context<'_>) -> Option<(Slot, KeyRef)> {
    let ExprKind::Property(of, key) = &arg.expr.kind else { return None };
    let ExprKind::Slot(slot) = of.kind else { return None };
    let info = context.bound.slots.get(slot.index())?;
    info.kinds.within(Kinds::NODE).then_some((slot, *key))
}

/// `CASE WHEN n.x IS NOT NULL THEN n END`
fn node_with_property(node: Slot, key: KeyRef, like: &Expr) -> Expr {
    let expr = |kind| Expr { kind, ..like.clone() };
    let property = expr(ExprKind::Property(Box::new(expr(ExprKind::Slot(node))), key));
    let branches = vec![(expr(ExprKind::IsNotNull(Box::new(property))), expr(ExprKind::Slot(node)))];
    expr(ExprKind::Case { subject: None, branches, otherwise: None })
}

/// Whether `list` is only counted and unwound; if so, what is unwound is a node from now on, and its property is read
/// behind that.
fn unwound_only(list: Slot, collected: &Expr, stages: &mut [Stage], context: &Context<'_>) -> bool {
    let Some((stage, place)) = unwinding(list, stages) else { return false };
    let (unwind, behind) = (&stages[stage], &stages[stage + 1..]);
    let Op::Unwind { slot: item, list: of } = &unwind.ops[place] else { return false };
    let (item, at) = (*item, of.expr.at);
    let ExprKind::Property(_, key) = collected.kind else { return false };
    let read_again = unwind.ops[place + 1..].iter().any(|op| op_reads(op, list))
        || sink_reads(&unwind.sink, list)
        || behind.iter().any(|stage| reads(stage, list))
        || context.outputs.contains(&list);
    if read_again {
        return false;
    }
    let node = Box::new(Expr { kind: ExprKind::Slot(item), at });
    let property = Expr { kind: ExprKind::Property(node, key), at: collected.at };
    let property = Scalar::new(property, &context.bound.subqueries);
    read_property(&mut stages[stage], (place, item), &property);
    true
}

/// Has the property read by the grouping, if that alone reads the item and nothing but it; else at once.
fn read_property(stage: &mut Stage, (place, item): (usize, Slot), property: &Scalar) {
    let unread = stage.ops[place + 1..].iter().all(|op| !op_reads(op, item));
    if let (true, Sink::Aggregate(aggregate)) = (unread, &mut stage.sink)
        && scalars(aggregate).all(|scalar| !scalar.reads.contains(&item) || scalar.as_slot() == Some(item))
    {
        scalars(aggregate)
            .filter(|scalar| scalar.as_slot() == Some(item))
            .for_each(|scalar| *scalar = property.clone());
        return;
    }
    stage.ops.insert(place + 1, Op::Project(vec![(item, property.clone())]));
}

fn scalars(aggregate: &mut Aggregate) -> impl Iterator<Item = &mut Scalar> {
    let keys = aggregate.keys.iter_mut().map(|(_, key)| key);
    keys.chain(aggregate.calls.iter_mut().flat_map(|call| &mut call.args))
}

/// The first operator that unwinds `list`, if all before it only count it.
fn unwinding(list: Slot, stages: &[Stage]) -> Option<(usize, usize)> {
    for (at, stage) in stages.iter().enumerate() {
        for (place, op) in stage.ops.iter().enumerate() {
            match op {
                Op::Unwind { list: of, .. } if of.as_slot() == Some(list) => return Some((at, place)),
                op if counts_only(op, list) => {}
                _ => return None,
            }
        }
        match &stage.sink {
            Sink::Sort(sort) if sort.keys.iter().all(|(key, _)| is_counted(&key.expr, list)) => {}
            _ => return None,
        }
    }
    None
}

fn op_reads(op: &Op, slot: Slot) -> bool {
    let mut read = BTreeSet::new();
    of_op(op, &mut read);
    read.contains(&slot)
}

fn sink_reads(sink: &Sink, slot: Slot) -> bool {
    let mut read = BTreeSet::new();
    of_sink(sink, &mut read);
    read.contains(&slot)
}

fn reads(stage: &Stage, slot: Slot) -> bool {
    sink_reads(&stage.sink, slot) || stage.ops.iter().any(|op| op_reads(op, slot))
}

/// Whether an operator reads `list` as `size(list)` at most.
fn counts_only(op: &Op, list: Slot) -> bool {
    match op {
        Op::Filter(test) => is_counted(&test.expr, list),
        Op::Project(items) => items.iter().all(|(to, value)| *to != list && is_counted(&value.expr, list)),
        other => !op_reads(other, list),
    }
}

fn is_counted(expr: &Expr, list: Slot) -> bool {
    match &expr.kind {
        ExprKind::Slot(slot) => *slot != list,
        ExprKind::Subquery(_) => false,
        ExprKind::Call(function, args)
            if function.name == "size" && matches!(args[0].kind, ExprKind::Slot(slot) if slot == list) =>
        {
            true
        }
        _ => all_parts(expr, &|part| is_counted(part, list)),
    }
}

fn all_parts(expr: &Expr, holds: &dyn Fn(&Expr) -> bool) -> bool {
    let mut all = true;
    each_part(expr, &mut |part| all = all && holds(part));
    all
}
