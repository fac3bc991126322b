//! `CALL p() YIELD x`

use std::borrow::Cow;

use crate::model::value::Value;
use crate::query::eval::CompiledExpr;
use crate::query::plan::op::CallProcedure as Plan;
use crate::query::procedures::ProcedureBody;
use crate::query::value;

use super::super::flow::{Flow, GO_ON, flow};
use super::super::next::{Next, Operator};
use super::super::run::Run;

/// For each row the rows of a procedure.
pub(super) struct Call<'g> {
    plan: &'g Plan,
    args: Vec<CompiledExpr>,
}

impl<'g> Call<'g> {
    pub fn new(run: &Run<'g>, plan: &'g Plan) -> Self {
        Self { plan, args: run.compile_all(&plan.args) }
    }

    fn rows(&self, run: &Run<'g>, args: &[Value]) -> Flow<Cow<'g, [Vec<Value>]>> {
        match &self.plan.procedure.body {
            ProcedureBody::Table(rows) => {
                let inputs = self.plan.procedure.inputs.len();
                let fits = |row: &&Vec<Value>| {
                    row.iter().zip(args).all(|(a, b)| value::equivalent(a, b) || value::equals(a, b) == Some(true))
                };
                let found = rows.iter().filter(fits).map(|row| row.get(inputs..).unwrap_or_default().to_vec());
                Flow::Continue(Cow::Owned(found.collect()))
            }
            ProcedureBody::Native(native) => {
                let rows = native(args, run.functions()).map_err(|error| error.at(self.plan.at));
                Flow::Continue(Cow::Owned(flow(rows)?))
            }
        }
    }
}

impl<'g> Operator<'g> for Call<'g> {
    fn push(&self, row: &mut [Value], weight: u64, next: Next<'_, 'g>) -> Flow {
        let mut args = Vec::with_capacity(self.args.len());
        for arg in &self.args {
            args.push(next.run.value(arg, row)?);
        }
        let rows = self.rows(next.run, &args)?;
        if self.plan.procedure.outputs.is_empty() {
            return next.push(row, weight);
        }
        for found in rows.iter() {
            next.run.tick()?;
            for (column, slot) in &self.plan.yields {
                row[slot.index()] = found.get(*column).cloned().unwrap_or_default();
            }
            next.push(row, weight)?;
        }
        if rows.is_empty() && self.plan.optional {
            self.plan.yields.iter().for_each(|(_, slot)| row[slot.index()] = Value::Null);
            return next.push(row, weight);
        }
        GO_ON
    }
}
