//! Walking a path pattern repeatedly: `((a)-[:X]->(b) WHERE a.x < b.x){1,3}`. No edge twice.

use std::cell::RefCell;
use std::sync::Arc;

use crate::model::value::{EdgeId, NodeId, Value};
use crate::query::plan::op::Repeat as Plan;

use super::super::flow::{Flow, GO_ON, settle};
use super::super::live::live_ops;
use super::super::next::{Live, Next, Operator, Sink};
use super::super::run::Run;
use super::node_test::NodeTests;
use super::walk::{edge_list, is_walked};

/// Walks a path pattern repeatedly.
pub(super) struct Repeat<'g> {
    plan: &'g Plan,
    ops: Vec<Live<'g>>,
    tests: NodeTests<'g>,
}

/// What one repetition found.
#[derive(Clone)]
struct Lap {
    end: NodeId,
    edges: Vec<EdgeId>,
    groups: Vec<Value>,
}

impl Lap {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.edges.len() * size_of::<EdgeId>() + self.groups.len() * size_of::<Value>()
    }
}

/// Gathers the laps that start at one node.
struct Laps<'a> {
    plan: &'a Plan,
    before: &'a [Lap],
    found: RefCell<Vec<Lap>>,
}

impl Sink for Laps<'_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], _: u64) -> Flow {
        run.tick()?;
        let Value::Node(end) = row[self.plan.inner_to.index()] else { return GO_ON };
        let mut edges = Vec::new();
        self.plan.inner_edges.iter().for_each(|slot| gather(&row[slot.index()], &mut edges));
        let walked = |edge: &EdgeId| self.before.iter().any(|lap| lap.edges.contains(edge));
        if edges.iter().any(|edge| walked(edge) || is_walked(row, &self.plan.differs, *edge)) {
            return GO_ON;
        }
        let groups = self.plan.groups.iter().map(|(inner, _)| row[inner.index()].clone()).collect();
        let lap = Lap { end, edges, groups };
        run.session.keep(lap.bytes())?;
        self.found.borrow_mut().push(lap);
        GO_ON
    }
}

fn gather(value: &Value, edges: &mut Vec<EdgeId>) {
    match value {
        Value::Edge(edge) => edges.push(*edge),
        Value::List(items) => items.iter().for_each(|item| gather(item, edges)),
        _ => {}
    }
}

impl<'g> Repeat<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        Self { plan, ops: live_ops(run, &plan.ops), tests: NodeTests::new(run, &plan.tests) }
    }

    fn laps(&self, from: NodeId, before: &[Lap], row: &mut [Value], next: Next<'_, 'g>) -> Flow<Vec<Lap>> {
        let laps = Laps { plan: self.plan, before, found: RefCell::default() };
        row[self.plan.inner_from.index()] = Value::Node(from);
        self.ops.iter().for_each(|op| op.reset());
        settle(next.inner(&self.ops, &laps).push(row, 1))?;
        let mut found = laps.found.into_inner();
        found.reverse();
        Flow::Continue(found)
    }

    fn emit(&self, node: NodeId, laps: &[Lap], (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let to = self.plan.to.index();
        if self.plan.into {
            if !matches!(row[to], Value::Node(other) if other == node) {
                return GO_ON;
            }
        } else {
            if !self.tests.pass(next.run, node, row)? {
                return GO_ON;
            }
            row[to] = Value::Node(node);
        }
        let ordered: Vec<&Lap> = if self.plan.reversed { laps.iter().rev().collect() } else { laps.iter().collect() };
        for (at, (_, slot)) in self.plan.groups.iter().enumerate() {
            row[slot.index()] = Value::List(Arc::new(ordered.iter().map(|lap| lap.groups[at].clone()).collect()));
        }
        row[self.plan.walked.index()] = edge_list(ordered.iter().flat_map(|lap| lap.edges.iter().copied()));
        next.push(row, weight)
    }
}

impl<'g> Operator<'g> for Repeat<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(from) = row[self.plan.from.index()] else { return GO_ON };
        let (min, max) = (self.plan.times.min as usize, self.plan.times.max.map_or(usize::MAX, |max| max as usize));
        let mut walked: Vec<Lap> = Vec::new();
        let mut levels: Vec<Vec<Lap>> = Vec::new();
        if min == 0 {
            self.emit(from, &[], (row, weight), next)?;
        }
        if max > 0 {
            levels.push(self.laps(from, &[], row, next)?);
        }
        while let Some(level) = levels.last_mut() {
            let Some(lap) = level.pop() else {
                levels.pop();
                let gone = walked.pop();
                next.run.session.release(gone.as_ref().map_or(0, Lap::bytes));
                continue;
            };
            let (end, idle) = (lap.end, lap.edges.is_empty());
            walked.push(lap);
            if walked.len() >= min {
                self.emit(end, &walked, (row, weight), next)?;
            }
            if walked.len() < max && !idle {
                levels.push(self.laps(end, &walked, row, next)?);
            } else {
                let gone = walked.pop();
                next.run.session.release(gone.as_ref().map_or(0, Lap::bytes));
            }
        }
        GO_ON
    }
}
