//! Each node within a number of steps once: breadth first with a set of visited nodes.
//!
//! Stands for a variable length where nobody asks for the relationships and nobody counts how often a node is reached:
//! on directed edges a node is the end of a trail of at most n steps just if a shortest walk there has at most n.

use crate::graph::{Bits, Walker};
use crate::model::value::{NodeId, Value};
use crate::query::plan::op::ExpandVar as Plan;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::expand_var::{EdgeTests, has_properties};
use super::node_test::NodeTests;
use super::walk::put_node;

/// Gives each node within a number of steps once.
pub(super) struct Reach<'g> {
    plan: &'g Plan,
    walker: Walker<'g>,
    tests: NodeTests<'g>,
    properties: EdgeTests,
}

impl<'g> Reach<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        let walker = run.walker(&plan.hop.types, plan.hop.way, plan.rows as u64);
        let properties = EdgeTests::new(run, &plan.properties);
        Self { plan, walker, tests: NodeTests::new(run, &plan.tests), properties }
    }

    fn emit(&self, node: NodeId, (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        if !self.tests.pass(next.run, node, row)? {
            return GO_ON;
        }
        put_node(row, self.plan.to.index(), node);
        next.push(row, weight)
    }
}

impl<'g> Operator<'g> for Reach<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(from) = row[self.plan.hop.from.index()] else { return GO_ON };
        let wanted = self.properties.values(next.run, row)?;
        let mut visited = Bits::default();
        if self.plan.steps.min == 0 {
            visited.insert(from.0);
            self.emit(from, (row, weight), next)?;
        }
        let (mut frontier, mut depth) = (vec![from], 0);
        while !frontier.is_empty() && self.plan.steps.max.is_none_or(|max| depth < max) {
            depth += 1;
            let mut reached = Vec::new();
            for node in frontier {
                self.walker.visit(node, |edge, other| {
                    next.run.tick()?;
                    if has_properties(next.run, edge, &wanted) && visited.insert(other.0) {
                        reached.push(other);
                    }
                    GO_ON
                })?;
            }
            reached.iter().try_for_each(|node| self.emit(*node, (row, weight), next))?;
            frontier = reached;
        }
        GO_ON
    }
}
