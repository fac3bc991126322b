//! `geflecht build INPUT... -o GRAPH`

use std::time::Instant;

use super::arguments::BuildArguments;
use super::failure::Failure;
use super::interrupt::INTERRUPTED;
use super::progress::Listener;
use super::{Context, DONE, counted, open};
use crate::pipeline::{Missing, Report};
use crate::store::Store;
use crate::text::read::sources;

/// Some sources could not be read; the rest is built.
pub(super) const PARTLY: u8 = 3;

/// Builds and reports.
pub(super) fn run(arguments: BuildArguments, context: &Context) -> Result<u8, Failure> {
    let begun = Instant::now();
    let pipeline = open::pipeline(context)?;
    let store = Store::create(&arguments.output)?;
    if let Some(path) = &arguments.aliases {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::File { path: path.clone(), error })?;
        pipeline.set_aliases(&text, &store)?;
    }
    if let Some(path) = &arguments.links {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::File { path: path.clone(), error })?;
        pipeline.set_links(&text, &store)?;
    }
    let listener = Listener::new(context);
    listener.expect(&arguments.inputs);
    let missing = if arguments.keep { Missing::Keep } else { Missing::Drop };
    let report = pipeline.build(sources(arguments.inputs), missing, &store, &listener)?;
    if !report.stopped {
        // Loaded once, a large graph is kept in its quick form: no question has to wait for it.
        drop(store.load()?);
    }
    listener.finish();
    let counts = store.counts()?;
    context.note(&format!(
        "{}: {}{}, {}, {}, {} in {:.2} s",
        arguments.output.display(),
        counted(counts.documents, "document"),
        details(&report),
        counted(counts.claims, "claim"),
        counted(counts.nodes, "node"),
        counted(counts.edges, "edge"),
        begun.elapsed().as_secs_f64()
    ));
    Ok(code(&report))
}

/// The exit code that a report asks for.
pub(super) const fn code(report: &Report) -> u8 {
    match report {
        Report { stopped: true, .. } => INTERRUPTED,
        Report { lost: 0, .. } => DONE,
        _ => PARTLY,
    }
}

/// ` (3 unchanged, 1 dropped)`; nothing where there is nothing to say.
fn details(report: &Report) -> String {
    let parts = [
        (report.unchanged, "unchanged"),
        (report.repeated, "repeated"),
        (report.dropped, "dropped"),
        (report.lost, "not read"),
    ];
    let said: Vec<_> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let stopped = if report.stopped { "; stopped, build again to go on" } else { "" };
    if said.is_empty() { stopped.to_owned() } else { format!(" ({}{stopped})", said.join(", ")) }
}
