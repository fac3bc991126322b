//! A run against one state of the graph: evaluates expressions, answers subqueries.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use crate::graph::{Graph, Types, Walker, Way};
use crate::model::value::Value;
use crate::query::bound::{SubqueryKind, SubqueryRef};
use crate::query::context::{FnContext, Subqueries};
use crate::query::error::EvalError;
use crate::query::eval::{CompiledExpr, Environment, EvalContext};
use crate::query::plan::Scalar;
use crate::query::value;

use super::flow::{DONE, Flow, GO_ON, flow, result};
use super::live::LiveQuery;
use super::next::Sink;
use super::session::Session;

/// A run against one state of the graph.
pub(super) struct Run<'g> {
    pub graph: &'g Graph,
    pub session: &'g Session<'g>,
    functions: FnContext<'g>,
    subqueries: RefCell<Vec<Option<Rc<LiveQuery<'g>>>>>,
}

impl<'g> Run<'g> {
    pub fn new(session: &'g Session<'g>, graph: &'g Graph) -> Self {
        let functions = FnContext { graph, now: session.now, random: &session.random, budget: session };
        Self { graph, session, functions, subqueries: RefCell::default() }
    }

    /// An expression made ready for this run.
    pub fn compile(&self, scalar: &Scalar) -> CompiledExpr {
        let session = self.session;
        let environment =
            Environment { bound: &session.plan.bound, params: session.params, functions: &self.functions };
        CompiledExpr::new(&scalar.expr, &environment)
    }

    pub fn compile_all(&self, scalars: &[Scalar]) -> Vec<CompiledExpr> {
        scalars.iter().map(|scalar| self.compile(scalar)).collect()
    }

    /// A walker over relationships of these types; `work` is how many of them it is expected to touch. The parts of a
    /// shared run take what adjacencies there are, so that all walk in one order.
    pub fn walker(&self, types: &Types, way: Way, work: u64) -> Walker<'g> {
        if self.session.is_part() { self.graph.walker_as_is(types, way) } else { self.graph.walker(types, way, work) }
    }

    fn context(&self) -> EvalContext<'_> {
        EvalContext { functions: &self.functions, subqueries: self }
    }

    /// Graph and time.
    pub fn functions(&self) -> &FnContext<'g> {
        &self.functions
    }

    /// The value of an expression for a row.
    #[inline]
    pub fn value(&self, expr: &CompiledExpr, row: &mut [Value]) -> Flow<Value> {
        flow(expr.eval(row, &self.context()))
    }

    /// Whether an expression is true for a row.
    #[inline]
    pub fn test(&self, expr: &CompiledExpr, row: &mut [Value]) -> Flow<bool> {
        match expr.test(row, &self.context()) {
            Ok(truth) => ControlFlow::Continue(truth == Some(true)),
            Err(error) => super::flow::fail(error),
        }
    }

    /// Whether an expression is null for a row.
    #[inline]
    pub fn is_null(&self, expr: &CompiledExpr, row: &mut [Value]) -> Flow<bool> {
        flow(expr.is_null(row, &self.context()))
    }

    #[inline]
    pub fn tick(&self) -> Flow {
        self.session.tick()
    }

    /// The subquery ready to run, made on first use.
    fn subquery(&self, at: usize) -> Rc<LiveQuery<'g>> {
        let mut subqueries = self.subqueries.borrow_mut();
        if subqueries.len() <= at {
            subqueries.resize(at + 1, None);
        }
        if let Some(live) = &subqueries[at] {
            return Rc::clone(live);
        }
        drop(subqueries);
        let live = Rc::new(LiveQuery::new(self, &self.session.plan.subqueries[at].query));
        self.subqueries.borrow_mut()[at] = Some(Rc::clone(&live));
        live
    }
}

impl Subqueries for Run<'_> {
    fn answer(&self, subquery: SubqueryRef, frame: &mut [Value], _: &FnContext<'_>) -> Result<Value, EvalError> {
        let at = subquery.0 as usize;
        let live = self.subquery(at);
        let plan = &self.session.plan.subqueries[at];
        match plan.kind {
            SubqueryKind::Exists => {
                let found = Found(Cell::new(false));
                result(live.run(self, frame, &found))?;
                Ok(Value::Bool(found.0.get()))
            }
            SubqueryKind::Count => {
                let count = Count(Cell::new(0));
                result(live.run(self, frame, &count))?;
                Ok(Value::Int(count.0.get() as i64))
            }
            SubqueryKind::Collect | SubqueryKind::First => {
                let output = plan.query.outputs.first().map_or(0, |slot| slot.index());
                let first = plan.kind == SubqueryKind::First;
                let list = Gather { output, first, values: RefCell::default() };
                result(live.run(self, frame, &list))?;
                let mut values = list.values.into_inner();
                self.session.release(value::bytes_of(&values)); // a value among others from now on
                if first { Ok(values.pop().unwrap_or_default()) } else { Ok(Value::List(Arc::new(values))) }
            }
        }
    }
}

/// Whether there is a row.
struct Found(Cell<bool>);

impl Sink for Found {
    fn take(&self, _: &Run<'_>, _: &mut [Value], weight: u64) -> Flow {
        self.0.set(weight > 0);
        DONE
    }
}

/// How many rows there are.
struct Count(Cell<u64>);

impl Sink for Count {
    fn take(&self, _: &Run<'_>, _: &mut [Value], weight: u64) -> Flow {
        self.0.set(self.0.get().saturating_add(weight));
        GO_ON
    }
}

/// The values of one slot.
struct Gather {
    output: usize,
    first: bool,
    values: RefCell<Vec<Value>>,
}

impl Sink for Gather {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let count = if self.first { 1 } else { weight };
        for _ in 0..count {
            run.session.keep(value::bytes(&row[self.output]))?;
            self.values.borrow_mut().push(row[self.output].clone());
        }
        if self.first { DONE } else { GO_ON }
    }
}
