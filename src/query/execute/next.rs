//! The chain of operators that a row is pushed through.

use crate::model::value::Value;

use super::flow::Flow;
use super::run::Run;

/// A streaming operator. A row stands for `weight` equal rows.
pub(super) trait Operator<'g> {
    /// Takes a row and pushes what follows from it to `next`.
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow;

    /// Forgets what earlier rows left.
    fn reset(&self) {}
}

/// An operator ready to run.
pub(super) type Live<'g> = Box<dyn Operator<'g> + 'g>;

/// What rows run into at the end.
pub(super) trait Sink {
    /// Takes a row.
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow;
}

/// What comes behind an operator.
#[derive(Clone, Copy)]
pub(super) struct Next<'a, 'g> {
    pub run: &'a Run<'g>,
    pub rest: &'a [Live<'g>],
    pub sink: &'a dyn Sink,
}

impl<'a, 'g> Next<'a, 'g> {
    /// Hands a row on.
    #[inline]
    pub fn push(self, row: &mut [Value], weight: u64) -> Flow {
        match self.rest.split_first() {
            Some((operator, rest)) => operator.push(row, weight, Next { rest, ..self }),
            None => self.sink.take(self.run, row, weight),
        }
    }

    /// A chain of its own for operators inside an operator.
    pub fn inner(self, rest: &'a [Live<'g>], sink: &'a dyn Sink) -> Self {
        Self { run: self.run, rest, sink }
    }
}
