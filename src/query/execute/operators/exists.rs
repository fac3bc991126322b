//! `EXISTS { … }` and `NOT EXISTS { … }` as filters: the subquery's operators stop at their first row.

use std::cell::Cell;

use crate::model::value::Value;
use crate::query::plan::Op;

use super::super::flow::{DONE, Flow, GO_ON, settle};
use super::super::live::live_ops;
use super::super::next::{Live, Next, Operator, Sink};
use super::super::run::Run;

/// Lets rows through for which there is (or is not) a match.
pub(super) struct Exists<'g> {
    negated: bool,
    ops: Vec<Live<'g>>,
}

impl<'g> Exists<'g> {
    pub fn new(run: &Run<'g>, negated: bool, ops: &'g [Op]) -> Self {
        Self { negated, ops: live_ops(run, ops) }
    }
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
        let found = Found(Cell::new(false));
        settle(next.inner(&self.ops, &found).push(row, 1))?;
        if found.0.get() != self.negated { next.push(row, weight) } else { GO_ON }
    }
}
