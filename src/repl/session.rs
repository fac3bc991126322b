//! The session without a terminal: a line goes in, a reply comes out.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::command;
use crate::graph::Graph;
use crate::model::value::Map;
use crate::query::{Engine, Piece, Rows, Stats};
use crate::render::diagnostic::{self, Fault, Look};
use crate::render::{self, Format, Room, Sheet};

/// Called after a statement that wrote, to make it durable; gives what went wrong.
pub type Keep = Box<dyn FnMut(&mut Graph) -> Result<(), String>>;

/// What a session starts with.
pub struct Setup {
    /// Rows shown of a result; `None` shows all.
    pub rows: Option<usize>,
    /// Columns of the terminal; `None` where the output is no terminal.
    pub width: Option<u16>,
    /// Colours in what is drawn.
    pub colour: bool,
    /// Whether to tell how long a statement took.
    pub timing: bool,
    /// Makes writes durable; `None` where the graph lives in memory only.
    pub keep: Option<Keep>,
}

/// What a line brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// For standard output.
    pub out: String,
    /// For standard error: faults and remarks.
    pub err: String,
    /// Whether a statement or command failed.
    pub failed: bool,
    /// Whether the session is over.
    pub exit: bool,
}

/// A session over one graph.
pub struct Session {
    pub(super) engine: Engine,
    pub(super) setup: Setup,
    pub(super) format: Format,
    pub(super) params: Map,
    pub(super) last: Option<Rows>,
    pub(super) reading: Vec<PathBuf>,
    pending: String,
}

impl Session {
    /// A session over `engine`.
    pub fn new(engine: Engine, setup: Setup) -> Self {
        let (format, params) = (Format::Table, Map::new());
        Self { engine, setup, format, params, last: None, reading: Vec::new(), pending: String::new() }
    }

    /// Sets the parameters of statements.
    pub fn set_params(&mut self, params: Map) {
        self.params = params;
    }

    /// The engine behind the session.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Set this to true to end the running statement; the session goes on.
    pub fn interrupt(&self) -> Arc<AtomicBool> {
        self.engine.interrupt()
    }

    /// Takes a line, or several as an editor gives them. Statements run once their `;` has come; a line that begins with
    /// `:` is a command, where a statement waits for its `;` only a known one at the very start of the line.
    pub fn line(&mut self, line: &str) -> Reply {
        if line.contains('\n') && line.lines().any(command::is_known) {
            return command::lines(self, line);
        }
        let first = self.pending.trim().is_empty() && line.trim_start().starts_with(':');
        if first || command::is_known(line) {
            return command::run(self, line.trim());
        }
        self.pending.push_str(line);
        self.pending.push('\n');
        if !is_complete(&self.pending) {
            return Reply::default();
        }
        let text = std::mem::take(&mut self.pending);
        self.script(&text, "query")
    }

    /// Runs what is still waiting for its `;`: the input is at its end.
    pub fn finish(&mut self) -> Reply {
        let text = std::mem::take(&mut self.pending);
        self.script(&text, "query")
    }

    /// Drops what is waiting for its `;`.
    pub fn drop_pending(&mut self) {
        self.pending.clear();
    }

    /// Whether a statement has begun and not ended.
    pub fn is_pending(&self) -> bool {
        !self.pending.trim().is_empty()
    }

    /// Runs a script; stops at the first fault.
    pub(super) fn script(&mut self, text: &str, source: &str) -> Reply {
        let mut reply = Reply::default();
        match Engine::split(text) {
            Ok(pieces) => {
                for piece in pieces {
                    self.statement(&piece, text, source, &mut reply);
                    if reply.failed {
                        break;
                    }
                }
            }
            Err(error) => reply.fail(&diagnostic::draw(&Fault::of_query(&error, source, text, 0), self.look())),
        }
        reply
    }

