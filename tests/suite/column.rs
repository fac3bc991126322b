//! `n.x < $c` reads the column in place; `x < $c` goes by values. The two must agree for every type of column.

use std::sync::Arc;

use geflecht::graph::Graph;
use geflecht::model::value::{Map, Value};
use geflecht::query::Engine;

/// Properties of the nodes, a column each: one type, another, several.
const GRAPH: &str = "UNWIND [
    {i: 1, f: 0.5, s: 'a', b: true, m: 1},
    {i: -7, f: -0.0, s: 'b', b: false, m: 'a'},
    {i: 9223372036854775807, f: 1.0 / 0, s: '', m: [1, 2]},
    {f: 0.0 / 0.0, m: date('2026-07-01')},
    {i: 0, m: 2.5}
] AS properties CREATE (n) SET n = properties";

const CONSTANTS: &[&str] = &[
    "0",
    "1",
    "1.0",
    "9223372036854775807",
    "9223372036854775808.0",
    "0.0 / 0.0",
    "'a'",
    "''",
    "true",
    "null",
    "[1, 2]",
    "[1, null]",
    "date('2026-07-01')",
    "{a: 1}",
];

#[test]
fn a_column_compares_as_its_values_do() {
    let mut engine = Engine::new(Graph::new());
    let mut run = |text: &str| engine.run(text, &Map::new()).unwrap_or_else(|error| panic!("{text}: {error}")).rows;
    run(GRAPH);
    for constant in CONSTANTS {
        for key in ["i", "f", "s", "b", "m", "absent"] {
            for operator in ["=", "<>", "<", "<=", ">", ">="] {
                let by_column = format!("n.{key} {operator} {constant}");
                let turned = format!("{constant} {operator} n.{key}");
                let by_value = format!("[n.{key}][0] {operator} {constant}");
                let turned_value = format!("{constant} {operator} [n.{key}][0]");
                let rows = run(&format!("MATCH (n) RETURN {by_column}, {by_value}, {turned}, {turned_value}"));
                for row in rows {
                    assert_eq!((truth(&row[0]), truth(&row[2])), (truth(&row[1]), truth(&row[3])), "{by_column}");
                }
            }
        }
    }
}

#[test]
fn a_long_list_of_constants_is_searched_as_a_short_one() {
    let mut engine = Engine::new(Graph::new());
    let long = "[0, 1, 2.0, 'a', true, -0.5, '', 9007199254740993, 7]";
    for needle in ["0", "-0.0", "1.0", "2", "'a'", "null", "[0]", "9007199254740992.0", "0.0 / 0.0", "{}"] {
        let text = format!("WITH {needle} AS x RETURN x IN {long}, any(y IN {long} WHERE y = x)");
        let rows = engine.run(&text, &Map::from([(Arc::from("unused"), Value::Null)]));
        let rows = rows.unwrap_or_else(|error| panic!("{text}: {error}")).rows;
        assert_eq!(truth(&rows[0][0]), truth(&rows[0][1]), "{needle}");
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(bool) => Some(*bool),
        _ => None,
    }
}
