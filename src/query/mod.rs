//! The query language: text → syntax tree → bound → plan → rows.
//!
//! [`Engine`] is the one place that knows the order of the stages.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

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
pub mod syntax;
pub mod temporal;
pub mod types;
pub mod value;
pub mod wire;

pub use bound::Note;
pub use error::{Detail, ErrorType, EvalError, Phase, QueryError, Stage};

/// Runs statements against a graph that it owns.
pub struct Engine {
    graph: Graph,
    procedures: procedures::Registry,
    limits: Limits,
    interrupt: Arc<AtomicBool>,
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
            procedures: procedures::Registry::default(),
            limits: Limits::default(),
            interrupt: Arc::new(AtomicBool::new(false)),
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
        &mut self.procedures
    }

    /// Limits every statement from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Set this to true to end the running statement with [`Detail::Interrupted`]; each statement starts with false.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupt)
    }

    /// Runs one statement (a `;` at its end is allowed). It succeeds whole or changes nothing.
    pub fn run(&mut self, text: &str, params: &Map) -> Result<Rows, QueryError> {
        let _ = (&self.procedures, &self.limits, params);
        let span = Span::new(0, text.len() as u32);
        Err(QueryError::syntax(Stage::Plan, Detail::NotSupported, "the engine cannot run statements yet", span))
    }

    /// Cuts a script into statements at `;`, those inside strings, backquotes and comments left alone. Empty
    /// statements are dropped.
    pub fn split(text: &str) -> Result<Vec<Piece>, QueryError> {
        Ok(syntax::parse::scan::split(text))
    }
}