    fn statement(&mut self, piece: &Piece, text: &str, source: &str, reply: &mut Reply) {
        let start = Instant::now();
        let rows = match self.engine.run(&piece.text, &self.params) {
            Ok(rows) => rows,
            Err(error) => {
                let fault = Fault::of_query(&error, source, text, piece.span.start);
                return reply.fail(&diagnostic::draw(&fault, self.look()));
            }
        };
        for note in &rows.notes {
            reply.err.push_str(&diagnostic::remark(note, source, text, piece.span.start));
            reply.err.push('\n');
        }
        self.keep(&rows.stats, reply);
        self.show(&rows, self.format, reply);
        if self.setup.timing {
            reply.err.push_str(&format!("{:.1} ms\n", start.elapsed().as_secs_f64() * 1e3));
        }
        self.last = Some(rows);
    }

    fn keep(&mut self, stats: &Stats, reply: &mut Reply) {
        if *stats == Stats::default() {
            return;
        }
        if let Some(Err(fault)) = self.setup.keep.as_mut().map(|keep| keep(self.engine.graph_mut())) {
            reply.fail(&format!("the change was not written to the file: {fault}\n"));
        }
    }

    /// Prints rows in a format, then what was changed.
    pub(super) fn show(&self, rows: &Rows, format: Format, reply: &mut Reply) {
        if let Some(plan) = &rows.plan {
            reply.out.push_str(plan.trim_end());
            reply.out.push('\n');
        }
        let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: self.engine.graph() };
        let room = Room { width: self.setup.width, rows: self.setup.rows };
        let mut out = Vec::new();
        if rows.plan.is_none() || !rows.rows.is_empty() {
            match render::rows(format, sheet, room, &mut out) {
                Ok(()) => reply.out.push_str(&String::from_utf8_lossy(&out)),
                Err(fault) => reply.fail(&format!("{fault}\n")),
            }
        }
        reply.err.push_str(&changes(&rows.stats));
    }

    /// How faults are drawn here.
    pub(super) fn look(&self) -> Look {
        Look { colour: self.setup.colour, width: self.setup.width.map_or(100, usize::from) }
    }
}

impl Reply {
    /// A reply of that text.
    pub(super) fn say(out: impl Into<String>) -> Self {
        Self { out: out.into(), ..Self::default() }
    }

    /// A reply of that fault.
    pub(super) fn fault(err: impl Into<String>) -> Self {
        Self { err: err.into(), failed: true, ..Self::default() }
    }

    /// Adds what came later.
    pub(super) fn add(&mut self, later: Self) {
        self.out.push_str(&later.out);
        self.err.push_str(&later.err);
        self.failed |= later.failed;
        self.exit |= later.exit;
    }

    pub(super) fn fail(&mut self, err: &str) {
        self.err.push_str(err);
        self.failed = true;
    }
}

/// Whether the text ends with a `;` that ends a statement (or holds nothing but space and comments).
pub(super) fn is_complete(text: &str) -> bool {
    match Engine::split(text) {
        Ok(pieces) => pieces.last().is_none_or(|last| text[last.span.end as usize..].trim_start().starts_with(';')),
        Err(_) => text.trim_end().ends_with(';'),
    }
}

/// `2 nodes created, 1 property set`, with a line end; nothing where nothing changed.
fn changes(stats: &Stats) -> String {
    let counts = [
        (stats.nodes_created, "node", "created"),
        (stats.nodes_deleted, "node", "deleted"),
        (stats.edges_created, "relationship", "created"),
        (stats.edges_deleted, "relationship", "deleted"),
        (stats.properties_set, "property", "set"),
        (stats.labels_added, "label", "added"),
        (stats.labels_removed, "label", "removed"),
        (stats.indexes_created, "index", "created"),
        (stats.indexes_dropped, "index", "dropped"),
    ];
    let told: Vec<_> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, noun, done)| format!("{count} {} {done}", plural(*count, noun)))
        .collect();
    if told.is_empty() { String::new() } else { format!("{}\n", told.join(", ")) }
}

fn plural(count: usize, noun: &str) -> String {
    match (count, noun) {
        (1, _) => noun.to_owned(),
        (_, "property") => "properties".to_owned(),
        (_, "index") => "indexes".to_owned(),
        _ => format!("{noun}s"),
    }
}
