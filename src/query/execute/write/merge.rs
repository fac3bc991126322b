//! `MERGE`: match the pattern, or make all of it.

use std::cell::RefCell;

use crate::model::value::Value;
use crate::query::bound::Slot;
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::eval::CompiledExpr;
use crate::query::plan::writing;

use super::super::flow::{Flow, GO_ON, settle};
use super::super::live::live_ops;
use super::super::next::{Next, Sink};
use super::super::run::Run;
use super::create::Create;
use super::set::{self, SetItem};
use super::{Writer, Written, written};

/// `MERGE` made ready to run.
pub(super) struct Merge<'p> {
    plan: &'p writing::Merge,
    not_null: Vec<CompiledExpr>,
    create: Create<'p>,
    on_create: Vec<SetItem<'p>>,
    on_match: Vec<SetItem<'p>>,
}

struct Matches<'a> {
    slots: &'a [Slot],
    found: RefCell<Vec<Vec<Value>>>,
}

impl Sink for Matches<'_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], _: u64) -> Flow {
        run.session.keep(self.slots.len() * size_of::<Value>())?;
        self.found.borrow_mut().push(self.slots.iter().map(|slot| row[slot.index()].clone()).collect());
        GO_ON
    }
}

impl<'p> Merge<'p> {
    pub fn ready(writer: &Writer<'_, '_>, plan: &'p writing::Merge) -> Self {
        Self {
            plan,
            not_null: plan.not_null.iter().map(|value| writer.compile(value)).collect(),
            create: Create::ready(writer, &plan.create),
            on_create: set::ready(writer, &plan.on_create),
            on_match: set::ready(writer, &plan.on_match),
        }
    }

    pub fn apply(&self, writer: &mut Writer<'_, '_>, row: &mut [Value], out: &mut dyn FnMut(&mut [Value])) -> Written {
        for value in &self.not_null {
            if matches!(writer.value(value, row)?, Value::Null) {
                let message = "MERGE cannot look for a property that is null";
                return Err(
                    EvalError::new(ErrorType::SemanticError, Detail::MergeReadOwnWrites, message).at(self.plan.at)
                );
            }
        }
        let found = self.find(writer, row)?;
        if found.is_empty() {
            self.create.apply(writer, row)?;
            set::apply(&self.on_create, writer, row)?;
            out(row);
            return Ok(());
        }
        for values in found {
            for (slot, value) in self.plan.introduces.iter().zip(values) {
                row[slot.index()] = value;
            }
            set::apply(&self.on_match, writer, row)?;
            out(row);
        }
        Ok(())
    }

    fn find(&self, writer: &Writer<'_, '_>, row: &mut [Value]) -> Written<Vec<Vec<Value>>> {
        let run = writer.run();
        let ops = live_ops(&run, &self.plan.find);
        let matches = Matches { slots: &self.plan.introduces, found: RefCell::default() };
        written(settle(Next { run: &run, rest: &ops, sink: &matches }.push(row, 1)))?;
        Ok(matches.found.into_inner())
    }
}
