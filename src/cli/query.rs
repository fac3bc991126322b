//! `geflecht query GRAPH 'MATCH …'`, and what every command that runs statements shares.

use std::path::Path;

use super::arguments::{QueryArguments, Shape};
use super::failure::Failure;
use super::output::Output;
use super::{Context, DONE, open, parameters};
use crate::model::value::Map;
use crate::query::Engine;
use crate::render::{self, Format, Room, Sheet, diagnostic};
use crate::store::Store;

/// Runs the statements.
pub(super) fn run(arguments: QueryArguments, context: &Context) -> Result<u8, Failure> {
    let store = open::graph_file(&arguments.graph, context)?;
    let mut runner = Runner::new(store, &arguments.shape, context)?;
    let mut out = Output::new(arguments.shape.output.as_deref());
    runner.script("query", &arguments.query, &mut out)?;
    out.finish()?;
    runner.settle();
    Ok(DONE)
}

/// The format asked for by name, or by the ending of the file.
pub(super) fn format(name: Option<&str>, path: Option<&Path>, default: Format) -> Result<Format, Failure> {
    match name {
        None => Ok(path.and_then(Format::from_path).unwrap_or(default)),
        Some(name) => Format::from_name(name).ok_or_else(|| {
            let known: Vec<_> = render::FORMATS.iter().map(|entry| entry.name).collect();
            Failure::Usage(format!("--format {name}: is none of {}", known.join(", ")))
        }),
    }
}

/// Runs statements against a graph file and prints what they give.
pub(super) struct Runner<'c> {
    store: Store,
    engine: Engine,
    params: Map,
    format: Format,
    context: &'c Context,
}

impl<'c> Runner<'c> {
    /// A runner over the store's graph.
    pub(super) fn new(store: Store, shape: &Shape, context: &'c Context) -> Result<Self, Failure> {
        let params = parameters::parse(&shape.param)?;
        let format = format(shape.format.as_deref(), shape.output.as_deref(), Format::Table)?;
        let limits = open::limits(shape)?;
        let mut engine = open::engine(&store, context)?;
        engine.set_limits(limits);
        Ok(Self { store, engine, params, format, context })
    }

    /// Runs every statement of a text, up to the first that fails. What came before it stays.
    pub(super) fn script(&mut self, name: &str, text: &str, out: &mut Output) -> Result<(), Failure> {
        let fail = |error, offset| Failure::Query {
            error: Box::new(error),
            source_name: name.to_owned(),
            text: text.to_owned(),
            offset,
        };
        for piece in Engine::split(text).map_err(|error| fail(error, 0))? {
            let rows = self.engine.run(&piece.text, &self.params).map_err(|error| fail(error, piece.span.start))?;
            open::keep(&self.store, self.engine.graph_mut())?;
            for note in &rows.notes {
                self.context.note(&diagnostic::remark(note, name, text, piece.span.start));
            }
            self.print(&rows, out)?;
            if self.context.interrupt.pressed() {
                return Err(Failure::Interrupted);
            }
        }
        Ok(())
    }

    /// Leaves the file as it is opened fastest.
    pub(super) fn settle(&self) {
        self.store.keep_snapshot(self.engine.graph());
    }

    fn print(&self, rows: &crate::query::Rows, out: &mut Output) -> Result<(), Failure> {
        if let Some(plan) = &rows.plan {
            use std::io::Write;
            out.write_all(plan.as_bytes())?;
        }
        if !rows.columns.is_empty() {
            let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: self.engine.graph() };
            let width = if matches!(out, Output::Standard(_)) { self.context.terminal.width } else { None };
            render::rows(self.format, sheet, Room { width, rows: None }, out)?;
        }
        Ok(())
    }
}
