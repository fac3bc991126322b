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
    ("point lookup", "MATCH (c:Company {name: 'Company 50'}) RETURN c.founded, c.revenue"),
    ("one hop", "MATCH (c:Company {name: 'Company 1'})-[:SUPPLIES]->(d) RETURN d.name AS n ORDER BY n LIMIT 25"),
    (
        "two hops, count distinct",
        "MATCH (c:Company {name: 'Company 1'})-[:SUPPLIES]->()-[:SUPPLIES]->(d) RETURN count(DISTINCT d) AS n",
    ),
    (
        "three hops, count",
        "MATCH (c:Company {name: 'Company 1'})-[:SUPPLIES]->()-[:SUPPLIES]->()-[:SUPPLIES]->(d) RETURN count(*) AS n",
    ),
    (
        "shortest path",
        "MATCH p = shortestPath((a:Company {name: 'Company 50'})-[:SUPPLIES*..8]->(b:Company {name: 'Company 900'})) \
         RETURN length(p) AS n",
    ),
    ("variable length", "MATCH (c:Company {name: 'Company 50'})-[:SUPPLIES*1..4]->(d) RETURN count(DISTINCT d) AS n"),
    ("triangles", "MATCH (a)-[:INVESTS_IN]->(b)-[:INVESTS_IN]->(c)-[:INVESTS_IN]->(a) RETURN count(*) AS n"),
    ("mixed triangles", "MATCH (a)-[:PARTNER_OF]->(b)-[:SUPPLIES]->(c), (a)-[:INVESTS_IN]->(c) RETURN count(*) AS n"),
    (
        "top ten by degree",
        "MATCH (c:Company)<-[r:SUPPLIES]-(d:Company) RETURN c.name AS name, count(r) AS n ORDER BY n DESC, name LIMIT 10",
    ),
    (
        "range, order, limit",
        "MATCH (c:Company) WHERE 1990 <= c.founded < 2000 AND c.revenue > 5000000.0 \
         RETURN c.name AS name, c.revenue AS r ORDER BY r DESC, name LIMIT 20",
    ),
    (
        "optional match",
        "MATCH (c:Company) WHERE c.founded = 1900 OPTIONAL MATCH (c)-[:RUNS]->(p) \
         RETURN c.name AS name, count(p) AS n ORDER BY n DESC, name LIMIT 10",
    ),
    (
        "not exists",
        "MATCH (c:Company) WHERE NOT EXISTS { (c)-[:LOCATED_IN]->(:Place) } AND EXISTS { (c)-[:RUNS]->(:Project) } \
         RETURN count(*) AS n",
    ),
    ("two labels", "MATCH (c:Company:Listed)<-[:WORKS_FOR]-(p:Person) RETURN count(*) AS n, count(DISTINCT p) AS m"),
    (
        "collect, unwind",
        "MATCH (p:Person)-[:BOARD_MEMBER_OF]->(c:Company) WITH p, collect(c.name) AS cs WHERE size(cs) > 2 \
         UNWIND cs AS c RETURN c AS name, count(*) AS n ORDER BY n DESC, name LIMIT 10",
    ),
    (
        "common members",
        "MATCH (a:Company)<-[:BOARD_MEMBER_OF]-(p:Person)-[:BOARD_MEMBER_OF]->(b:Company) WHERE a.founded < b.founded \
         RETURN a.name AS an, b.name AS bn, count(*) AS n ORDER BY n DESC, an, bn LIMIT 10",
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
