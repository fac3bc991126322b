//! How rows flow: forward from operator to operator, until one says stop.

use std::ops::ControlFlow;

use crate::query::error::EvalError;

/// Why no further row is wanted.
#[derive(Debug)]
pub(super) enum Stop {
    /// Enough rows.
    Done,
    /// Something went wrong.
    Fail(EvalError),
}

/// The answer to a row: go on, or stop.
pub(super) type Flow<T = ()> = ControlFlow<Stop, T>;

/// Go on.
pub(super) const GO_ON: Flow = ControlFlow::Continue(());

/// Enough rows.
pub(super) const DONE: Flow = ControlFlow::Break(Stop::Done);

/// A result as a flow.
#[inline]
pub(super) fn flow<T>(result: Result<T, EvalError>) -> Flow<T> {
    match result {
        Ok(value) => ControlFlow::Continue(value),
        Err(error) => ControlFlow::Break(Stop::Fail(error)),
    }
}

/// A fault as a flow.
pub(super) fn fail<T>(error: EvalError) -> Flow<T> {
    ControlFlow::Break(Stop::Fail(error))
}

/// At the head of a pipeline enough is no fault.
pub(super) fn settle(flow: Flow) -> Flow {
    match flow {
        ControlFlow::Break(Stop::Done) => GO_ON,
        other => other,
    }
}

/// A flow as a result, at the border of the executor.
pub(super) fn result(flow: Flow) -> Result<(), EvalError> {
    match flow {
        ControlFlow::Break(Stop::Fail(error)) => Err(error),
        _ => Ok(()),
    }
}
