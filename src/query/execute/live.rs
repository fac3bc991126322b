//! A plan made ready to run: expressions compiled, adjacencies looked up, state of operators empty.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::plan::{BranchPlan, Op, QueryPlan, Sink as End, Stage};
use crate::query::value::{self, RowKey};

use super::aggregate::{Group, Groups};
use super::buffer::Buffer;
use super::flow::{DONE, Flow, GO_ON, Stop, settle};
use super::next::{Live, Next, Sink};
use super::operators;
use super::profile::{Around, Meter, address};
use super::run::Run;
use super::share;
use super::sort::Sorter;

/// A stage ready to run.
pub(super) struct LiveStage<'g> {
    ops: Vec<Live<'g>>,
    breaker: Option<Breaker<'g>>,
    /// The address of the plan of the breaker.
    end: usize,
    plan: &'g Stage,
}

/// What needs all rows before it gives one.
enum Breaker<'g> {
    Groups(Groups<'g>),
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
        Self { ops: chain(run, &stage.ops, breaker.is_some().then_some(end)), breaker, end, plan: stage }
    }

    /// The grouping that ends it, if the rows of a group come one behind the other.
    pub(super) fn in_order(&self) -> Option<&Groups<'g>> {
        match &self.breaker {
            Some(Breaker::Groups(groups)) if groups.are_in_order() => Some(groups),
            _ => None,
        }
    }

    /// The grouping that ends it.
    pub(super) fn groups(&self) -> Option<&Groups<'g>> {
        match &self.breaker {
            Some(Breaker::Groups(groups)) => Some(groups),
            _ => None,
        }
    }

    /// The plan that it was made from.
    pub(super) fn plan(&self) -> &'g Stage {
        self.plan
    }

    /// Leaves its first scan only the members of a label among those words.
    pub(super) fn scan_within(&mut self, run: &Run<'g>, words: Range<usize>) {
        if let (Some(Op::Scan(plan)), Some(first)) = (self.plan.ops.first(), self.ops.first_mut()) {
            *first = operators::scan_within(run, plan, words);
        }
    }

    /// Pushes all rows of a whole query, or of a part of it, into the grouping at its end; `before` is the stage before
    /// it if the groups of that come in order.
    pub(super) fn fill(&self, run: &Run<'g>, before: Option<&Self>, row: &mut [Value]) -> Flow {
        self.reset();
        let Some(groups) = self.groups() else { return GO_ON };
        let input = match before.and_then(|before| Some((before, before.in_order()?))) {
            Some((before, in_order)) => Input::InOrder(Box::new(Input::Row), before, in_order),
            None => Input::Row,
        };
        let next = Next { run, rest: &self.ops, sink: groups };
        settle(input.replay(run, row, &mut |row| next.push(row, 1)))
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
    fn feed(&self, run: &Run<'g>, input: Input<'_, 'g>, row: &mut [Value], sink: &dyn Sink) -> Flow<Option<Buffer>> {
        self.reset();
        let sink = match &self.breaker {
            Some(Breaker::Groups(groups)) => groups as &dyn Sink,
            Some(Breaker::Sorter(sorter)) => sorter as &dyn Sink,
            None => sink,
        };
        let next = Next { run, rest: &self.ops, sink };
        settle(input.replay(run, row, &mut |row| next.push(row, 1)))?;
        self.finish(run, row)
    }

    /// The rows of the breaker.
    pub(super) fn finish(&self, run: &Run<'g>, row: &mut [Value]) -> Flow<Option<Buffer>> {
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
enum Input<'a, 'g> {
    /// The row at hand.
    Row,
    /// What an earlier stage kept.
    Buffer(Buffer),
    /// The groups that another stage gives one by one.
    InOrder(Box<Input<'a, 'g>>, &'a LiveStage<'g>, &'a Groups<'g>),
}

type Each<'e> = &'e mut dyn FnMut(&mut [Value]) -> Flow;

impl<'g> Input<'_, 'g> {
    fn replay(self, run: &Run<'g>, row: &mut [Value], each: Each<'_>) -> Flow {
        match self {
            Self::Row => each(row),
            Self::Buffer(buffer) => {
                let mut rows = buffer.into_rows();
                while rows.next_into(row) {
                    each(row)?;
                }
                GO_ON
            }
            Self::InOrder(input, stage, groups) => stage.hand_on(run, *input, row, (groups, each)),
        }
    }
}

impl<'g> LiveStage<'g> {
    /// Hands on each group as soon as the next one begins.
    fn hand_on(
        &self,
        run: &Run<'g>,
        input: Input<'_, 'g>,
        row: &mut [Value],
        (groups, each): (&Groups<'g>, Each<'_>),
    ) -> Flow {
        self.reset();
        let frame = row.to_vec();
        let hand = HandOn { groups, end: self.end, to: RefCell::new((frame, each)), stop: RefCell::default() };
        let next = Next { run, rest: &self.ops, sink: &hand };
        settle(input.replay(run, row, &mut |row| next.push(row, 1)))?;
        if let Some(stop) = hand.stop.take() {
            return Flow::Break(stop);
        }
        let before = run.session.profile.as_ref().map(|profile| profile.hand_to(self.end));
        if let Some(group) = groups.last_in_order(run)? {
            hand.hand(run, group)?;
        }
        if let (Some(profile), Some(before)) = (&run.session.profile, before) {
            profile.hand_to(before);
        }
        GO_ON
    }
}

/// Hands groups on that come in order.
struct HandOn<'a, 'g, 'e> {
    groups: &'a Groups<'g>,
    /// The address of the plan of the grouping.
    end: usize,
    /// The frame of the rows handed on (that of the rows that come in is in use), and where they go.
    to: RefCell<(Vec<Value>, Each<'e>)>,
    /// How the rows that were handed on ended.
    stop: RefCell<Option<Stop>>,
}

impl HandOn<'_, '_, '_> {
    fn hand(&self, run: &Run<'_>, group: Group) -> Flow {
        let mut to = self.to.borrow_mut();
        let (frame, each) = &mut *to;
        for (slot, value) in self.groups.slots().iter().zip(group) {
            frame[slot.index()] = value;
        }
        if let Some(profile) = &run.session.profile {
            profile.count(self.end, 1);
        }
        each(frame)
    }
}

