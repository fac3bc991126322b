//! How long the engine takes: to load a graph, to parse, to plan, and to answer questions of every kind.
//!
//! `cargo bench` measures at 100,000 relationships; `EDGES=1000000 cargo bench` at another size.

#![allow(missing_docs)] // the macros of criterion make undocumented functions

mod sample;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use geflecht::graph::load_csv;
use geflecht::model::value::Map;
use geflecht::query::Engine;
use geflecht::query::syntax::parse::parse;

/// Questions by name.
const QUERIES: &[(&str, &str)] = &[
    ("point lookup", "MATCH (firm:Company {name: 'Company 50'}) RETURN firm.revenue, firm.founded"),
    (
        "one hop",
        "MATCH (:Company {name: 'Company 1'})-[:SUPPLIES]->(buyer) RETURN buyer.name AS buyer ORDER BY buyer LIMIT 30",
    ),
    (
        "two hops, count distinct",
        "MATCH (:Company {name: 'Company 1'})-[:SUPPLIES]->()-[:SUPPLIES]->(far) RETURN count(DISTINCT far) AS reached",
    ),
    (
        "three hops, count",
        "MATCH (:Company {name: 'Company 1'})-[:SUPPLIES]->()-[:SUPPLIES]->()-[:SUPPLIES]->() RETURN count(*) AS ways",
    ),
    (
        "shortest path",
        "MATCH way = shortestPath((:Company {name: 'Company 50'})-[:SUPPLIES*..8]->(:Company {name: 'Company 900'})) \
         RETURN length(way) AS steps",
    ),
    (
        "variable length",
        "MATCH (:Company {name: 'Company 50'})-[:SUPPLIES*1..4]->(far) RETURN count(DISTINCT far) AS reached",
    ),
    ("triangles", "MATCH (x)-[:INVESTS_IN]->(y)-[:INVESTS_IN]->(z), (z)-[:INVESTS_IN]->(x) RETURN count(*) AS circles"),
    (
        "mixed triangles",
        "MATCH (owner)-[:INVESTS_IN]->(owned), (owner)-[:PARTNER_OF]->(middle)-[:SUPPLIES]->(owned) \
         RETURN count(*) AS triangles",
    ),
    (
        "top ten by degree",
        "MATCH (:Company)-[s:SUPPLIES]->(buyer:Company) RETURN buyer.name AS buyer, count(s) AS suppliers \
         ORDER BY suppliers DESC, buyer LIMIT 10",
    ),
    (
        "range, order, limit",
        "MATCH (firm:Company) WHERE firm.revenue > 5000000.0 AND 1990 <= firm.founded < 2000 \
         RETURN firm.revenue AS revenue, firm.name AS called ORDER BY revenue DESC, called LIMIT 20",
    ),
    (
        "optional match",
        "MATCH (firm:Company {founded: 1900}) OPTIONAL MATCH (firm)-[:RUNS]->(project) \
         RETURN firm.name AS called, count(project) AS projects ORDER BY projects DESC, called LIMIT 10",
    ),
    (
        "not exists",
        "MATCH (firm:Company) WHERE EXISTS { (firm)-[:RUNS]->(:Project) } \
         AND NOT EXISTS { (firm)-[:LOCATED_IN]->(:Place) } RETURN count(*) AS nowhere",
    ),
    (
        "two labels",
        "MATCH (worker:Person)-[:WORKS_FOR]->(:Company:Listed) RETURN count(DISTINCT worker) AS workers, count(*) AS posts",
    ),
    (
        "collect, unwind",
        "MATCH (who:Person)-[:BOARD_MEMBER_OF]->(firm:Company) WITH who, collect(firm.name) AS boards \
         WHERE size(boards) >= 3 UNWIND boards AS board RETURN board, count(*) AS seats ORDER BY seats DESC, board LIMIT 10",
    ),
    (
        "common members",
        "MATCH (old:Company)<-[:BOARD_MEMBER_OF]-(:Person)-[:BOARD_MEMBER_OF]->(young:Company) \
         WHERE young.founded > old.founded RETURN old.name AS older, young.name AS younger, count(*) AS shared \
         ORDER BY shared DESC, older, younger LIMIT 10",
    ),
];

fn edges() -> usize {
    std::env::var("EDGES").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

/// All of it; the files of the sample live as long as it is measured.
fn measure(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let sample = sample::write(folder.path(), edges()).expect("the sample can be written");
    criterion.bench_function("load", |bench| {
        bench.iter(|| load_csv(&sample.nodes, &sample.edges).expect("the sample loads"));
    });
    let mut graph = load_csv(&sample.nodes, &sample.edges).expect("the sample loads");
    let (label, key) = (graph.intern_label("Company"), graph.intern_key("name"));
    graph.create_index(label, key);
    let mut engine = Engine::new(graph);
    for (name, query) in QUERIES {
        criterion.bench_function(&format!("parse/{name}"), |bench| bench.iter(|| parse(black_box(query))));
    }
    for (name, query) in QUERIES {
        // A comment of its own makes each text new, so that no plan is found.
        let mut turn = 0;
        criterion.bench_function(&format!("plan/{name}"), |bench| {
            bench.iter(|| {
                turn += 1;
                engine.run(&format!("EXPLAIN {query} // {turn}"), &Map::new())
            });
        });
    }
    for (name, query) in QUERIES {
        criterion.bench_function(&format!("query/{name}"), |bench| {
            bench.iter(|| engine.run(query, &Map::new()).expect("the query runs"));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = measure
}
criterion_main!(benches);
