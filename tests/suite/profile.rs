//! PROFILE tells the rows of each operator. How long each took is left out here: it differs from run to run.

use std::fmt::Write;

use geflecht::graph::Graph;
use geflecht::model::value::Map;
use geflecht::query::Engine;

use super::case::check;

/// A graph and what is asked of it.
const GRAPH: &str = "CREATE (a:Company {name: 'Aster'})-[:OWNS]->(b:Company {name: 'Birke'})-[:OWNS]->(:Company {name: 'Cedar'}), \
                     (a)-[:OWNS]->(:Company {name: 'Distel'}), (:Person {name: 'Eva'})-[:LEADS]->(b)";
const QUERIES: &[&str] = &[
    "MATCH (a:Company)-[:OWNS]->(b) WHERE b.name > 'B' RETURN a.name AS name, count(b) AS owned ORDER BY owned DESC LIMIT 1",
    "MATCH (a:Company) OPTIONAL MATCH (a)<-[:LEADS]-(p) RETURN a.name, p.name",
    "MATCH (a:Company) WHERE NOT EXISTS { (a)-[:OWNS]->() } RETURN DISTINCT a.name AS name SKIP 1",
    "UNWIND range(1, 3) AS x CALL (x) { UNWIND range(1, x) AS y RETURN y } RETURN count(*) AS n",
    "MATCH (a {name: 'Aster'}) ((x)-[:OWNS]->(y)){1,2} (b) RETURN b.name",
];

/// The plan with the times cut out of `[3 rows, 0.012 ms]`.
fn without_times(plan: &str) -> String {
    let line = |line: &str| match line.rsplit_once(", ") {
        Some((before, time)) if time.ends_with(" ms]") => format!("{before}]\n"),
        _ => format!("{line}\n"),
    };
    plan.lines().map(line).collect()
}

#[test]
fn every_operator_tells_its_rows() {
    let mut engine = Engine::new(Graph::new());
    engine.run(GRAPH, &Map::new()).expect("the graph can be made");
    let mut told = String::new();
    for query in QUERIES {
        let rows = engine.run(&format!("PROFILE {query}"), &Map::new()).expect("the query runs");
        let plan = rows.plan.expect("PROFILE gives a plan");
        let _ = writeln!(told, "{query}\n\n{}", without_times(&plan));
    }
    check("profile/rows.txt", &told);
}
