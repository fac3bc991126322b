//! A page that needs no network: drawing that can be moved and zoomed, search, and the evidence behind each edge.

use std::io::Write;

use serde_json::{Value as Json, json};

use super::{EdgeView, NodeView, RenderError, Subgraph, json, style};

/// The page around the data.
const PAGE: &str = include_str!("page.html");

/// Where the data goes in [`PAGE`].
const MARK: &str = "/*GRAPH*/null";

/// Prints the page with the graph inside.
pub fn write(graph: &Subgraph, out: &mut dyn Write) -> Result<(), RenderError> {
    let data = json!({
        "nodes": graph.nodes.iter().map(|n| node(n, graph)).collect::<Vec<_>>(),
        "edges": graph.edges.iter().map(|e| edge(e, graph)).collect::<Vec<_>>(),
    });
    // `<` cannot end the script element early once it is written as an escape.
    let text = serde_json::to_string(&data)?.replace('<', "\\u003c");
    let (head, tail) = PAGE.split_once(MARK).expect("the page holds the mark");
    write!(out, "{head}{text}{tail}")?;
    Ok(())
}

fn node(node: &NodeView, graph: &Subgraph) -> Json {
    let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
    json!({
        "id": node.id, "caption": node.caption(), "labels": labels, "fill": style::fill(node),
        "properties": json::properties(&node.properties, graph),
    })
}

fn edge(edge: &EdgeView, graph: &Subgraph) -> Json {
    let line = style::line(edge);
    json!({
        "from": edge.start, "to": edge.end, "type": &*edge.kind, "caption": style::caption(edge),
        "colour": line.colour, "dashes": line.dashes,
        "properties": json::properties(&edge.properties, graph),
        "evidence": edge.evidence.iter().map(|claim| json::properties(claim, graph)).collect::<Vec<_>>(),
    })
}