impl Sink for HandOn<'_, '_, '_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let Some(group) = self.groups.take_in_order(run, row, weight)? else { return GO_ON };
        match self.hand(run, group) {
            Flow::Break(stop) => {
                *self.stop.borrow_mut() = Some(stop);
                DONE
            }
            go_on => go_on,
        }
    }
}

/// Runs stages that only read, one behind the other; they start from rows kept before, or else from the row at hand.
pub(super) fn run_stages<'g>(
    run: &Run<'g>,
    stages: &[LiveStage<'g>],
    start: Option<Buffer>,
    row: &mut [Value],
    sink: &dyn Sink,
) -> Flow {
    let mut input = start.map_or(Input::Row, Input::Buffer);
    let mut stages = stages.iter().peekable();
    while let Some(stage) = stages.next() {
        let before = std::mem::replace(&mut input, Input::Row);
        match stage.in_order() {
            Some(groups) if stages.peek().is_some() => input = Input::InOrder(Box::new(before), stage, groups),
            _ => {
                if let Some(rows) = stage.feed(run, before, row, sink)? {
                    input = Input::Buffer(rows);
                }
            }
        }
    }
    GO_ON
}

/// A reading query ready to run.
pub(super) struct LiveQuery<'g> {
    branches: Vec<Vec<LiveStage<'g>>>,
    distinct: bool,
    outputs: Vec<Slot>,
    /// Whether threads may share it.
    shared: bool,
}

impl<'g> LiveQuery<'g> {
    pub fn new(run: &Run<'g>, plan: &'g QueryPlan) -> Self {
        let branch = |branch: &'g BranchPlan| branch.stages.iter().map(|stage| LiveStage::new(run, stage)).collect();
        let branches = plan.branches.iter().map(branch).collect();
        Self { branches, distinct: plan.distinct, outputs: plan.outputs.clone(), shared: false }
    }

    /// The same query, to be shared by threads where that pays.
    pub fn shared(self) -> Self {
        Self { shared: true, ..self }
    }

    fn run_branch(&self, run: &Run<'g>, stages: &[LiveStage<'g>], row: &mut [Value], sink: &dyn Sink) -> Flow {
        let begun = if self.shared { share::begin(run, stages, row)? } else { None };
        let (done, start) = begun.map_or((0, None), |(done, rows)| (done, Some(rows)));
        run_stages(run, &stages[done..], start, row, sink)
    }

    /// Hands every row of the result to `sink`.
    pub fn run(&self, run: &Run<'g>, row: &mut [Value], sink: &dyn Sink) -> Flow {
        if self.distinct {
            let once = Once::new(&self.outputs, sink);
            return self.branches.iter().try_for_each(|stages| self.run_branch(run, stages, row, &once));
        }
        self.branches.iter().try_for_each(|stages| self.run_branch(run, stages, row, sink))
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
