//! `CALL { … }` that only reads.

use crate::model::value::Value;
use crate::query::plan::QueryPlan;

use super::super::flow::{Flow, GO_ON};
use super::super::live::LiveQuery;
use super::super::next::{Next, Operator};
use super::super::run::Run;
use super::optional::Onward;

/// For each row the rows of a query.
pub(super) struct Subquery<'g> {
    plan: &'g QueryPlan,
    query: LiveQuery<'g>,
    optional: bool,
}

impl<'g> Subquery<'g> {
    pub fn new(run: &Run<'g>, plan: &'g QueryPlan, optional: bool) -> Self {
        Self { plan, query: LiveQuery::new(run, plan), optional }
    }
}

impl<'g> Operator<'g> for Subquery<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let onward = Onward::new(next, weight);
        self.query.run(next.run, row, &onward)?;
        if onward.any.get() {
            return onward.outcome();
        }
        if !self.optional {
            return GO_ON;
        }
        self.plan.outputs.iter().for_each(|slot| row[slot.index()] = Value::Null);
        next.push(row, weight)
    }
}
