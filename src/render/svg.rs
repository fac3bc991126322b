//! A drawing that any browser shows.

use std::io::Write;

use super::{RenderError, Subgraph, layout};

/// Prints the drawing. Errors: too large ([`layout::MOST`]), or the bytes could not be written.
pub fn write(graph: &Subgraph, out: &mut dyn Write) -> Result<(), RenderError> {
    let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
    if nodes + edges > layout::MOST {
        return Err(RenderError::TooLarge { nodes, edges, most: layout::MOST });
    }
    writeln!(out, "{}", layout::svg(graph))?;
    Ok(())
}
