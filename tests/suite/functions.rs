//! The manual page of the functions, made from the table; and its examples, run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use geflecht::graph::Graph;
use geflecht::model::value::{Map, Value};
use geflecht::query::functions::{self, AGGREGATES, Function};
use geflecht::query::types::Kinds;
use geflecht::query::{Engine, value};

/// Chapters in the order of the page, with what stands over each.
const CHAPTERS: &[(&str, &str)] = &[
    ("scalar", "Any value"),
    ("type conversion", "Conversion"),
    ("graph", "Nodes, relationships, paths"),
    ("list", "Lists"),
    ("string", "Strings"),
    ("mathematical", "Numbers"),
    ("temporal", "Dates, times, durations"),
];

/// Rows that the examples of aggregates are computed over.
const ROWS: &str = "UNWIND [1, 2, 2, 5, null] AS x";

/// What the examples of graph functions are computed over, and how its parts are named.
const GRAPH: &str = "CREATE (:Company {name: 'Nordwind'})-[:OWNS {share: 0.5}]->(:Company {name: 'Kontor'})";
const MATCHED: &str = "MATCH p = (a)-[r]->(b)";

fn page() -> String {
    let mut page = String::from(
        "# Functions\n\n\
         This page is made from the table of functions in `src/query/functions`; a test keeps the two the same and runs \
         every example. Names are found whatever the case of their letters. An argument in brackets may be left out. \
         Where nothing else is said, a null argument makes the result null.\n",
    );
    for (group, title) in CHAPTERS {
        let _ = write!(page, "\n## {title}\n\n");
        if *group == "graph" {
            let _ = write!(page, "The examples stand behind `{MATCHED}` in the graph of `{GRAPH}`.\n\n");
        }
        let _ = write!(page, "| function | meaning | example | gives |\n| --- | --- | --- | --- |\n");
        for function in functions::all().filter(|function| function.group == *group) {
            let (call, doc) = (signature(function), function.doc);
            let _ = writeln!(
                page,
                "| `{call}` | {} | `{}` | `{}` |",
                cell(doc),
                cell(function.example.0),
                cell(function.example.1)
            );
        }
    }
    let _ = write!(
        page,
        "\n## Aggregates\n\nThey take all rows of a group, or with `DISTINCT` each value once; nulls are passed over. The \
         examples stand behind `{ROWS}`.\n\n| function | meaning | example | gives |\n| --- | --- | --- | --- |\n",
    );
    for aggregate in AGGREGATES {
        let params = params(aggregate.params, aggregate.params.len(), false);
        let (name, doc) = (aggregate.name, aggregate.doc);
        let _ =
            writeln!(page, "| `{name}({params})` | {doc} | `{}` | `{}` |", aggregate.example.0, aggregate.example.1);
    }
    page
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn signature(function: &Function) -> String {
    let required = function.params.len() - function.optional;
    format!("{}({})", function.name, params(function.params, required, function.variadic))
}

fn params(kinds: &[Kinds], required: usize, variadic: bool) -> String {
    let mut text = String::new();
    for (at, kind) in kinds.iter().enumerate() {
        let gap = if at > 0 { ", " } else { "" };
        let name = kind.describe();
        let name = name.trim_start_matches("a ").trim_start_matches("an ");
        text += &if at < required { format!("{gap}{name}") } else { format!("[{gap}{name}]") };
    }
    if variadic { text + ", …" } else { text }
}

#[test]
fn the_page_and_the_table_agree() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/language/functions.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, page()).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page(), "run the tests with UPDATE=1 to write the page anew");
}

#[test]
fn every_chapter_is_on_the_page() {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    functions::all().for_each(|function| *groups.entry(function.group).or_default() += 1);
    let titled: Vec<&str> = groups.keys().copied().filter(|group| CHAPTERS.iter().any(|(g, _)| g == group)).collect();
    assert_eq!(titled.len(), groups.len(), "{groups:?}");
}

/// The single value that a statement gives in the small graph.
fn single(statement: &str) -> Value {
    let mut engine = Engine::new(Graph::new());
    let mut run = |text: &str| {
        engine.run(text, &Map::new()).map_err(|error| format!("{text}: {error}")).expect("the statement runs")
    };
    run(GRAPH);
    run(statement).rows[0][0].clone()
}

#[test]
fn every_example_gives_what_it_says() {
    let scalars = functions::all().map(|f| (if f.group == "graph" { MATCHED } else { "" }, f.example));
    let aggregates = AGGREGATES.iter().map(|aggregate| (ROWS, aggregate.example));
    for (rows, example) in scalars.chain(aggregates) {
        let given = single(&format!("{rows} RETURN {} AS result", example.0));
        let said = single(&format!("RETURN {} AS result", example.1));
        assert!(value::equivalent(&given, &said), "{} gives {given:?}, not {}", example.0, example.1);
        assert_eq!(value::kind::name(&given), value::kind::name(&said), "{}", example.0);
    }
}
