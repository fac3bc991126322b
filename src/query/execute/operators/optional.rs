//! `OPTIONAL MATCH`

use std::cell::{Cell, RefCell};

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::plan::Op;

use super::super::flow::{Flow, GO_ON, Stop};
use super::super::live::live_ops;
use super::super::next::{Live, Next, Operator, Sink};
use super::super::run::Run;

/// Lets a row go on with nulls if nothing fits.
pub(super) struct Optional<'g> {
    ops: Vec<Live<'g>>,
    introduces: &'g [Slot],
}

impl<'g> Optional<'g> {
    pub fn new(run: &Run<'g>, ops: &'g [Op], introduces: &'g [Slot]) -> Self {
        Self { ops: live_ops(run, ops), introduces }
    }
}

/// Hands rows on to what comes behind an operator, and remembers that there was one and how it ended.
pub(super) struct Onward<'a, 'g> {
    pub next: Next<'a, 'g>,
    pub weight: u64,
    pub any: Cell<bool>,
    pub stop: RefCell<Option<Stop>>,
}

impl<'a, 'g> Onward<'a, 'g> {
    pub fn new(next: Next<'a, 'g>, weight: u64) -> Self {
        Self { next, weight, any: Cell::new(false), stop: RefCell::new(None) }
    }

    /// How the rows that were handed on ended.
    pub fn outcome(self) -> Flow {
        self.stop.into_inner().map_or(GO_ON, Flow::Break)
    }
}

impl Sink for Onward<'_, '_> {
    fn take(&self, _: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        self.any.set(true);
        match self.next.push(row, weight.saturating_mul(self.weight)) {
            Flow::Break(stop) => {
                *self.stop.borrow_mut() = Some(stop);
                super::super::flow::DONE
            }
            go_on => go_on,
        }
    }
}

impl<'g> Operator<'g> for Optional<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let onward = Onward::new(next, weight);
        super::super::flow::settle(next.inner(&self.ops, &onward).push(row, 1))?;
        if onward.any.get() {
            return onward.outcome();
        }
        self.introduces.iter().for_each(|slot| row[slot.index()] = Value::Null);
        next.push(row, weight)
    }

    fn reset(&self) {
        self.ops.iter().for_each(|op| op.reset());
    }
}
