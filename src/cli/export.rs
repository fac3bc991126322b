//! `geflecht export GRAPH --format dot`

use super::arguments::ExportArguments;
use super::failure::Failure;
use super::output::Output;
use super::query::{self, Runner};
use super::{Context, DONE, open};
use crate::render::{self, Format, Subgraph};

/// Writes the whole graph, or what a query finds of it.
pub(super) fn run(mut arguments: ExportArguments, context: &Context) -> Result<u8, Failure> {
    let shape = &mut arguments.shape;
    let format = query::format(shape.format.as_deref(), shape.output.as_deref(), Format::Dot)?;
    let store = open::graph_file(&arguments.graph, context)?;
    let mut out = Output::new(shape.output.as_deref());
    match &arguments.query {
        None => render::graph(format, &Subgraph::of_graph(&store.load()?), &mut out)?,
        Some(text) => {
            shape.format = Some(format.entry().name.to_owned());
            Runner::new(store, shape, context)?.script("query", text, &mut out)?;
        }
    }
    out.finish()?;
    Ok(DONE)
}
