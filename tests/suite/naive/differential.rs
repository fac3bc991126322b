//! The engine must find what the simple evaluator finds: with and without indexes, with each rewrite of plans and
//! without it.
//!
//! `CASES=20000 cargo test --test suite differential` runs more cases than usual, `SEED=7` starts elsewhere.

use std::sync::Arc;
use std::time::Duration;

use geflecht::graph::Graph;
use geflecht::model::value::{Map, Value};
use geflecht::query::bind::bind;
use geflecht::query::bound::Body;
use geflecht::query::catalog::Catalog;
use geflecht::query::procedures::Procedure;
use geflecht::query::syntax::parse::parse;
use geflecht::query::value::number::float_text;
use geflecht::query::{Engine, Limits, QueryError, RULES};

use super::generate::{Dice, Writer, Written, graph};
use super::write::{Writing, dump};
use super::{Fault, Naive};

/// Time that the engine has for a query that the simple evaluator answers in a few thousand steps.
const PATIENCE: Duration = Duration::from_secs(20);

/// Names of a graph, for the binder.
pub struct Names<'a>(pub &'a Graph);

impl Catalog for Names<'_> {
    fn labels(&self) -> Vec<Arc<str>> {
        self.0.label_names().iter().cloned().collect()
    }

    fn types(&self) -> Vec<Arc<str>> {
        self.0.rel_type_names().iter().cloned().collect()
    }

    fn keys(&self) -> Vec<Arc<str>> {
        self.0.key_names().iter().cloned().collect()
    }

    fn procedure(&self, _: &str) -> Option<Arc<Procedure>> {
        None
    }

    fn procedures(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A value as text; the items of lists sorted where their order means nothing.
pub fn shown(value: &Value, bags: bool) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(bool) => bool.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float_text(*float),
        Value::String(text) => format!("'{text}'"),
        Value::Node(node) => format!("(#{})", node.0),
        Value::Edge(edge) => format!("[#{}]", edge.0),
        Value::Path(path) => format!("{path:?}"),
        Value::Temporal(temporal) => format!("{temporal:?}"),
        Value::List(items) => {
            let mut items: Vec<String> = items.iter().map(|item| shown(item, bags)).collect();
            if bags {
                items.sort();
            }
            format!("[{}]", items.join(", "))
        }
        Value::Map(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key}: {}", shown(value, bags))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Rows as lines, in an order of their own where the query settles none.
pub fn lines(rows: &[Vec<Value>], query: &Written) -> Vec<String> {
    let bags = query.text.contains("collect(");
    let line = |row: &Vec<Value>| row.iter().map(|value| shown(value, bags)).collect::<Vec<_>>().join(" | ");
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    if !query.ordered {
        lines.sort();
    }
    lines
}

/// What the simple evaluator finds; none where it gives up or the statement is at fault.
fn expected(graph: &Graph, query: &Written) -> Result<Option<Vec<String>>, QueryError> {
    let statement = parse(&query.text)?;
    let bound = bind(&statement, &query.text, &Names(graph))?;
    let Body::Query(body) = &bound.body else { return Ok(None) };
    Ok(match Naive::new(&bound, graph).query(body, &vec![Value::Null; bound.width()], false) {
        Ok(rows) => {
            let row = |row: &Vec<Value>| body.outputs.iter().map(|output| row[output.slot.index()].clone()).collect();
            Some(lines(&rows.iter().map(row).collect::<Vec<_>>(), query))
        }
        Err(Fault::Error(_) | Fault::GivenUp) => None,
    })
}

fn found(engine: &mut Engine, query: &Written) -> Result<Vec<String>, QueryError> {
    engine.run(&query.text, &Map::new()).map(|rows| lines(&rows.rows, query))
}

/// The way to run a query in which threads share it however short it is.
const SHARED: &str = "shared among threads";

/// The ways to run a query that must not change its answer.
fn ways() -> Vec<(String, Vec<&'static str>, bool)> {
    let plain = ("as it is".to_owned(), vec![], false);
    let indexed = ("with indexes".to_owned(), vec![], true);
    let shared = (SHARED.to_owned(), vec![], false);
    let none = ("without rules".to_owned(), RULES.to_vec(), false);
    let without = RULES.iter().map(|rule| (format!("without the rule {rule}"), vec![*rule], false));
    [plain, indexed, shared, none].into_iter().chain(without).collect()
}

pub fn engine_over(statements: &[String]) -> Engine {
    let mut engine = Engine::new(Graph::new());
    for statement in statements {
        engine.run(statement, &Map::new()).expect(statement);
    }
    engine
}

/// Runs one case every way; tells what differs.
fn check(seed: u64) -> Result<bool, String> {
    let mut dice = Dice::new(seed);
    let statements = graph(&mut dice);
    let query = Writer::new(&mut dice).query();
    let engine = engine_over(&statements);
    let expected = expected(engine.graph(), &query).map_err(|error| format!("seed {seed}: {}: {error}", query.text))?;
    let Some(expected) = expected else { return Ok(false) };
    for (name, off, indexed) in ways() {
        let mut engine = Engine::new(engine.graph().clone());
        engine.set_limits(Limits { time: Some(PATIENCE), ..Limits::default() });
        if name == SHARED {
            engine.share_from(0);
        }
        off.iter().for_each(|rule| engine.switch_rule(rule, false));
        if indexed {
            for (label, key) in [("A", "i"), ("A", "s"), ("B", "m"), ("C", "i")] {
                let _ = engine.run(&format!("CREATE INDEX FOR (n:{label}) ON (n.{key})"), &Map::new());
            }
        }
        let told = |found: &str| {
            format!(
                "seed {seed}, {name}\n{}\n{}\n--- expected\n{}\n--- found\n{found}\n",
                statements.join(";\n"),
                query.text,
                expected.join("\n")
            )
        };
        match found(&mut engine, &query) {
            Ok(found) if found == expected => {}
            Ok(found) => return Err(told(&found.join("\n"))),
            Err(error) => return Err(told(&error.to_string())),
        }
    }
    Ok(true)
}

/// Runs one statement both ways and prints what it finds, to look into a case.
#[test]
#[ignore = "a tool: GRAPH='CREATE …' QUERY='MATCH …' cargo test --test suite one_statement -- --ignored --nocapture"]
#[allow(clippy::print_stdout)] // it is what the tool is for
fn one_statement() {
    let given = |name: &str| std::env::var(name).unwrap_or_default();
    let mut engine = engine_over(&[given("GRAPH")]);
    let query = Written { text: given("QUERY"), ordered: false };
    println!("{:?}\n{:?}", expected(engine.graph(), &query), found(&mut engine, &query));
}

/// Writes both ways; tells what differs.
fn check_writing(seed: u64) -> Result<bool, String> {
    let mut dice = Dice::new(seed);
    let statements = graph(&mut dice);
    let query = Writer::new(&mut dice).writing();
    let mut engine = engine_over(&statements);
    let told = |what: String| format!("seed {seed}\n{}\n{}\n{what}", statements.join(";\n"), query.text);
    let statement = parse(&query.text).map_err(|error| told(error.to_string()))?;
    let bound = bind(&statement, &query.text, &Names(engine.graph())).map_err(|error| told(error.to_string()))?;
    let Body::Query(body) = &bound.body else { return Ok(false) };
    let mut writing = Writing { bound: &bound, graph: engine.graph().clone() };
    let Ok(rows) = writing.branch(&body.branches[0]) else { return Ok(false) };
    let row = |row: &Vec<Value>| body.outputs.iter().map(|output| row[output.slot.index()].clone()).collect();
    let expected = (lines(&rows.iter().map(row).collect::<Vec<_>>(), &query), dump(&writing.graph));
    let rows = found(&mut engine, &query).map_err(|error| told(error.to_string()))?;
    let found = (rows, dump(engine.graph()));
    if found == expected {
        return Ok(true);
    }
    Err(told(format!("--- expected\n{expected:#?}\n--- found\n{found:#?}")))
}

/// Runs many cases; at least three quarters of them must have been compared.
fn check_all(cases: u64, check: fn(u64) -> Result<bool, String>) {
    let start = number("SEED", 1);
    let outcomes: Vec<_> = (start..start + cases).map(check).collect();
    let answered = outcomes.iter().filter(|outcome| matches!(outcome, Ok(true))).count() as u64;
    let faults: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    let shown = faults[..faults.len().min(5)].join("\n");
    assert!(faults.is_empty(), "{} of {cases} cases differ\n{shown}", faults.len());
    assert!(answered * 4 > cases * 3, "only {answered} of {cases} cases were compared");
}

#[test]
fn random_writes_leave_the_graph_of_the_simple_evaluator() {
    check_all(number("CASES", 400), check_writing);
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn random_queries_have_the_answers_of_the_simple_evaluator() {
    check_all(number("CASES", 300), check);
}
