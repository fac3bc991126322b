//! Plan → rows.
//!
//! A row is one frame of slots that operators write in place and push on to the next; nothing is copied until an
//! operator needs all rows (grouping, sorting, writing) or the result takes them. What is absent here: names, the order
//! of patterns, anything about how rows are shown. Committing is the caller's.

mod aggregate;
mod buffer;
mod flow;
mod index;
mod live;
mod next;
mod operators;
mod profile;
mod program;
mod run;
mod session;
mod share;
mod sort;
mod write;

use std::cell::RefCell;

use crate::graph::Graph;
use crate::model::value::Value;
use crate::query::Stats;
use crate::query::bound::Output;
use crate::query::error::EvalError;
use crate::query::value;

use super::plan::{PlanBody, QueryPlan};
use flow::{Flow, GO_ON, result};
use live::LiveQuery;
use next::Sink;
use run::Run;
use write::Writer;

pub use profile::{Measured, Profile, address};
pub use session::{SHARE_FROM, Session};

/// Runs a statement. What it changed is in the graph's log: the caller persists and commits it. After an error the
/// graph is as it was.
///
/// # Errors
/// As its expressions, its writes and limits have it.
pub fn run(session: &Session<'_>, graph: &mut Graph) -> Result<Outcome, EvalError> {
    let outcome = match &session.plan.body {
        PlanBody::Query(query) if !query.writes => return read(session, graph),
        PlanBody::Query(_) => write(session, graph),
        PlanBody::Index(command) => index::run(command, graph),
    };
    if outcome.is_err() {
        graph.rollback();
    }
    outcome
}

/// What a statement gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its rows, by the plan's columns.
    pub rows: Vec<Vec<Value>>,
    /// What it changed.
    pub stats: Stats,
}

/// Runs a statement that only reads.
///
/// # Errors
/// As its expressions and limits have it.
pub fn read(session: &Session<'_>, graph: &Graph) -> Result<Outcome, EvalError> {
    let PlanBody::Query(query) = &session.plan.body else { return Ok(Outcome::default()) };
    let run = Run::new(session, graph);
    let mut row = vec![Value::Null; session.plan.width];
    let rows = Collect::new(&session.plan.columns);
    result(LiveQuery::new(&run, query).shared().run(&run, &mut row, &rows))?;
    Ok(Outcome { rows: rows.rows.into_inner(), stats: Stats::default() })
}

fn write(session: &Session<'_>, graph: &mut Graph) -> Result<Outcome, EvalError> {
    let PlanBody::Query(query) = &session.plan.body else { return Ok(Outcome::default()) };
    let mut row = vec![Value::Null; session.plan.width];
    let mut stats = Stats::default();
    let mut writer = Writer { session, graph, stats: &mut stats };
    let rows = collect(&mut writer, query, &mut row)?;
    Ok(Outcome { rows, stats })
}

fn collect(writer: &mut Writer<'_, '_>, query: &QueryPlan, row: &mut [Value]) -> Result<Vec<Vec<Value>>, EvalError> {
    let found = program::run(writer, query, row)?;
    let mut rows = Vec::new();
    if query.branches.iter().any(|branch| branch.returns) {
        found.replay(false, query, row, &mut |row| {
            rows.push(query.outputs.iter().map(|slot| row[slot.index()].clone()).collect());
        });
    }
    write::written(writer.session.rows(rows.len()))?;
    Ok(rows)
}

/// Takes the rows of a result.
struct Collect<'a> {
    columns: &'a [Output],
    rows: RefCell<Vec<Vec<Value>>>,
}

impl<'a> Collect<'a> {
    fn new(columns: &'a [Output]) -> Self {
        Self { columns, rows: RefCell::default() }
    }
}

impl Sink for Collect<'_> {
    fn take(&self, run: &Run<'_>, row: &mut [Value], weight: u64) -> Flow {
        let mut rows = self.rows.borrow_mut();
        for _ in 0..weight {
            let values: Vec<Value> = self.columns.iter().map(|column| row[column.slot.index()].clone()).collect();
            run.session.keep(size_of::<Vec<Value>>() + value::bytes_of(&values))?;
            rows.push(values);
            run.session.rows(rows.len())?;
        }
        GO_ON
    }
}
