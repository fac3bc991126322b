//! A plan made ready to run: expressions compiled, adjacencies looked up, state of operators empty.

use std::cell::RefCell;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::plan::{BranchPlan, Op, QueryPlan, Sink as End, Stage};
use crate::query::value::{self, RowKey};

use super::aggregate::Groups;
use super::buffer::Buffer;
use super::flow::{Flow, GO_ON, settle};
use super::next::{Live, Next, Sink};
use super::operators;
use super::profile::{Around, Meter, address};
use super::run::Run;
use super::sort::Sorter;

/// A stage ready to run.
pub(super) struct LiveStage<'g> {
    ops: Vec<Live<'g>>,
    breaker: Option<Breaker>,
    /// The address of the plan of the breaker.
    end: usize,
}

/// What needs all rows before it gives one.
enum Breaker {
    Groups(Groups),
    Sorter(Sorter),
}

/// The operators of `ops` ready to run, with meters between them if the run is profiled.
pub(super) fn live_ops<'g>(run: &Run<'g>, ops: &'g [Op]) -> Vec<Live<'g>> {
    chain(run, ops, None)
}

/// The same, with `end` the address of what the rows run into.
fn chain<'g>(run: &Run<'g>, ops: &'g [Op], end: Option<usize>) -> Vec<Live<'g>> {
    if run.session.profile.is_none() {
        return ops.iter().map(|op| operators::live(run, op)).collect();
    }
    let around = Around::default();
    let meter = |left, right| Box::new(Meter { left, right, around: Around::clone(&around) });
    let mut live: Vec<Live<'g>> = vec![meter(None, ops.first().map(address).or(end))];
    for (at, op) in ops.iter().enumerate() {
        live.push(operators::live(run, op));
        live.push(meter(Some(address(op)), ops.get(at + 1).map(address).or(end)));
    }
    live
}

impl<'g> LiveStage<'g> {
    pub fn new(run: &Run<'g>, stage: &'g Stage) -> Self {
        let breaker = match &stage.sink {
            End::Emit | End::Write { .. } => None,
            End::Aggregate(aggregate) => Some(Breaker::Groups(Groups::new(run, aggregate))),
            End::Sort(sort) => Some(Breaker::Sorter(Sorter::new(run, sort))),
        };
        let end = address(&stage.sink);
        Self { ops: chain(run, &stage.ops, breaker.is_some().then_some(end)), breaker, end }
    }

    fn reset(&self) {
        self.ops.iter().for_each(|op| op.reset());
        match &self.breaker {
            Some(Breaker::Groups(groups)) => groups.reset(),
            Some(Breaker::Sorter(sorter)) => sorter.reset(),
            None => {}
        }
    }

    /// Pushes all rows of `input` through; gives the rows of the breaker, or hands them to `sink` if there is none.
    fn feed(&self, run: &Run<'g>, input: Input, row: &mut [Value], sink: &dyn Sink) -> Flow<Option<Buffer>> {
        self.reset();
        let sink = match &self.breaker {
            Some(Breaker::Groups(groups)) => groups as &dyn Sink,
            Some(Breaker::Sorter(sorter)) => sorter as &dyn Sink,
            None => sink,
        };
        let next = Next { run, rest: &self.ops, sink };
        settle(input.replay(row, |row| next.push(row, 1)))?;
        let before = run.session.profile.as_ref().map(|profile| profile.hand_to(self.end));
        let rows = match &self.breaker {
            Some(Breaker::Groups(groups)) => Some(groups.finish(run)?),
            Some(Breaker::Sorter(sorter)) => Some(sorter.finish(run, row)?),
            None => None,
        };
        if let (Some(profile), Some(before)) = (&run.session.profile, before) {
            profile.count(self.end, rows.as_ref().map_or(0, |rows| rows.len() as u64));
            profile.hand_to(before);
        }
        Flow::Continue(rows)
    }
}

/// The rows that a stage starts from.
pub(super) enum Input {
    /// The row at hand.
    Row,
    /// What an earlier stage kept.
    Buffer(Buffer),
}

impl Input {
    fn replay(self, row: &mut [Value], mut each: impl FnMut(&mut [Value]) -> Flow) -> Flow {
        match self {
            Self::Row => each(row),
            Self::Buffer(buffer) => {
                let mut rows = buffer.into_rows();
                while rows.next_into(row) {
                    each(row)?;
                }
                GO_ON
            }
        }
    }
}

/// Runs stages that only read, one behind the other.
pub(super) fn run_stages<'g>(
    run: &Run<'g>,
    stages: &[LiveStage<'g>],
    mut input: Input,
    row: &mut [Value],
    sink: &dyn Sink,
) -> Flow {
    for stage in stages {
        if let Some(rows) = stage.feed(run, std::mem::replace(&mut input, Input::Row), row, sink)? {
            input = Input::Buffer(rows);
        }
    }
    GO_ON
}

/// A reading query ready to run.
pub(super) struct LiveQuery<'g> {
    branches: Vec<Vec<LiveStage<'g>>>,
    distinct: bool,
    outputs: Vec<Slot>,
}

impl<'g> LiveQuery<'g> {
    pub fn new(run: &Run<'g>, plan: &'g QueryPlan) -> Self {
        let branch = |branch: &'g BranchPlan| branch.stages.iter().map(|stage| LiveStage::new(run, stage)).collect();
        let branches = plan.branches.iter().map(branch).collect();
        Self { branches, distinct: plan.distinct, outputs: plan.outputs.clone() }
    }

    /// Hands every row of the result to `sink`.
    pub fn run(&self, run: &Run<'g>, row: &mut [Value], sink: &dyn Sink) -> Flow {
        if self.distinct {
            let once = Once::new(&self.outputs, sink);
            return self.branches.iter().try_for_each(|stages| run_stages(run, stages, Input::Row, row, &once));
        }
        self.branches.iter().try_for_each(|stages| run_stages(run, stages, Input::Row, row, sink))
    }
}

/// Hands equal rows on once.
pub(super) struct Once<'a> {
    slots: &'a [Slot],
    seen: RefCell<FxHashSet<RowKey>>,
    sink: &'a dyn Sink,
}

impl<'a> Once<'a> {
    pub fn new(slots: &'a [Slot], sink: &'a dyn Sink) -> Self {
        Self { slots, seen: RefCell::default(), sink }
    }
}

impl Sink for Once<'_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], _: u64) -> Flow {
        let key: SmallVec<[Value; 2]> = self.slots.iter().map(|slot| row[slot.index()].clone()).collect();
        let bytes = size_of::<RowKey>() + value::bytes_of(&key);
        if self.seen.borrow_mut().insert(RowKey(key)) {
            run.session.keep(bytes)?;
            self.sink.take(run, row, 1)
        } else {
            GO_ON
        }
    }
}
