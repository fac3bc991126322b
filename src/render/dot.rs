//! A graph in Graphviz's language, built as graphviz-rust's tree and printed by it.

use std::io::{self, Write};

use graphviz_rust::dot_structures::{Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Vertex};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::{EdgeView, NodeView, Subgraph, style};
use crate::model::value::Value;

/// Prints nodes and edges with caption, colour by label, line by status and a tooltip of all properties.
pub fn write(graph: &Subgraph, out: &mut dyn Write) -> io::Result<()> {
    let mut stmts = vec![
        settings(GraphAttributes::Graph, &[("rankdir", "LR"), ("fontname", "Helvetica")]),
        settings(GraphAttributes::Node, &[("shape", "box"), ("style", "rounded,filled"), ("fontname", "Helvetica")]),
        settings(GraphAttributes::Edge, &[("fontname", "Helvetica"), ("fontsize", "10")]),
    ];
    stmts.extend(graph.nodes.iter().map(|n| Stmt::Node(node(n))));
    stmts.extend(graph.edges.iter().map(|e| Stmt::Edge(edge(e))));
    let tree = Graph::DiGraph { id: Id::Plain("geflecht".to_owned()), strict: false, stmts };
    let mut context = PrinterContext::default();
    context.with_semi().with_inline_size(LINE);
    writeln!(out, "{}", tree.print(&mut context))
}

/// A statement's attributes stay on one line up to this many bytes.
const LINE: usize = 4000;

fn settings(kind: fn(Vec<Attribute>) -> GraphAttributes, pairs: &[(&str, &str)]) -> Stmt {
    Stmt::GAttribute(kind(pairs.iter().map(|(k, v)| attribute(k, v)).collect()))
}

fn node(node: &NodeView) -> Node {
    let label = node.labels.iter().map(|l| &**l).collect::<Vec<_>>().join(", ");
    Node::new(
        id(node.id),
        vec![
            attribute("label", &node.caption()),
            attribute("fillcolor", style::fill(node)),
            attribute("tooltip", &format!("{label}{}", lines(&node.properties))),
        ],
    )
}

fn edge(edge: &EdgeView) -> Edge {
    let line = style::line(edge);
    let ty = EdgeTy::Pair(Vertex::N(id(edge.start)), Vertex::N(id(edge.end)));
    let attributes = vec![
        attribute("label", &style::caption(edge)),
        attribute("style", line.dot),
        attribute("color", line.colour),
        attribute("tooltip", &format!("{}{}", edge.kind, lines(&edge.properties))),
    ];
    Edge { ty, attributes }
}

/// Every plain property as a line of its own.
fn lines(properties: &crate::model::value::Map) -> String {
    let none = Subgraph::default();
    let plain = properties.iter().filter(|(_, v)| !matches!(v, Value::Null));
    plain.map(|(key, value)| format!("\n{key}: {}", super::literal::bare(value, &none))).collect()
}

fn id(number: u32) -> NodeId {
    NodeId(Id::Plain(format!("n{number}")), None)
}

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), Id::Escaped(quoted(value)))
}

/// A quoted ID of the DOT language: `"` and `\` escaped, line ends as `\n`, other control characters dropped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_as_graphviz_reads_them() {
        let cases = [
            ("Zürich", "\"Zürich\""),
            ("a \"b\"", "\"a \\\"b\\\"\""),
            ("C:\\neu", "\"C:\\\\neu\""),
            ("two\nlines", "\"two\\nlines\""),
            ("bell\u{7}", "\"bell\""),
        ];
        for (text, dot) in cases {
            assert_eq!(quoted(text), dot);
        }
    }
}
