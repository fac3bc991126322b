//! The query language: text → syntax tree → bound → plan → rows.
//!
//! [`Engine`] is the one place that knows the order of the stages.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustc_hash::FxHashMap;

use crate::graph::Graph;
use crate::model::span::Span;
use crate::model::value::{Map, Value};

pub mod bind;
pub mod bound;
pub mod catalog;
pub mod context;
pub mod error;
pub mod eval;
pub mod execute;
pub mod functions;
pub mod plan;
pub mod procedures;
pub mod random;
pub mod suggest;
pub mod syntax;
pub mod temporal;
pub mod types;
pub mod value;
pub mod wire;

use bound::Mode;
use execute::Session;
use plan::Plan;

pub use bound::Note;
pub use error::{Detail, ErrorType, EvalError, Phase, QueryError, Stage};
pub use plan::RULES;

/// Runs statements against a graph that it owns.
pub struct Engine {
    graph: Graph,
    procedures: procedures::Registry,
    limits: Limits,
    interrupt: Arc<AtomicBool>,
    plans: FxHashMap<Box<str>, Arc<Plan>>,
    rules_off: BTreeSet<&'static str>,
    share_from: usize,
}

/// Plans that an engine keeps.
const MAX_PLANS: usize = 256;

/// Nanoseconds since 1970-01-01 UTC.
fn now() -> i64 {
    let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(elapsed.as_nanos()).unwrap_or(i64::MAX)
}

/// The names of an engine's graph and procedures.
struct Names<'a> {
    graph: &'a Graph,
    procedures: &'a procedures::Registry,
}

impl catalog::Catalog for Names<'_> {
    fn labels(&self) -> Vec<Arc<str>> {
        sorted(self.graph.label_names().iter().cloned())
    }

    fn types(&self) -> Vec<Arc<str>> {
        sorted(self.graph.rel_type_names().iter().cloned())
    }

    fn keys(&self) -> Vec<Arc<str>> {
        sorted(self.graph.key_names().iter().cloned())
    }

    fn procedure(&self, name: &str) -> Option<Arc<procedures::Procedure>> {
        self.procedures.find(name)
    }

    fn procedures(&self) -> Vec<String> {
        self.procedures.iter().map(|procedure| procedure.name.clone()).collect()
    }
}

fn sorted(names: impl Iterator<Item = Arc<str>>) -> Vec<Arc<str>> {
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// What a statement may use. `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Time from start to last row.
    pub time: Option<Duration>,
    /// Rows of the result.
    pub rows: Option<usize>,
    /// Bytes that operators keep (sorting, grouping, the result).
    pub memory: Option<usize>,
}

/// The answer to a statement.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The columns' names, as written.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// What the statement changed.
    pub stats: Stats,
    /// The plan as text, for `EXPLAIN` and `PROFILE`.
    pub plan: Option<String>,
    /// Remarks: names that the graph does not know.
    pub notes: Vec<Note>,
}

/// What a statement changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Nodes made.
    pub nodes_created: usize,
    /// Nodes deleted.
    pub nodes_deleted: usize,
    /// Relationships made.
    pub edges_created: usize,
    /// Relationships deleted.
    pub edges_deleted: usize,
    /// Properties set or removed.
    pub properties_set: usize,
    /// Labels put on nodes.
    pub labels_added: usize,
    /// Labels taken off nodes.
    pub labels_removed: usize,
    /// Indexes made.
    pub indexes_created: usize,
    /// Indexes dropped.
    pub indexes_dropped: usize,
}

/// One statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the script, without its `;`.
    pub span: Span,
    /// Its text.
    pub text: String,
}

