//! `geflecht run GRAPH FILE.cypher...`

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::arguments::RunArguments;
use super::failure::Failure;
use super::output::Output;
use super::query::Runner;
use super::{Context, DONE, open};

/// Runs the scripts one after another; the first error ends it.
pub(super) fn run(arguments: RunArguments, context: &Context) -> Result<u8, Failure> {
    let store = open::graph_file(&arguments.graph, context)?;
    let mut runner = Runner::new(store, &arguments.shape, context)?;
    let mut out = Output::new(arguments.shape.output.as_deref());
    for path in &arguments.scripts {
        let text = read(path).map_err(|error| Failure::File { path: path.clone(), error })?;
        runner.script(&path.to_string_lossy(), &text, &mut out)?;
    }
    out.finish()?;
    runner.settle();
    Ok(DONE)
}

fn read(path: &Path) -> io::Result<String> {
    if path.as_os_str() != "-" {
        return fs::read_to_string(path);
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}
