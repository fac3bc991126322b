//! `UNWIND`

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;

use super::super::flow::{Flow, GO_ON};
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// A row for each element of a list; none for null, one for any other value.
pub(super) struct Unwind {
    list: CompiledExpr,
    slot: usize,
}

impl Unwind {
    pub fn new(run: &Run<'_>, list: &Scalar, slot: Slot) -> Self {
        Self { list: run.compile(list), slot: slot.index() }
    }
}

impl<'g> Operator<'g> for Unwind {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        match next.run.value(&self.list, row)? {
            Value::Null => GO_ON,
            Value::List(items) => {
                for item in items.iter() {
                    next.run.tick()?;
                    row[self.slot] = item.clone();
                    next.push(row, weight)?;
                }
                GO_ON
            }
            other => {
                row[self.slot] = other;
                next.push(row, weight)
            }
        }
    }
}
