//! Letting a bound node through.

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::plan::op::NodeTest;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::node_test::NodeTests;

/// Lets a row through if the slot holds a node that fits.
pub(super) struct CheckNode<'g> {
    slot: usize,
    tests: NodeTests<'g>,
}

impl<'g> CheckNode<'g> {
    pub fn new(run: &Run<'g>, slot: Slot, tests: &[NodeTest]) -> Self {
        Self { slot: slot.index(), tests: NodeTests::new(run, tests) }
    }
}

impl<'g> Operator<'g> for CheckNode<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let Value::Node(node) = row[self.slot] else { return GO_ON };
        if self.tests.pass(next.run, node, row)? { next.push(row, weight) } else { GO_ON }
    }
}
