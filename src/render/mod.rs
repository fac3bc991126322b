//! Rows and graphs as tables, CSV, JSON, Markdown, DOT, SVG, HTML, GraphML.
//!
//! One printer per file; [`FORMATS`] is the one list of them, for the command line, the REPL and completion alike.
//! Nothing here reads a clock or writes to a terminal: a printer takes rows or a [`Subgraph`] and gives bytes.

mod csv;
pub mod diagnostic;
mod dot;
mod graphml;
mod html;
mod json;
mod layout;
pub mod literal;
mod markdown;
mod style;
pub mod subgraph;
mod svg;
mod table;

use std::io::{self, Write};

use thiserror::Error;

pub use subgraph::{EdgeView, Lookup, NodeView, Subgraph};
pub use table::Cut;

use crate::model::value::Value;

/// What a query gave, as a printer needs it.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// Column names.
    pub columns: &'a [String],
    /// Rows, each as long as `columns`.
    pub rows: &'a [Vec<Value>],
    /// The graph behind the ids in the rows.
    pub graph: &'a dyn Lookup,
}

/// How much room there is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Room {
    /// Columns of the terminal; `None` prints at full width.
    pub width: Option<u16>,
    /// Rows at the most; the rest is counted (`20 of 314 rows`).
    pub rows: Option<usize>,
}

/// A format that rows or graphs can be printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines and columns for a terminal.
    Table,
    /// RFC 4180.
    Csv,
    /// Tab-separated values, tabs and line ends escaped.
    Tsv,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// A GitHub-flavoured table.
    Markdown,
    /// Graphviz's language.
    Dot,
    /// A drawing, laid out here.
    Svg,
    /// A page that needs no network: drawing, search, evidence.
    Html,
    /// <http://graphml.graphdrawing.org>, for Gephi, yEd, NetworkX.
    Graphml,
}

/// A row of [`FORMATS`].
pub struct Entry {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// Whether it shows a graph (of the nodes and edges in the rows) and not the rows themselves.
    pub graph: bool,
    /// What it is for, in a few words.
    pub about: &'static str,
}

/// Every format, in the order in which help lists them.
pub const FORMATS: &[Entry] = &[
    Entry { format: Format::Table, name: "table", graph: false, about: "columns fitted to the terminal" },
    Entry { format: Format::Csv, name: "csv", graph: false, about: "comma-separated values (RFC 4180)" },
    Entry { format: Format::Tsv, name: "tsv", graph: false, about: "tab-separated values" },
    Entry { format: Format::Json, name: "json", graph: false, about: "one array of objects" },
    Entry { format: Format::Jsonl, name: "jsonl", graph: false, about: "one object a line" },
    Entry { format: Format::Markdown, name: "markdown", graph: false, about: "a Markdown table" },
    Entry { format: Format::Dot, name: "dot", graph: true, about: "Graphviz's language" },
    Entry { format: Format::Svg, name: "svg", graph: true, about: "a drawing" },
    Entry { format: Format::Html, name: "html", graph: true, about: "a page with drawing, search and evidence" },
    Entry { format: Format::Graphml, name: "graphml", graph: true, about: "for Gephi, yEd, NetworkX" },
];

impl Format {
    /// The format of that name (`md` counts as `markdown`).
    pub fn from_name(name: &str) -> Option<Self> {
        let name = if name == "md" { "markdown" } else { name };
        FORMATS.iter().find(|e| e.name == name).map(|e| e.format)
    }

    /// The format that a file name ends in: `circles.dot`.
    pub fn from_path(path: &std::path::Path) -> Option<Self> {
        Self::from_name(path.extension()?.to_str()?)
    }

    /// Its row in the table.
    pub fn entry(self) -> &'static Entry {
        FORMATS.iter().find(|e| e.format == self).expect("every format has its row in FORMATS")
    }
}

/// Why something could not be printed.
#[derive(Debug, Error)]
pub enum RenderError {
    /// A drawing was asked for of rows without a single node.
    #[error("the rows hold no node, relationship or path to draw; RETURN some, for example `RETURN p`")]
    NothingToDraw,
    /// The drawing would be too large to be of use.
    #[error(
        "{nodes} nodes and {edges} edges are too many to draw (at most {most} together); narrow the query, or export as graphml"
    )]
    TooLarge {
        /// How many nodes there are.
        nodes: usize,
        /// How many edges there are.
        edges: usize,
        /// [`layout::MOST`].
        most: usize,
    },
    /// The bytes could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// JSON could not be written.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// Prints rows in a format: the rows themselves, or the graph of all nodes and edges in them.
///
/// Errors: [`RenderError`]; a closed pipe comes back as its `io::Error`.
pub fn rows(format: Format, sheet: Sheet<'_>, room: Room, out: &mut dyn Write) -> Result<(), RenderError> {
    match format {
        Format::Table => Ok(table::write(sheet, room, out)?),
        Format::Csv => Ok(csv::write(sheet, b',', out)?),
        Format::Tsv => Ok(csv::write_tabs(sheet, out)?),
        Format::Json => json::write_array(sheet, out),
        Format::Jsonl => json::write_lines(sheet, out),
        Format::Markdown => Ok(markdown::write(sheet, out)?),
        Format::Dot | Format::Svg | Format::Html | Format::Graphml => {
            let found = Subgraph::of_rows(sheet);
            if found.nodes.is_empty() && !sheet.rows.is_empty() {
                return Err(RenderError::NothingToDraw);
            }
            graph(format, &found, out)
        }
    }
}

/// Prints a graph. A format for rows gives the edges as rows (subject, relation, object, properties).
///
/// Errors: [`RenderError`].
pub fn graph(format: Format, graph: &Subgraph, out: &mut dyn Write) -> Result<(), RenderError> {
    match format {
        Format::Dot => Ok(dot::write(graph, out)?),
        Format::Svg => svg::write(graph, out),
        Format::Html => html::write(graph, out),
        Format::Graphml => Ok(graphml::write(graph, out)?),
        _ => {
            let (columns, lines) = graph.as_rows();
            let sheet = Sheet { columns: &columns, rows: &lines, graph };
            rows(format, sheet, Room::default(), out)
        }
    }
}
