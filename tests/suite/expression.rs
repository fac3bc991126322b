//! Expressions and their values: each line of `tests/cases/expression/*.txt` is `expression => value`, the value as one
//! writes it, or `! type, phase, code` for a fault. `UPDATE=1` rewrites the values.

use std::fs;
use std::path::PathBuf;

use geflecht::graph::Graph;
use geflecht::model::value::{Map, Value};
use geflecht::query::Engine;
use geflecht::query::value::kind;
use geflecht::render::{Subgraph, literal};

/// What stands between an expression and its value.
const ARROW: &str = " => ";

fn outcome(engine: &mut Engine, expression: &str) -> String {
    match engine.run(&format!("RETURN {expression} AS value"), &Map::new()) {
        Ok(rows) => shown(&rows.rows[0][0]),
        Err(error) => format!("! {}, {}, {}", error.kind, error.phase.as_str(), error.detail),
    }
}

/// The value as one writes it, a temporal one with the function that makes it.
fn shown(value: &Value) -> String {
    let text = literal::literal(value, &Subgraph::default());
    let function = match kind::name(value) {
        "DATE" => "date",
        "LOCAL TIME" => "localtime",
        "ZONED TIME" => "time",
        "LOCAL DATETIME" => "localdatetime",
        "ZONED DATETIME" => "datetime",
        "DURATION" => "duration",
        _ => return text,
    };
    format!("{function}('{text}')")
}

/// The file with every value computed anew.
fn recomputed(text: &str) -> String {
    let mut engine = Engine::new(Graph::new());
    let lines = text.lines().map(|line| match line.split_once(ARROW) {
        Some((expression, _)) if !line.starts_with('#') => {
            format!("{expression}{ARROW}{}", outcome(&mut engine, expression.trim()))
        }
        _ => line.to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}

#[test]
fn expressions_have_the_values_that_the_cases_say() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/expression");
    let mut files: Vec<_> = fs::read_dir(folder).expect("the cases are there").flatten().map(|e| e.path()).collect();
    files.sort();
    let mut faults = Vec::new();
    for file in files {
        let said = fs::read_to_string(&file).expect("a case can be read");
        let given = recomputed(&said);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&file, given).expect("a case can be written");
            continue;
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let differing = said.lines().zip(given.lines()).filter(|(a, b)| a != b);
        faults.extend(differing.map(|(said, given)| format!("{name}:\n  said  {said}\n  given {given}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
