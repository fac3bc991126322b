//! Writing clauses: all rows of what comes before are there before the first write, so no clause reads what it writes
//! itself. Only `MERGE` sees, row by row, what it made for earlier rows.

mod create;
mod delete;
mod foreach;
mod merge;
mod property;
mod set;

use crate::graph::Graph;
use crate::model::value::Value;
use crate::query::Stats;
use crate::query::bound::Slot;
use crate::query::error::EvalError;
use crate::query::eval::CompiledExpr;
use crate::query::plan::Scalar;
use crate::query::plan::writing::WriteOp;

use super::buffer::Buffer;
use super::flow::{Flow, Stop};
use super::run::Run;
use super::session::Session;

/// What writing clauses work on.
pub(super) struct Writer<'w, 'g> {
    pub session: &'w Session<'w>,
    pub graph: &'g mut Graph,
    pub stats: &'g mut Stats,
}

/// The result of a write.
pub(super) type Written<T = ()> = Result<T, EvalError>;

/// A flow out of a short run as a result.
pub(super) fn written<T: Default>(flow: Flow<T>) -> Written<T> {
    match flow {
        Flow::Continue(value) => Ok(value),
        Flow::Break(Stop::Done) => Ok(T::default()),
        Flow::Break(Stop::Fail(error)) => Err(error),
    }
}

/// A writing clause made ready to run.
enum Clause<'p> {
    Create(create::Create<'p>),
    Merge(merge::Merge<'p>),
    Set(Vec<set::SetItem<'p>>),
    Foreach(foreach::Foreach<'p>),
}

impl<'p> Clause<'p> {
    fn ready(writer: &Writer<'_, '_>, op: &'p WriteOp) -> Option<Self> {
        Some(match op {
            WriteOp::Create(plan) => Self::Create(create::Create::ready(writer, plan)),
            WriteOp::Merge(plan) => Self::Merge(merge::Merge::ready(writer, plan)),
            WriteOp::Set(items) => Self::Set(set::ready(writer, items)),
            WriteOp::Foreach { slot, list, body } => Self::Foreach(foreach::Foreach::ready(writer, *slot, list, body)),
            WriteOp::Delete { .. } | WriteOp::Subquery { .. } => return None,
        })
    }

    /// Does the clause for one row and hands on the rows that follow.
    fn apply(&self, writer: &mut Writer<'_, '_>, row: &mut [Value], out: &mut dyn FnMut(&mut [Value])) -> Written {
        match self {
            Self::Create(create) => create.apply(writer, row)?,
            Self::Merge(merge) => return merge.apply(writer, row, out),
            Self::Set(items) => set::apply(items, writer, row)?,
            Self::Foreach(foreach) => foreach.apply(writer, row)?,
        }
        out(row);
        Ok(())
    }
}

impl Writer<'_, '_> {
    /// Runs a clause for all kept rows; gives the rows that follow, with the slots `keep`.
    pub fn clause(&mut self, op: &WriteOp, rows: &Buffer, keep: Vec<Slot>, row: &mut [Value]) -> Written<Buffer> {
        let mut out = Buffer::new(keep);
        match op {
            WriteOp::Delete { detach, targets } => {
                delete::apply(self, (*detach, targets), rows, row)?;
                return Ok(rows.clone());
            }
            WriteOp::Subquery { query, optional } => {
                for at in 0..rows.len() {
                    rows.load(at, row);
                    let found = super::program::run(self, query, row)?;
                    found.replay(*optional, query, row, &mut |row| {
                        out.push(row);
                    });
                }
            }
            other => {
                let Some(clause) = Clause::ready(self, other) else { return Ok(out) };
                for at in 0..rows.len() {
                    rows.load(at, row);
                    written(self.session.tick())?;
                    clause.apply(self, row, &mut |row| {
                        out.push(row);
                    })?;
                }
            }
        }
        Ok(out)
    }

    /// A run that only reads the graph as it is now.
    pub fn run(&self) -> Run<'_> {
        Run::new(self.session, self.graph)
    }

    fn compile(&self, scalar: &Scalar) -> CompiledExpr {
        self.run().compile(scalar)
    }

    /// The value of an expression as of now.
    fn value(&self, expr: &CompiledExpr, row: &mut [Value]) -> Written<Value> {
        written(self.run().value(expr, row))
    }
}
