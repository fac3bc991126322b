//! The engine against an evaluator that is simple enough to be believed, on random graphs and random queries.
//!
//! The evaluator here walks the bound form of a statement and tries every node and every relationship for every part of
//! a pattern. It has no plan, no index, no streaming and no order of joins: what the engine does cleverly it does not do
//! at all. Both share the parser, the binder, the table of functions and the relations between values, which have tests
//! of their own.

mod differential;
mod expression;
mod generate;
mod pattern;
mod write;

use std::cell::Cell;
use std::cmp::Ordering;

use geflecht::graph::Graph;
use geflecht::model::value::{NodeId, Value};
use geflecht::query::EvalError;
use geflecht::query::bound::{AggregateCall, Bound, Branch, Clause, Expr, Grouping, Match, Projection, Query, Slot};
use geflecht::query::context::{FnContext, Unlimited};
use geflecht::query::random::Random;
use geflecht::query::value::{self, equivalent, order};

/// The values of all slots of a statement.
type Frame = Vec<Value>;

/// Why there is no answer.
#[derive(Debug)]
enum Fault {
    /// The statement has a fault.
    Error(#[allow(dead_code)] EvalError),
    /// Too many rows for a patient reader, or a clause that is left out here.
    GivenUp,
}

impl From<EvalError> for Fault {
    fn from(error: EvalError) -> Self {
        Self::Error(error)
    }
}

type Result<T> = std::result::Result<T, Fault>;

/// Steps after which a statement is given up.
const MAX_STEPS: usize = 30_000;

/// Evaluates one statement against one graph.
struct Naive<'a> {
    bound: &'a Bound,
    graph: &'a Graph,
    random: Random,
    steps: Cell<usize>,
}

/// Whether `value` is among `seen` already; it is from now on.
fn is_new(seen: &mut Vec<Vec<Value>>, values: Vec<Value>) -> bool {
    let new = !seen.iter().any(|other| other.iter().zip(&values).all(|(a, b)| equivalent(a, b)));
    if new {
        seen.push(values);
    }
    new
}

impl<'a> Naive<'a> {
    fn new(bound: &'a Bound, graph: &'a Graph) -> Self {
        Self { bound, graph, random: Random::new(1), steps: Cell::new(0) }
    }

