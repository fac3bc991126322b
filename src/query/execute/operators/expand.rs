//! Walking one relationship: to a new node, to a bound one, or only counting.

use crate::graph::Walker;
use crate::model::value::Value;
use crate::query::plan::op::Expand as Plan;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::node_test::NodeTests;
use super::walk::{is_walked, put_edge, put_node};

/// Walks to a new node.
pub(super) struct Expand<'g> {
    plan: &'g Plan,
    walker: Walker<'g>,
    tests: NodeTests<'g>,
}

impl<'g> Expand<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let walker = run.walker(&plan.hop.types, plan.hop.way, plan.rows as u64);
        Self { plan, walker, tests: NodeTests::new(run, &plan.tests) }
    }
}

impl<'g> Operator<'g> for Expand<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(from) = row[self.plan.hop.from.index()] else { return GO_ON };
        let (to, edge_slot, differs) = (self.plan.to.index(), self.plan.edge, self.plan.hop.differs.as_slice());
        self.walker.visit(from, |edge, other| {
            next.run.tick()?;
            if is_walked(row, differs, edge) || !self.tests.pass(next.run, other, row)? {
                return GO_ON;
            }
            if let Some(slot) = edge_slot {
                put_edge(row, slot.index(), edge);
            }
            put_node(row, to, other);
            next.push(row, weight)
        })
    }
}

/// Walks to a node that is bound already.
pub(super) struct ExpandInto<'g> {
    plan: &'g Plan,
    walker: Walker<'g>,
}

impl<'g> ExpandInto<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        Self { plan, walker: run.walker(&plan.hop.types, plan.hop.way, plan.rows as u64) }
    }
}

impl<'g> Operator<'g> for ExpandInto<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let (from, to) = (&row[self.plan.hop.from.index()], &row[self.plan.to.index()]);
        let (&Value::Node(from), &Value::Node(to)) = (from, to) else { return GO_ON };
        self.walker.visit_to(from, to, |edge| {
            next.run.tick()?;
            if is_walked(row, &self.plan.hop.differs, edge) {
                return GO_ON;
            }
            if let Some(slot) = self.plan.edge {
                put_edge(row, slot.index(), edge);
            }
            next.push(row, weight)
        })
    }
}

/// Multiplies the row by the number of relationships.
pub(super) struct Degree<'g> {
    plan: &'g Plan,
    walker: Walker<'g>,
    tests: NodeTests<'g>,
}

impl<'g> Degree<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let walker = run.walker(&plan.hop.types, plan.hop.way, plan.rows as u64);
        Self { plan, walker, tests: NodeTests::new(run, &plan.tests) }
    }

    /// Relationships that pass all tests, one by one.
    fn count(&self, row: &mut [Value], next: Next<'_, 'g>) -> Flow<u64> {
        let mut count = 0;
        if let Value::Node(from) = row[self.plan.hop.from.index()] {
            self.walker.visit(from, |edge, other| {
                next.run.tick()?;
                let fits = !is_walked(row, &self.plan.hop.differs, edge) && self.tests.pass(next.run, other, row)?;
                count += u64::from(fits);
                GO_ON
            })?;
        }
        Flow::Continue(count)
    }
}

impl<'g> Operator<'g> for Degree<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(from) = row[self.plan.hop.from.index()] else { return GO_ON };
        next.run.tick()?;
        let listless = self.plan.hop.differs.is_empty() && self.plan.tests.is_empty();
        let count = if listless { self.walker.degree(from) } else { self.count(row, next)? };
        if count == 0 { GO_ON } else { next.push(row, weight.saturating_mul(count)) }
    }
}
