//! `WHERE`

use crate::model::value::Value;
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// Lets rows through for which an expression is true.
pub(super) struct Filter(CompiledExpr);

impl Filter {
    pub fn new(run: &Run<'_>, test: &Scalar) -> Self {
        Self(run.compile(test))
    }
}

impl<'g> Operator<'g> for Filter {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        if next.run.test(&self.0, row)? { next.push(row, weight) } else { GO_ON }
    }
}
