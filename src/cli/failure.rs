//! What can end a command, its exit code, and how it is told.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use thiserror::Error;

use super::interrupt::INTERRUPTED;
use super::output::complain;
use super::{Context, DONE};
use crate::model::span::Span;
use crate::pipeline::PipelineError;
use crate::query::{Detail, QueryError};
use crate::render::RenderError;
use crate::render::diagnostic::{self, Fault, Look};
use crate::repl::TerminalError;
use crate::seeds;
use crate::store::StoreError;

/// The query or the data is wrong.
const WRONG: u8 = 1;

/// The command line is wrong.
const USAGE: u8 = 2;

/// Why a command ended early.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The command line does not make sense.
    #[error("{0}")]
    Usage(String),
    /// A statement failed.
    #[error("{}", .error.message)]
    Query {
        /// What.
        error: Box<QueryError>,
        /// Name of the text that it stands in.
        source_name: String,
        /// The text.
        text: String,
        /// Where the statement begins in it.
        offset: u32,
    },
    /// Seeds or the graph file.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The graph file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Printing.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The session's terminal.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// A name that nothing bears.
    #[error("the graph has no {what} `{name}`")]
    Unknown {
        /// What it should be: `thing`, `relation`.
        what: &'static str,
        /// As typed.
        name: String,
        /// Names that are like it.
        near: Vec<String>,
    },
    /// An edge that is not there.
    #[error("the graph has no edge {edge}")]
    NoEdge {
        /// As the query language writes it.
        edge: String,
        /// Edges between the two that are there.
        others: Vec<String>,
        /// The arguments as typed.
        hint: String,
    },
    /// A file that is read or written.
    #[error("{}: {error}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// The system's words.
        error: io::Error,
    },
    /// Standard input or output.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Ctrl-C.
    #[error("interrupted")]
    Interrupted,
}

impl Failure {
    /// Tells it on standard error and gives the exit code.
    pub(super) fn tell(&self, context: &Context) -> ExitCode {
        if self.is_closed_pipe() {
            return ExitCode::from(DONE);
        }
        complain(&self.draw(context.terminal.look_of_errors()));
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => USAGE,
            Self::Interrupted => INTERRUPTED,
            Self::Query { error, .. } if error.detail == Detail::Interrupted => INTERRUPTED,
            _ => WRONG,
        }
    }

    /// Nobody reads any more: no error, the reader has had enough.
    fn is_closed_pipe(&self) -> bool {
        let error = match self {
            Self::Io(error) | Self::File { error, .. } => error,
            Self::Render(RenderError::Io(error)) | Self::Terminal(TerminalError::Io(error)) => error,
            Self::Render(RenderError::Json(error)) => return error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
            _ => return false,
        };
        error.kind() == io::ErrorKind::BrokenPipe
    }

    fn draw(&self, look: Look) -> String {
        match self {
            Self::Query { error, source_name, text, offset } => {
                let fault = Fault::of_query(error, source_name, text, *offset);
                diagnostic::draw(&fault, look)
            }
            Self::Pipeline(error) if !error.faults().is_empty() => draw_seeds(error.faults(), look),
            Self::Pipeline(PipelineError::Store(error)) | Self::Store(error) => plain(error.code(), error, look),
            Self::Unknown { near, .. } if !near.is_empty() => {
                with_help(self, format!("did you mean `{}`?", near.join("`, `")), look)
            }
            Self::NoEdge { others, hint, .. } => {
                let there = others.iter().map(|edge| format!("there is {edge}; "));
                let help = format!("{}`geflecht why-not` tells the reason: {hint}", there.collect::<String>());
                with_help(self, help, look)
            }
            _ => plain("", self, look),
        }
    }
}

fn plain(code: &str, error: &dyn std::error::Error, look: Look) -> String {
    diagnostic::draw(&Fault { code: code.to_owned(), message: error.to_string(), ..Fault::default() }, look)
}

fn with_help(error: &dyn std::error::Error, help: String, look: Look) -> String {
    diagnostic::draw(&Fault { message: error.to_string(), help: Some(help), ..Fault::default() }, look)
}

fn draw_seeds(faults: &[seeds::Fault], look: Look) -> String {
    let draw = |fault: &seeds::Fault| {
        let span = Span::new(fault.span.start as u32, fault.span.end as u32);
        let fault = Fault {
            source: &fault.file,
            text: &fault.source,
            span: (!fault.source.is_empty()).then_some(span),
            code: fault.code.to_owned(),
            message: match fault.source.is_empty() {
                true => format!("{}: {}", fault.file, fault.message),
                false => fault.message.clone(),
            },
            label: None,
            help: fault.help.clone(),
            also: None,
        };
        diagnostic::draw(&fault, look)
    };
    faults.iter().map(draw).collect()
}

/// Tells what clap has to say: help and version on standard output, faults on standard error.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    // A closed pipe is no error here either.
    drop(error.print());
    ExitCode::from(if error.use_stderr() { USAGE } else { DONE })
}
