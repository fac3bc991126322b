//! `EXISTS { … }` and `NOT EXISTS { … }` as filters: the subquery's operators stop at their first row.

use std::cell::Cell;

use crate::graph::Walker;
use crate::model::value::Value;
use crate::query::plan::Op;
use crate::query::plan::op::Expand;

use super::super::flow::{DONE, Flow, GO_ON, settle};
use super::super::live::live_ops;
use super::super::next::{Live, Next, Operator, Sink};
use super::super::run::Run;

/// Lets rows through for which there is (or is not) a match.
pub(super) struct Exists<'g> {
    negated: bool,
    inner: Inner<'g>,
}

/// How a match is looked for.
enum Inner<'g> {
    /// A node with any relationship will do.
    Degree(usize, Walker<'g>),
    Ops(Vec<Live<'g>>),
}

impl<'g> Exists<'g> {
    pub fn new(run: &Run<'g>, negated: bool, ops: &'g [Op]) -> Self {
        let inner = match degree(ops) {
            Some(plan) if run.session.profile.is_none() => {
                let walker = run.walker(&plan.hop.types, plan.hop.way, plan.rows as u64);
                Inner::Degree(plan.hop.from.index(), walker)
            }
            _ => Inner::Ops(live_ops(run, ops)),
        };
        Self { negated, inner }
    }

    fn holds(&self, row: &mut [Value], next: Next<'_, 'g>) -> Flow<bool> {
        Flow::Continue(match &self.inner {
            Inner::Degree(slot, walker) => {
                next.run.tick()?;
                matches!(row[*slot], Value::Node(node) if walker.has_any(node))
            }
            Inner::Ops(ops) => {
                let found = Found(Cell::new(false));
                settle(next.inner(ops, &found).push(row, 1))?;
                found.0.get()
            }
        })
    }
}

/// The one step that the operators come down to, if that is one over any relationship from a bound node.
fn degree(ops: &[Op]) -> Option<&Expand> {
    let (Op::Degree(plan), nodes) = ops.split_last()? else { return None };
    let plain = |op: &Op| matches!(op, Op::CheckNode { slot, tests } if *slot == plan.hop.from && tests.is_empty());
    (nodes.iter().all(plain) && plan.tests.is_empty() && plan.hop.differs.is_empty()).then_some(plan)
}

struct Found(Cell<bool>);

impl Sink for Found {
    fn take(&self, _: &Run<'_>, _: &mut [Value], _: u64) -> Flow {
        self.0.set(true);
        DONE
    }
}

impl<'g> Operator<'g> for Exists<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        if self.holds(row, next)? != self.negated { next.push(row, weight) } else { GO_ON }
    }
}
