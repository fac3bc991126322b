//! Printers: one small graph in every format, and rows with every awkward character.

use std::sync::Arc;

use geflecht::model::value::{EdgeId, Map, NodeId, Path, Value};
use geflecht::render::{self, EdgeView, FORMATS, Format, NodeView, Room, Sheet, Subgraph};

use crate::case;

#[test]
fn a_graph_in_every_format() {
    for entry in FORMATS.iter().filter(|e| e.graph) {
        let mut out = Vec::new();
        render::graph(entry.format, &small(), &mut out).expect("a small graph can be printed");
        let text = String::from_utf8(out).expect("printers write UTF-8");
        case::check(&format!("render/small.{}", entry.name), &text);
    }
}

#[test]
fn rows_in_every_format() {
    let graph = small();
    let columns = ["who".to_owned(), "what|how".to_owned(), "n".to_owned()];
    let path = Path { nodes: vec![NodeId(1), NodeId(0)], edges: vec![EdgeId(0)] };
    let rows = vec![
        vec![text("Müller \"Söhne\" AG"), text("a|b\tc\\d\nnext"), Value::Int(-3)],
        vec![Value::Node(NodeId(0)), Value::Edge(EdgeId(0)), Value::Float(0.5)],
        vec![Value::Path(Arc::new(path)), Value::List(Arc::new(vec![text("it's"), Value::Null])), Value::Null],
    ];
    let sheet = Sheet { columns: &columns, rows: &rows, graph: &graph };
    for entry in FORMATS.iter().filter(|e| !e.graph) {
        let mut out = Vec::new();
        render::rows(entry.format, sheet, Room::default(), &mut out).expect("rows can be printed");
        let text = String::from_utf8(out).expect("printers write UTF-8");
        case::check(&format!("render/rows.{}", entry.name), &text);
    }
}

/// Values that are easily printed wrong.
fn odd() -> Vec<Value> {
    let map = |entries: &[(&str, Value)]| {
        Value::Map(Arc::new(entries.iter().map(|(key, value)| ((*key).into(), value.clone())).collect()))
    };
    let list = |items: &[Value]| Value::List(Arc::new(items.to_vec()));
    vec![
        Value::Null,
        Value::Bool(true),
        Value::Int(i64::MIN),
        Value::Float(f64::NAN),
        Value::Float(f64::INFINITY),
        Value::Float(f64::NEG_INFINITY),
        Value::Float(-0.0),
        Value::Float(1e300),
        Value::Float(5e-324),
        text(""),
        text(" blanks at both ends "),
        text("Größe „süß“ – 東京 🦀 e\u{301}"),
        text("'single' \"double\" `back`"),
        text("back\\slash \\n"),
        text("line\nfeed\r\nand\rreturn\ttab"),
        text("\u{1b}[31mred\u{7}\u{0}"),
        text("a,b;c|d"),
        text("<b>&amp;</b> *star* _under_ [link](x)"),
        text("null"),
        text(&"long ".repeat(60)),
        list(&[]),
        list(&[text("it's"), list(&[Value::Null]), Value::Float(f64::NAN)]),
        map(&[]),
        map(&[("a b", map(&[("`", text("\"\\\n"))])), ("ä", Value::Int(1))]),
    ]
}

#[test]
fn odd_values_in_every_format() {
    let columns = ["odd, \"value\"\n|".to_owned(), "number".to_owned()];
    let rows: Vec<_> = odd().into_iter().enumerate().map(|(i, value)| vec![value, Value::Int(i as i64)]).collect();
    let graph = Subgraph::default();
    let sheet = Sheet { columns: &columns, rows: &rows, graph: &graph };
    let nothing = Sheet { columns: &columns, rows: &[], graph: &graph };
    for entry in FORMATS.iter().filter(|e| !e.graph) {
        case::check(&format!("render/odd.{}", entry.name), &printed(entry.format, sheet));
        case::check(&format!("render/nothing.{}", entry.name), &printed(entry.format, nothing));
    }
    let lines = printed(Format::Jsonl, sheet);
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{lines}");
}

