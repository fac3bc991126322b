//! `WITH a.x AS y`, `RETURN a.x`

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;

use super::super::flow::Flow;
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// Computes values into slots.
pub(super) struct Project(Vec<(usize, CompiledExpr)>);

impl Project {
    pub fn new(run: &Run<'_>, items: &[(Slot, Scalar)]) -> Self {
        Self(items.iter().map(|(slot, expr)| (slot.index(), run.compile(expr))).collect())
    }
}

impl<'g> Operator<'g> for Project {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        for (slot, expr) in &self.0 {
            row[*slot] = next.run.value(expr, row)?;
        }
        next.push(row, weight)
    }
}
