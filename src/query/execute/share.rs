//! Threads that share a query: the nodes that its first scan binds are cut into parts, each part runs up to the first
//! grouping by itself, and the groups of the parts are put together in the order of the parts.
//!
//! Nothing of the answer depends on threads: there are as many parts with one as with many, a part walks in the order
//! in which the whole would, and only what is the same however its rows are cut is grouped so. What is absent here:
//! anything about when a query is asked.

use std::ops::Range;
use std::sync::atomic::AtomicUsize;

use rayon::prelude::*;

use crate::graph::{Bits, Graph};
use crate::model::value::Value;
use crate::query::error::EvalError;
use crate::query::plan::op::{Aggregate, Source};
use crate::query::plan::{Op, Sink, Stage};

use super::aggregate::Part;
use super::buffer::Buffer;
use super::flow::{Flow, Stop, flow, result};
use super::live::LiveStage;
use super::run::Run;
use super::session::Seed;

/// Parts of a query whose groups are put together, which costs something for each, and of one that only counts.
const PARTS: usize = 4;
const PARTS_OF_ONE_GROUP: usize = 8;

/// Runs the first stages in parts, if that pays; tells how many they are and gives the rows that they end in.
pub(super) fn begin<'g>(run: &Run<'g>, stages: &[LiveStage<'g>], row: &mut [Value]) -> Flow<Option<(usize, Buffer)>> {
    let ordered = stages.first().is_some_and(|first| first.in_order().is_some());
    let Some(chain) = stages.get(..1 + usize::from(ordered)) else { return Flow::Continue(None) };
    let plans: Vec<&Stage> = chain.iter().map(LiveStage::plan).collect();
    let (Some(last), Some(members)) = (chain.last(), members(run, &plans)) else { return Flow::Continue(None) };
    let Some(groups) = last.groups() else { return Flow::Continue(None) };
    groups.reset();
    for (part, used) in run_parts(run, &plans, members, row)? {
        run.session.keep(used)?;
        groups.absorb(run, part)?;
    }
    let rows = last.finish(run, row)?;
    Flow::Continue(rows.map(|rows| (chain.len(), rows)))
}

/// The groups of all parts, each with the bytes that it keeps; the first fault in the order of the parts.
fn run_parts(run: &Run<'_>, plans: &[&Stage], members: &Bits, row: &[Value]) -> Flow<Vec<(Part, usize)>> {
    let one_group = matches!(plans.last().map(|plan| &plan.sink), Some(Sink::Aggregate(all)) if all.keys.is_empty());
    let parts = cut(members, if one_group { PARTS_OF_ONE_GROUP } else { PARTS });
    let shared = AtomicUsize::new(0);
    let (seed, graph) = (run.session.seed(&shared), run.graph);
    let found: Vec<_> = parts.into_par_iter().map(|words| run_part(&seed, graph, plans, words, row)).collect();
    flow(found.into_iter().collect())
}

fn run_part(
    seed: &Seed<'_>,
    graph: &Graph,
    plans: &[&Stage],
    words: Range<usize>,
    row: &[Value],
) -> Result<(Part, usize), EvalError> {
    let session = seed.session();
    let run = Run::new(&session, graph);
    let mut stages: Vec<LiveStage<'_>> = plans.iter().map(|plan| LiveStage::new(&run, plan)).collect();
    if let Some(first) = stages.first_mut() {
        first.scan_within(&run, words);
    }
    let mut row = row.to_vec();
    let filled = match stages.as_slice() {
        [only] => only.fill(&run, None, &mut row),
        [before, last] => last.fill(&run, Some(before), &mut row),
        _ => Flow::Break(Stop::Done),
    };
    result(filled)?;
    let part = stages.last().and_then(LiveStage::groups).map(|groups| groups.take_part());
    Ok((part.unwrap_or_default(), session.used()))
}

/// Words of a bitmap cut so that each part has about as many members.
fn cut(members: &Bits, parts: usize) -> Vec<Range<usize>> {
    let words = members.words();
    let (mut cuts, mut from, mut seen) = (Vec::with_capacity(parts), 0, 0);
    for (word, nodes) in words.iter().enumerate() {
        seen += nodes.count_ones() as usize;
        if seen * parts >= members.count() * (cuts.len() + 1) && cuts.len() + 1 < parts {
            cuts.push(from..word + 1);
            from = word + 1;
        }
    }
    cuts.push(from..words.len());
    cuts
}

/// The nodes that the first scan goes through, if the stages can be cut by them and are long enough.
fn members<'g>(run: &Run<'g>, plans: &[&Stage]) -> Option<&'g Bits> {
    let Some(Op::Scan(scan)) = plans.first()?.ops.first() else { return None };
    let Source::Label(label) = scan.source else { return None };
    let rows = plans.iter().flat_map(|plan| &plan.ops).map(rows).fold(0.0, f64::max);
    let Sink::Aggregate(last) = &plans.last()?.sink else { return None };
    let cuttable = plans.iter().flat_map(|plan| &plan.ops).all(is_cuttable) && is_mergeable(last);
    if cuttable && run.session.shares(rows) { run.graph.labelled(label) } else { None }
}

/// The rows that the planner expects behind an operator, where it expects any.
fn rows(op: &Op) -> f64 {
    match op {
        Op::Scan(scan) => scan.rows,
        Op::Expand(expand) => expand.rows,
        Op::Intersect(meet) => meet.rows,
        Op::ExpandVar(expand) | Op::Reach(expand) => expand.rows,
        _ => 0.0,
    }
}

/// Whether an operator looks at no other row than the one at hand.
fn is_cuttable(op: &Op) -> bool {
    match op {
        Op::Scan(_) | Op::CheckNode { .. } | Op::Ends(_) | Op::Expand(_) | Op::Degree(_) | Op::Intersect(_) => true,
        Op::ExpandVar(_) | Op::Reach(_) | Op::BuildPath(_) | Op::Filter(_) | Op::Project(_) | Op::Unwind { .. } => true,
        Op::Exists { ops, .. } | Op::Optional { ops, .. } => ops.iter().all(is_cuttable),
        _ => false,
    }
}

/// Whether the groups of parts can be put together to what the whole would have given.
fn is_mergeable(aggregate: &Aggregate) -> bool {
    aggregate.calls.iter().all(|call| match call.call.function.name {
        "count" => true,
        "collect" => !call.call.distinct,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_about_as_many_members_and_leave_none_out() {
        let mut members = Bits::with_bound(6400);
        for node in (0..640).chain([6399]) {
            members.insert(node);
        }
        let parts = cut(&members, 4);
        assert_eq!(parts, [0..3, 3..6, 6..8, 8..100]);
    }

    #[test]
    fn a_small_bitmap_has_empty_parts() {
        let mut members = Bits::default();
        members.insert(3);
        assert_eq!(cut(&members, 4).into_iter().map(|words| words.len()).sum::<usize>(), 1);
    }
}