#[test]
fn odd_names_in_every_drawing() {
    let mut graph = small();
    graph.nodes.truncate(1);
    graph.edges.clear();
    for (i, value) in (1..).zip(odd()) {
        let properties = Map::from([("name".into(), value.clone()), ("`<odd>\"".into(), value)]);
        graph.nodes.push(NodeView { id: i, labels: vec!["Ä \"B\" <C>".into()], properties: properties.clone() });
        let kind = "T \"<&>\"\n".into();
        graph.edges.push(EdgeView { id: i, kind, start: 0, end: i, properties, evidence: Vec::new() });
    }
    for entry in FORMATS.iter().filter(|e| e.graph) {
        for (name, graph) in [("names", &graph), ("empty", &Subgraph::default())] {
            let mut out = Vec::new();
            render::graph(entry.format, graph, &mut out).expect("a small graph can be printed");
            let text = String::from_utf8(out).expect("printers write UTF-8");
            case::check(&format!("render/{name}.{}", entry.name), &text);
        }
    }
}

fn printed(format: Format, sheet: Sheet<'_>) -> String {
    let mut out = Vec::new();
    render::rows(format, sheet, Room::default(), &mut out).expect("rows can be printed");
    String::from_utf8(out).expect("printers write UTF-8")
}

#[test]
fn a_table_fits_the_terminal_and_counts_what_it_leaves_out() {
    let columns = ["text".to_owned()];
    let rows: Vec<_> = (0..314).map(|i| vec![text(&format!("{i} {}", "lorem ".repeat(30)))]).collect();
    let sheet = Sheet { columns: &columns, rows: &rows, graph: &Subgraph::default() };
    let mut out = Vec::new();
    let room = Room { width: Some(40), rows: Some(20) };
    render::rows(Format::Table, sheet, room, &mut out).expect("rows can be printed");
    let printed = String::from_utf8(out).expect("printers write UTF-8");
    assert!(printed.lines().all(|line| line.chars().count() <= 40));
    assert!(printed.ends_with("20 of 314 rows\n"));
}

#[test]
fn a_drawing_of_plain_values_is_refused() {
    let (columns, rows) = (["n".to_owned()], vec![vec![Value::Int(1)]]);
    let sheet = Sheet { columns: &columns, rows: &rows, graph: &Subgraph::default() };
    let fault = render::rows(Format::Dot, sheet, Room::default(), &mut Vec::new()).expect_err("nothing to draw");
    assert!(fault.to_string().contains("RETURN p"));
}

/// Two nodes and three edges: a pair one way and back, and one to itself.
fn small() -> Subgraph {
    let node = |id, label: &str, name: &str| NodeView {
        id,
        labels: vec![label.into()],
        properties: Map::from([("name".into(), text(name))]),
    };
    let edge = |id, kind: &str, start, end, properties: Vec<(&str, Value)>| EdgeView {
        id,
        kind: kind.into(),
        start,
        end,
        properties: properties.into_iter().map(|(k, v)| (k.into(), v)).collect(),
        evidence: Vec::new(),
    };
    let money = vec![("amount", Value::Float(1e11)), ("currency", text("USD")), ("status", text("planned"))];
    Subgraph {
        nodes: vec![node(0, "Company", "Köln \"Netz\" <AG>"), node(1, "Person", "O'Hara \\ Sohn")],
        edges: vec![
            edge(0, "CHAIRS", 1, 0, vec![]),
            edge(1, "INVESTS_IN", 0, 1, money),
            edge(2, "OWNS", 0, 0, vec![("share", Value::Float(0.125)), ("status", text("denied"))]),
        ],
    }
}

fn text(text: &str) -> Value {
    Value::String(text.into())
}
