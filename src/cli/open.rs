//! Opens what a command works on: a graph file, or articles built in memory.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Context;
use super::arguments::Shape;
use super::failure::Failure;
use super::progress::Listener;
use crate::graph::Graph;
use crate::pipeline::{Missing, Pipeline, Report};
use crate::query::{Engine, Limits};
use crate::seeds::Seeds;
use crate::store::Store;
use crate::text::read::{Remark, Source, sources};

/// The stages with the seeds asked for.
pub(super) fn pipeline(context: &Context) -> Result<Pipeline, Failure> {
    let seeds = match &context.seeds {
        None => Seeds::built_in(),
        Some(folder) => Seeds::with_folder(folder),
    };
    Ok(Pipeline::new(seeds.map_err(crate::pipeline::PipelineError::from)?)?)
}

/// Opens a graph file; where a build was cut off before its end, its graph is made of what there is.
pub(super) fn graph_file(path: &Path, context: &Context) -> Result<Store, Failure> {
    let store = Store::open(path)?;
    if store.is_stale()? {
        context.note("the last build did not come to its end; making the graph of what it left");
        pipeline(context)?.refresh(&store)?;
    }
    Ok(store)
}

/// A graph file, or the articles that `inputs` name in a store in memory; the report tells of the latter.
pub(super) fn file_or_articles(inputs: &[PathBuf], context: &Context) -> Result<(Store, Option<Report>), Failure> {
    match inputs {
        [path] if Store::looks_like_one(path) || is_missing_graph(path) => Ok((graph_file(path, context)?, None)),
        _ => {
            let (store, report) = in_memory(sources(inputs.iter().cloned()), &pipeline(context)?, context)?;
            Ok((store, Some(report)))
        }
    }
}

/// A name that promises a graph file where there is none: better said so than read as an article.
fn is_missing_graph(path: &Path) -> bool {
    !path.exists() && path.extension().is_some_and(|extension| extension == "kg")
}

/// Builds articles in memory.
pub(super) fn in_memory(
    sources: impl Iterator<Item = Result<Source, Remark>>,
    pipeline: &Pipeline,
    context: &Context,
) -> Result<(Store, Report), Failure> {
    let store = Store::in_memory()?;
    let listener = Listener::new(context);
    let report = pipeline.build(sources, Missing::Drop, &store, &listener)?;
    listener.finish();
    if report.stopped { Err(Failure::Interrupted) } else { Ok((store, report)) }
}

/// An engine over the store's graph that Ctrl-C interrupts.
pub(super) fn engine(store: &Store, context: &Context) -> Result<Engine, Failure> {
    let engine = Engine::new(store.load()?);
    context.interrupt.tell(engine.interrupt());
    context.interrupt.listen();
    Ok(engine)
}

/// The limits asked for.
pub(super) fn limits(shape: &Shape) -> Result<Limits, Failure> {
    let time = shape.timeout.map(Duration::try_from_secs_f64).transpose();
    let time = time.map_err(|error| Failure::Usage(format!("--timeout: {error}")))?;
    Ok(Limits { time, rows: None, memory: shape.memory.map(|mib| mib.saturating_mul(1 << 20)) })
}

/// Makes what a statement changed durable.
pub(super) fn keep(store: &Store, graph: &mut Graph) -> Result<(), Failure> {
    if graph.is_dirty() { Ok(store.keep(graph)?) } else { Ok(()) }
}
