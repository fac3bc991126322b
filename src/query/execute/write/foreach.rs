//! `FOREACH`

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;
use crate::query::plan::writing::WriteOp;

use super::{Clause, Writer, Written, delete, written};

/// `FOREACH` made ready to run.
pub(super) struct Foreach<'p> {
    slot: usize,
    list: CompiledExpr,
    body: Vec<Inner<'p>>,
}

enum Inner<'p> {
    Clause(Clause<'p>),
    Delete(bool, Vec<CompiledExpr>),
}

impl<'p> Foreach<'p> {
    pub fn ready(writer: &Writer<'_, '_>, slot: Slot, list: &Scalar, body: &'p [WriteOp]) -> Self {
        let inner = body.iter().filter_map(|op| match op {
            WriteOp::Delete { detach, targets } => {
                Some(Inner::Delete(*detach, targets.iter().map(|target| writer.compile(target)).collect()))
            }
            other => Clause::ready(writer, other).map(Inner::Clause),
        });
        Self { slot: slot.index(), list: writer.compile(list), body: inner.collect() }
    }

    pub fn apply(&self, writer: &mut Writer<'_, '_>, row: &mut [Value]) -> Written {
        let items = match writer.value(&self.list, row)? {
            Value::List(items) => items,
            Value::Null => return Ok(()),
            _ => {
                let message = "FOREACH goes over a list";
                return Err(
                    EvalError::new(ErrorType::TypeError, Detail::InvalidArgumentType, message).at(self.list.at())
                );
            }
        };
        for item in items.iter() {
            written(writer.session.tick())?;
            row[self.slot] = item.clone();
            for inner in &self.body {
                match inner {
                    Inner::Clause(clause) => clause.apply(writer, row, &mut |_| {})?,
                    Inner::Delete(detach, targets) => delete::apply_row(writer, (*detach, targets), row)?,
                }
            }
        }
        Ok(())
    }
}
