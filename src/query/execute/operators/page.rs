//! `DISTINCT`, `SKIP`, `LIMIT`

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;
use crate::query::value::{self, RowKey};

use super::super::flow::{DONE, Flow, GO_ON, fail};
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// The number behind `SKIP` or `LIMIT`.
pub(in super::super) fn count_of(run: &Run<'_>, expr: &CompiledExpr, row: &mut [Value]) -> Flow<usize> {
    let syntax = |detail, message: String| fail(EvalError::new(ErrorType::SyntaxError, detail, message));
    match run.value(expr, row)? {
        Value::Int(count) => match usize::try_from(count) {
            Ok(count) => ControlFlow::Continue(count),
            Err(_) => {
                syntax(Detail::NegativeIntegerArgument, format!("expected a non-negative integer, found {count}"))
            }
        },
        _ => syntax(Detail::InvalidArgumentType, "SKIP and LIMIT take an integer".into()),
    }
}

/// `DISTINCT`
pub(super) struct Distinct<'g> {
    slots: &'g [Slot],
    seen: RefCell<FxHashSet<RowKey>>,
}

impl<'g> Distinct<'g> {
    pub fn new(slots: &'g [Slot]) -> Self {
        Self { slots, seen: RefCell::default() }
    }
}

impl<'g> Operator<'g> for Distinct<'g> {
    fn push(&self, row: &mut [Value], _: u64, next: Next<'_, 'g>) -> Flow {
        let key: SmallVec<[Value; 2]> = self.slots.iter().map(|slot| row[slot.index()].clone()).collect();
        let bytes = size_of::<RowKey>() + value::bytes_of(&key);
        if self.seen.borrow_mut().insert(RowKey(key)) {
            next.run.session.keep(bytes)?;
            next.push(row, 1)
        } else {
            GO_ON
        }
    }

    fn reset(&self) {
        self.seen.borrow_mut().clear();
    }
}

/// `SKIP`
pub(super) struct Skip {
    count: CompiledExpr,
    left: Cell<Option<usize>>,
}

impl Skip {
    pub fn new(run: &Run<'_>, count: &Scalar) -> Self {
        Self { count: run.compile(count), left: Cell::new(None) }
    }
}

impl<'g> Operator<'g> for Skip {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let left = match self.left.get() {
            Some(left) => left,
            None => count_of(next.run, &self.count, row)?,
        };
        let skipped = left.min(weight as usize);
        self.left.set(Some(left - skipped));
        let rest = weight - skipped as u64;
        if rest > 0 { next.push(row, rest) } else { GO_ON }
    }

    fn reset(&self) {
        self.left.set(None);
    }
}

/// `LIMIT`
pub(super) struct Limit {
    count: CompiledExpr,
    left: Cell<Option<usize>>,
}

impl Limit {
    pub fn new(run: &Run<'_>, count: &Scalar) -> Self {
        Self { count: run.compile(count), left: Cell::new(None) }
    }
}

impl<'g> Operator<'g> for Limit {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let left = match self.left.get() {
            Some(left) => left,
            None => count_of(next.run, &self.count, row)?,
        };
        let taken = (left as u64).min(weight);
        self.left.set(Some(left - taken as usize));
        if taken > 0 {
            next.push(row, taken)?;
        }
        if left as u64 <= weight { DONE } else { GO_ON }
    }

    fn reset(&self) {
        self.left.set(None);
    }
}
