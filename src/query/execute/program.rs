//! Running a query that may write: stages that only read run together, each writing clause by itself between them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::plan::writing::{CreateItem, WriteOp};
use crate::query::plan::{BranchPlan, QueryPlan, Sink as End, Stage};

use super::buffer::Buffer;
use super::flow::{Flow, GO_ON};
use super::live::{LiveStage, Once, run_stages};
use super::next::Sink;
use super::run::Run;
use super::write::{Writer, Written, written};

/// What a query found.
pub(super) struct Found {
    /// Its rows, by output slots; none if it gives no rows.
    rows: Option<Buffer>,
}

impl Found {
    /// Hands on a row for each row found; the row itself if the query gives none.
    pub fn replay(&self, optional: bool, query: &QueryPlan, row: &mut [Value], out: &mut dyn FnMut(&mut [Value])) {
        let Some(rows) = &self.rows else { return out(row) };
        for at in 0..rows.len() {
            rows.load(at, row);
            out(row);
        }
        if rows.len() == 0 && optional {
            query.outputs.iter().for_each(|slot| row[slot.index()] = Value::Null);
            out(row);
        }
    }
}

/// Keeps rows.
pub(super) struct Keep(pub RefCell<Buffer>);

impl Keep {
    pub fn new(slots: Vec<Slot>) -> Self {
        Self(RefCell::new(Buffer::new(slots)))
    }
}

impl Sink for Keep {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let mut buffer = self.0.borrow_mut();
        for _ in 0..weight {
            run.session.keep(buffer.push(row))?;
        }
        GO_ON
    }
}

/// Runs a query for the row at hand.
pub(super) fn run(writer: &mut Writer<'_, '_>, query: &QueryPlan, row: &mut [Value]) -> Written<Found> {
    let kept = Keep::new(query.outputs.clone());
    let once = query.distinct.then(|| Once::new(&query.outputs, &kept));
    let sink: &dyn Sink = once.as_ref().map_or(&kept, |once| once);
    for branch in &query.branches {
        run_branch(writer, branch, row, sink)?;
    }
    let returns = query.branches.iter().any(|branch| branch.returns);
    drop(once);
    Ok(Found { rows: returns.then(|| kept.0.into_inner()) })
}

/// Drops rows.
struct Drain;

impl Sink for Drain {
    fn take(&self, _: &Run<'_>, _: &mut [Value], _: u64) -> Flow {
        GO_ON
    }
}

fn run_branch(writer: &mut Writer<'_, '_>, branch: &BranchPlan, row: &mut [Value], sink: &dyn Sink) -> Written {
    let mut start = None;
    let sink = if branch.returns { sink } else { &Drain };
    let mut stages = branch.stages.as_slice();
    loop {
        let reading = stages.iter().position(|stage| matches!(stage.sink, End::Write { .. })).unwrap_or(stages.len());
        let Some(Stage { sink: End::Write { keep, clause }, .. }) = stages.get(reading) else {
            return read(writer, stages, start, row, sink);
        };
        let kept = Keep::new(keep.clone());
        read(writer, &stages[..=reading], start, row, &kept)?;
        let slots: BTreeSet<Slot> = keep.iter().copied().chain(filled(clause)).collect();
        start = Some(writer.clause(clause, &kept.0.into_inner(), slots.into_iter().collect(), row)?);
        stages = &stages[reading + 1..];
    }
}

fn read(
    writer: &Writer<'_, '_>,
    stages: &[Stage],
    start: Option<Buffer>,
    row: &mut [Value],
    sink: &dyn Sink,
) -> Written {
    let run = writer.run();
    let live: Vec<_> = stages.iter().map(|stage| LiveStage::new(&run, stage)).collect();
    written(run_stages(&run, &live, start, row, sink))
}

/// The slots that a writing clause adds to a row.
fn filled(clause: &WriteOp) -> Vec<Slot> {
    match clause {
        WriteOp::Create(create) => {
            let items = create.items.iter().map(|item| match item {
                CreateItem::Node { slot, .. } | CreateItem::Edge { slot, .. } => *slot,
            });
            items.chain(create.paths.iter().map(|(slot, ..)| *slot)).collect()
        }
        WriteOp::Merge(merge) => merge.introduces.clone(),
        WriteOp::Subquery { query, .. } => query.outputs.clone(),
        WriteOp::Set(_) | WriteOp::Delete { .. } | WriteOp::Foreach { .. } => Vec::new(),
    }
}
