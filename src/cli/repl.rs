//! `geflecht repl [GRAPH | INPUT...]`, and the run without a command.

use super::arguments::ReplArguments;
use super::failure::Failure;
use super::{Context, DONE, build, counted, open, parameters};
use crate::query::functions;
use crate::repl::{self, Session, Setup};
use crate::store::Store;
use crate::text::read::Source;

/// Rows of a result that a session shows.
const ROWS_SHOWN: usize = 20;

/// A statement of a piped session failed.
const FAILED: u8 = 1;

/// Opens a session on what the arguments name.
pub(super) fn run(arguments: ReplArguments, context: &Context) -> Result<u8, Failure> {
    if arguments.inputs.is_empty() {
        return articles(context);
    }
    let params = parameters::parse(&arguments.param)?;
    let (store, report) = open::file_or_articles(&arguments.inputs, context)?;
    greet(&store, context)?;
    let code = session(&store, params, context)?;
    Ok(if code == DONE { report.map_or(DONE, |report| build::code(&report)) } else { code })
}

/// Builds the graph of the example articles in memory and opens a session on it.
pub(super) fn articles(context: &Context) -> Result<u8, Failure> {
    let pipeline = open::pipeline(context)?;
    let files = pipeline.seeds().files("articles/", "").filter(|file| !file.name.ends_with(".tsv"));
    let sources: Vec<_> = files
        .map(|file| Ok(Source::Bytes { path: format!("seeds/{}", file.name), bytes: file.text().as_bytes().to_vec() }))
        .collect();
    let (store, _) = open::in_memory(sources.into_iter(), &pipeline, context)?;
    greet(&store, context)?;
    session(&store, Default::default(), context)
}

fn greet(store: &Store, context: &Context) -> Result<(), Failure> {
    let counts = store.counts()?;
    context.note(&format!(
        "{}, {}: {} and {}",
        counted(counts.documents, "document"),
        counted(counts.claims, "claim"),
        counted(counts.nodes, "node"),
        counted(counts.edges, "edge")
    ));
    if context.terminal.input {
        context
            .note("Ask in Cypher and end with `;`. :help lists commands, :schema what there is to ask, :quit leaves.");
    }
    Ok(())
}

fn session(store: &Store, params: crate::model::value::Map, context: &Context) -> Result<u8, Failure> {
    let engine = open::engine(store, context)?;
    let (keeper, interrupt) = (store.clone(), context.interrupt.clone());
    let setup = Setup {
        rows: context.terminal.width.map(|_| ROWS_SHOWN),
        width: context.terminal.width,
        colour: context.terminal.colour_of_output(),
        timing: context.terminal.input,
        keep: Some(Box::new(move |graph| {
            interrupt.forget();
            keeper.keep(graph).map_err(|error| error.to_string())
        })),
    };
    let mut session = Session::new(engine, setup);
    session.set_params(params);
    let names: Vec<&str> = functions::names().collect();
    let fine = repl::run(&mut session, context.terminal.input, &names)?;
    Ok(if fine { DONE } else { FAILED })
}
