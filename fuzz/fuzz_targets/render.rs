//! Any names, values and columns to every printer: what each prints is text, and JSON is JSON.
#![no_main]

use geflecht::graph::Graph;
use geflecht::model::value::{Map, Value};
use geflecht::query::Engine;
use geflecht::render::{self, FORMATS, Format, Room, Sheet};
use libfuzzer_sys::fuzz_target;

const GRAPH: &str = "CREATE p = (a:`l` {name: $a, x: $b})-[r:T {status: $a, amount: 1e308 * 10}]->(b {name: $b}) \
                     RETURN a, r, p, {k: $a, l: [$b, null, 0.0 / 0.0]} AS m, $a AS text";

fuzz_target!(|input: (&str, &str, &str, u8)| {
    let (a, b, column, width) = input;
    let text = |text: &str| Value::String(text.into());
    let params = Map::from([("a".into(), text(a)), ("b".into(), text(b))]);
    let mut engine = Engine::new(Graph::new());
    let mut rows = engine.run(GRAPH, &params).expect("the graph can be made");
    rows.columns[4] = column.to_owned();
    let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: engine.graph() };
    for entry in FORMATS {
        let mut out = Vec::new();
        let room = Room { width: (width > 0).then_some(width.into()), rows: None };
        render::rows(entry.format, sheet, room, &mut out).expect("rows of a graph can be printed");
        let printed = String::from_utf8(out).expect("printers write UTF-8");
        if entry.format == Format::Json {
            serde_json::from_str::<serde_json::Value>(&printed).expect("JSON is JSON");
        }
    }
});