    fn context(&self) -> FnContext<'_> {
        FnContext { graph: self.graph, now: 0, random: &self.random, budget: &Unlimited }
    }

    fn step(&self) -> Result<()> {
        self.steps.set(self.steps.get() + 1);
        if self.steps.get() > MAX_STEPS { Err(Fault::GivenUp) } else { Ok(()) }
    }

    /// The rows of a query for one outer row; `EXISTS { MATCH … }` counts what stands before a missing `RETURN`.
    fn query(&self, query: &Query, outer: &Frame, asked: bool) -> Result<Vec<Frame>> {
        let mut rows = Vec::new();
        for branch in &query.branches {
            let found = self.clauses(&branch.clauses, outer)?;
            rows.extend(if branch.returns || asked { found } else { Vec::new() });
        }
        if query.distinct {
            let mut seen = Vec::new();
            rows.retain(|row| is_new(&mut seen, query.outputs.iter().map(|o| row[o.slot.index()].clone()).collect()));
        }
        Ok(rows)
    }

    fn clauses(&self, clauses: &[Clause], outer: &Frame) -> Result<Vec<Frame>> {
        clauses.iter().try_fold(vec![outer.clone()], |rows, clause| self.clause(clause, rows, outer))
    }

    fn clause(&self, clause: &Clause, rows: Vec<Frame>, outer: &Frame) -> Result<Vec<Frame>> {
        if let Clause::Project(projection) = clause {
            return self.project(projection, rows, outer);
        }
        let mut after = Vec::new();
        for row in rows {
            self.step()?;
            after.extend(self.one_row(clause, row)?);
        }
        Ok(after)
    }

    fn one_row(&self, clause: &Clause, row: Frame) -> Result<Vec<Frame>> {
        match clause {
            Clause::Match(clause) => self.matching(clause, &row),
            Clause::Unwind { list, slot } => {
                let items = match self.value(list, &row)? {
                    Value::Null => Vec::new(),
                    Value::List(items) => items.to_vec(),
                    other => vec![other],
                };
                Ok(items.into_iter().map(|item| with(&row, *slot, item)).collect())
            }
            Clause::Filter(test) => Ok(if self.holds(test, &row)? { vec![row] } else { Vec::new() }),
            Clause::Subquery(call) => {
                let found = self.query(&call.query, &row, false)?;
                if call.query.branches.iter().all(|branch: &Branch| !branch.returns) {
                    return Ok(vec![row]);
                }
                let of_none = call.query.outputs.iter().fold(row, |row, output| with(&row, output.slot, Value::Null));
                Ok(if found.is_empty() && call.optional { vec![of_none] } else { found })
            }
            _ => Err(Fault::GivenUp),
        }
    }

    fn matching(&self, clause: &Match, row: &Frame) -> Result<Vec<Frame>> {
        let mut found = Vec::new();
        for row in self.matches(&clause.pattern, row)? {
            if clause.filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, &row))? {
                found.push(row);
            }
        }
        if found.is_empty() && clause.optional {
            found.push(clause.introduces.iter().fold(row.clone(), |row, slot| with(&row, *slot, Value::Null)));
        }
        Ok(found)
    }

    fn project(&self, clause: &Projection, rows: Vec<Frame>, outer: &Frame) -> Result<Vec<Frame>> {
        let rows = match &clause.grouping {
            Some(grouping) => self.group(grouping, rows, outer)?,
            None => rows,
        };
        let mut projected = Vec::new();
        for row in rows {
            let values: Result<Vec<Value>> = clause.items.iter().map(|item| self.value(&item.expr, &row)).collect();
            let fill = |row: Frame, (item, value): (&geflecht::query::bound::Item, Value)| with(&row, item.slot, value);
            projected.push(clause.items.iter().zip(values?).fold(row, fill));
        }
        if clause.distinct {
            let mut seen = Vec::new();
            let items = |row: &Frame| clause.items.iter().map(|item| row[item.slot.index()].clone()).collect();
            projected.retain(|row| is_new(&mut seen, items(row)));
        }
        let sorted = self.sort(clause, projected)?;
        let skip = self.count(clause.skip.as_ref(), 0)?;
        let limit = self.count(clause.limit.as_ref(), usize::MAX)?;
        let page = sorted.into_iter().skip(skip).take(limit);
        let mut kept = Vec::new();
        for row in page {
            if clause.filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, &row))? {
                kept.push(row);
            }
        }
        Ok(kept)
    }

    fn sort(&self, clause: &Projection, rows: Vec<Frame>) -> Result<Vec<Frame>> {
        let mut keyed = Vec::new();
        for row in rows {
            let keys: Result<Vec<Value>> = clause.order.iter().map(|key| self.value(&key.expr, &row)).collect();
            keyed.push((keys?, row));
        }
        keyed.sort_by(|(a, _), (b, _)| {
            let each = a.iter().zip(b).zip(&clause.order).map(|((a, b), key)| {
                let way = order(a, b);
                if key.descending { way.reverse() } else { way }
            });
            each.fold(Ordering::Equal, Ordering::then)
        });
        Ok(keyed.into_iter().map(|(_, row)| row).collect())
    }

    fn count(&self, expr: Option<&Expr>, otherwise: usize) -> Result<usize> {
        let Some(expr) = expr else { return Ok(otherwise) };
        match self.value(expr, &vec![Value::Null; self.bound.width()])? {
            Value::Int(count) => usize::try_from(count).map_err(|_| Fault::GivenUp),
            _ => Err(Fault::GivenUp),
        }
    }

    fn group(&self, grouping: &Grouping, rows: Vec<Frame>, outer: &Frame) -> Result<Vec<Frame>> {
        let mut groups: Vec<(Vec<Value>, Vec<Frame>)> = Vec::new();
        for row in rows {
            let keys: Result<Vec<Value>> = grouping.keys.iter().map(|(_, key)| self.value(key, &row)).collect();
            let keys = keys?;
            let same = |(other, _): &&mut (Vec<Value>, _)| other.iter().zip(&keys).all(|(a, b)| equivalent(a, b));
            match groups.iter_mut().find(same) {
                Some((_, members)) => members.push(row),
                None => groups.push((keys, vec![row])),
            }
        }
        if groups.is_empty() && grouping.keys.is_empty() {
            groups.push((Vec::new(), Vec::new()));
        }
        let mut rows = Vec::new();
        for (keys, members) in groups {
            let mut row = members.first().cloned().unwrap_or_else(|| outer.clone());
            for ((slot, _), key) in grouping.keys.iter().zip(keys) {
                row = with(&row, *slot, key);
            }
            for call in &grouping.aggregates {
                row = with(&row, call.slot, self.aggregate(call, &members)?);
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn aggregate(&self, call: &AggregateCall, rows: &[Frame]) -> Result<Value> {
        let Some(arg) = call.args.first() else { return Ok(Value::Int(rows.len() as i64)) };
        let mut values = Vec::new();
        for row in rows {
            values.push(self.value(arg, row)?);
        }
        values.retain(|value| !matches!(value, Value::Null));
        if call.distinct {
            let mut seen = Vec::new();
            values.retain(|value| is_new(&mut seen, vec![value.clone()]));
        }
        let ints = || values.iter().map(|value| if let Value::Int(int) = value { *int } else { 0 });
        match call.function.name {
            "count" => Ok(Value::Int(values.len() as i64)),
            "collect" => Ok(value::list(values)),
            "min" => Ok(values.into_iter().min_by(order).unwrap_or_default()),
            "max" => Ok(values.into_iter().max_by(order).unwrap_or_default()),
            "sum" => Ok(Value::Int(ints().sum())),
            "avg" if values.is_empty() => Ok(Value::Null),
            "avg" => Ok(Value::Float(ints().sum::<i64>() as f64 / values.len() as f64)),
            _ => Err(Fault::GivenUp),
        }
    }
}

/// The row with another value in one slot.
fn with(row: &Frame, slot: Slot, value: Value) -> Frame {
    let mut row = row.clone();
    row[slot.index()] = value;
    row
}

/// The node in a slot.
fn node_in(row: &Frame, slot: Slot) -> Option<NodeId> {
    if let Value::Node(node) = row[slot.index()] { Some(node) } else { None }
}
