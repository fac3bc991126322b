//! `UNWIND`

use std::sync::Arc;

use crate::model::value::Value;
use crate::query::bound::{ExprKind, Slot};
use crate::query::eval::CompiledExpr;
use crate::query::functions::Numbers;
use crate::query::plan::Scalar;

use super::super::flow::{Flow, GO_ON, flow};
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// A row for each element of a list; none for null, one for any other value.
pub(super) struct Unwind {
    list: List,
    slot: usize,
    at: crate::model::span::Span,
}

/// Where the elements come from.
enum List {
    Of(CompiledExpr),
    /// `range(1, 1000000000)`: one number after the other.
    Range(Vec<CompiledExpr>),
}

impl Unwind {
    pub fn new(run: &Run<'_>, list: &Scalar, slot: Slot) -> Self {
        let part = |expr: &crate::query::bound::Expr| Scalar { expr: Arc::new(expr.clone()), ..list.clone() };
        let at = list.expr.at;
        let list = match &list.expr.kind {
            ExprKind::Call(function, args) if function.name == "range" => {
                List::Range(args.iter().map(|arg| run.compile(&part(arg))).collect())
            }
            _ => List::Of(run.compile(list)),
        };
        Self { list, slot: slot.index(), at }
    }

    fn numbers<'g>(&self, args: &[CompiledExpr], (row, weight): (&mut [Value], u64), next: Next<'_, 'g>) -> Flow {
        let mut values = Vec::with_capacity(args.len());
        for arg in args {
            values.push(next.run.value(arg, row)?);
        }
        if values.iter().any(|value| matches!(value, Value::Null)) {
            return GO_ON;
        }
        let numbers = flow(Numbers::new(&values).map_err(|error| error.at(self.at)))?;
        for place in 0..numbers.count {
            next.run.tick()?;
            row[self.slot] = numbers.at(place);
            next.push(row, weight)?;
        }
        GO_ON
    }
}

impl<'g> Operator<'g> for Unwind {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let list = match &self.list {
            List::Range(args) => return self.numbers(args, (row, weight), next),
            List::Of(list) => list,
        };
        match next.run.value(list, row)? {
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