impl Engine {
    /// An engine over that graph.
    pub fn new(graph: Graph) -> Self {
        Self {
            graph,
            procedures: procedures::Registry::built_in(),
            limits: Limits::default(),
            interrupt: Arc::new(AtomicBool::new(false)),
            plans: FxHashMap::default(),
            rules_off: BTreeSet::new(),
            share_from: execute::SHARE_FROM,
        }
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The graph, to be changed from outside a statement.
    pub fn graph_mut(&mut self) -> &mut Graph {
        &mut self.graph
    }

    /// The procedures that `CALL` finds.
    pub fn procedures_mut(&mut self) -> &mut procedures::Registry {
        self.plans.clear();
        &mut self.procedures
    }

    /// Limits every statement from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Shares queries among threads from so many expected rows on. Answers stay the same.
    pub fn share_from(&mut self, rows: usize) {
        self.share_from = rows;
    }

    /// Switches one of [`RULES`] off or on again: to see what it gives. Answers stay the same.
    pub fn switch_rule(&mut self, rule: &str, on: bool) {
        let Some(rule) = RULES.iter().copied().find(|known| *known == rule) else { return };
        if on {
            self.rules_off.remove(rule)
        } else {
            self.rules_off.insert(rule)
        };
        self.plans.clear();
    }

    /// Set this to true to end the running statement with [`Detail::Interrupted`]; each statement starts with false.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Runs one statement (a `;` at its end is allowed). It succeeds whole or changes nothing.
    ///
    /// What it changed stays in the graph's log until the next statement starts, for a store to keep.
    ///
    /// # Errors
    /// Every fault of the text, of names, of parameters and of the run, with its place in the text.
    pub fn run(&mut self, text: &str, params: &Map) -> Result<Rows, QueryError> {
        self.graph.commit();
        self.interrupt.store(false, Ordering::Relaxed);
        let known = self.graph.known_names();
        let plan = self.plan(text)?;
        let params = parameters(&plan, text, params)?;
        let interrupt = Arc::clone(&self.interrupt);
        let session = Session::new(&plan, &params, now(), self.limits, &interrupt).sharing_from(self.share_from);
        match plan.bound.mode {
            Mode::Run => self.rows(&plan, &session),
            Mode::Explain => {
                let lines = plan::explain(&plan, &self.graph, text, &|_| String::new());
                if plan.bound.writes {
                    // Nothing is written, so its names stay unknown, and the plan with their numbers is of no use.
                    self.graph.forget_names(known);
                    self.plans.remove(text);
                }
                Ok(Rows { plan: Some(lines), notes: plan.bound.notes.clone(), ..Rows::default() })
            }
            Mode::Profile => {
                let session = session.with_profile();
                let rows = self.rows(&plan, &session)?;
                let text = plan::explain(&plan, &self.graph, text, &|part| session.measured(part));
                Ok(Rows { plan: Some(text), ..rows })
            }
        }
    }

    fn rows(&mut self, plan: &Plan, session: &Session<'_>) -> Result<Rows, QueryError> {
        let outcome = execute::run(session, &mut self.graph)?;
        let columns: Vec<_> = plan.columns.iter().map(|column| column.name.to_string()).collect();
        let notes = plan.bound.notes.clone();
        // A call without columns passes its row on, but gives none.
        let rows = if columns.is_empty() { Vec::new() } else { outcome.rows };
        Ok(Rows { columns, rows, stats: outcome.stats, plan: None, notes })
    }

    /// The plan of a text: one kept from before while it fits the graph, else a new one.
    fn plan(&mut self, text: &str) -> Result<Arc<Plan>, QueryError> {
        if let Some(plan) = self.plans.get(text)
            && plan.fits(&self.graph)
        {
            return Ok(Arc::clone(plan));
        }
        let statement = syntax::parse::parse(text)?;
        let bound = bind::bind(&statement, text, &Names { graph: &self.graph, procedures: &self.procedures })?;
        if bound.writes {
            plan::declare(&bound, &mut self.graph);
        }
        let plan = Arc::new(plan::plan(Arc::new(bound), &self.graph, &self.rules_off));
        if self.plans.len() >= MAX_PLANS {
            self.plans.clear();
        }
        self.plans.insert(text.into(), Arc::clone(&plan));
        Ok(plan)
    }

    /// Cuts a script into statements at `;`, those inside strings, backquotes and comments left alone. Empty
    /// statements are dropped.
    pub fn split(text: &str) -> Result<Vec<Piece>, QueryError> {
        Ok(syntax::parse::scan::split(text))
    }
}

/// The values of a statement's parameters.
fn parameters(plan: &Plan, text: &str, given: &Map) -> Result<Vec<Value>, QueryError> {
    let value = |name: &Arc<str>| match given.get(name) {
        Some(value) => Ok(value.clone()),
        None if plan.bound.mode == Mode::Explain => Ok(Value::Null),
        None => {
            let message = format!("the parameter ${name} has no value");
            let missing = EvalError::new(ErrorType::ParameterMissing, Detail::MissingParameter, message);
            let start = text.find(&format!("${name}"));
            let span = start.map(|start| Span::new(start as u32, (start + 1 + name.len()) as u32));
            Err(QueryError { phase: Phase::CompileTime, span, ..missing.into() })
        }
    };
    plan.bound.params.iter().map(value).collect()
}
