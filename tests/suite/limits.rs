//! Limits that a user sets: a statement that would take more ends with an error that names the limit.

use std::sync::atomic::Ordering;
use std::time::Duration;

use geflecht::graph::Graph;
use geflecht::model::value::Map;
use geflecht::query::{Detail, Engine, Limits, Rows};

/// A hundred nodes without properties, and a chain through ten more.
fn engine(limits: Limits) -> Engine {
    let mut engine = Engine::new(Graph::new());
    for statement in [
        "UNWIND range(1, 100) AS i CREATE (:N {i: i, s: 'text number ' + i})",
        "UNWIND range(1, 12) AS i MERGE (a:M {i: i}) MERGE (b:M {i: i + 1}) CREATE (a)-[:R]->(b), (a)-[:R]->(b)",
    ] {
        engine.run(statement, &Map::new()).expect("the graph can be made");
    }
    engine.set_limits(limits);
    engine
}

/// A megabyte.
const MEMORY: Limits = Limits { time: None, rows: None, memory: Some(1 << 20) };

fn detail(limits: Limits, query: &str) -> (Detail, String) {
    let error = engine(limits).run(query, &Map::new()).map(|rows| rows.rows.len()).expect_err(query);
    (error.detail, error.message)
}

fn rows(limits: Limits, query: &str) -> Rows {
    engine(limits).run(query, &Map::new()).expect(query)
}

#[test]
fn what_is_kept_counts_towards_the_memory_limit() {
    for query in [
        "UNWIND range(1, 1000000) AS x RETURN collect(x) AS xs",
        "UNWIND range(1, 1000000) AS x RETURN collect(DISTINCT x) AS xs",
        "UNWIND range(1, 1000000) AS x RETURN count(DISTINCT x) AS n",
        "UNWIND range(1, 1000000) AS x WITH DISTINCT x RETURN count(*) AS n",
        "UNWIND range(1, 1000000) AS x WITH x ORDER BY x DESC RETURN count(*) AS n",
        "UNWIND range(1, 1000000) AS x WITH x, count(*) AS n RETURN count(*) AS m",
        "UNWIND range(1, 1000000) AS x RETURN percentileCont(x, 0.5) AS p",
        "UNWIND range(1, 1000000) AS x RETURN x UNION UNWIND range(1, 10) AS x RETURN x",
        "UNWIND range(1, 1000000) AS x RETURN x",
        "RETURN size(range(1, 1000000)) AS n",
        "RETURN size([x IN range(1, 30000) | [x, x]] + [y IN range(1, 60000) | y]) AS n",
        "RETURN size(reduce(text = 'ab', x IN range(1, 25) | text + text)) AS n",
        "RETURN size(COLLECT { UNWIND range(1, 1000000) AS x RETURN x }) AS n",
        "MATCH (a:N), (b:N), (c:N) RETURN a, b, c",
        "MATCH (a:N), (b:N), (c:N) RETURN collect(a.s + b.s + c.s) AS texts",
        "UNWIND range(1, 1000000) AS x CREATE (:Big {x: x})",
        "MATCH p = SHORTEST 100000 (a:M {i: 1})-[:R]->+(b:M) RETURN collect(p) AS ps",
    ] {
        let (detail, message) = detail(MEMORY, query);
        assert_eq!(detail, Detail::MemoryLimit, "{query}: {message}");
        assert!(message.contains("`memory`"), "{message}");
    }
}

#[test]
fn what_streams_does_not() {
    for query in [
        "UNWIND range(1, 1000000) AS x RETURN count(*) AS n",
        "UNWIND range(1, 300000) AS x WITH [x, x] AS xs RETURN sum(size(xs)) AS n",
        "UNWIND range(1, 300000) AS x RETURN max(size([y IN [1, 2, 3] | y + x])) AS n",
        "UNWIND range(1, 300000) AS x RETURN x ORDER BY x LIMIT 3",
        "MATCH (a:N), (b:N), (c:N) RETURN count(*) AS n",
        "MATCH (a:M {i: 1}) ((x)-[:R]->(y)){1,10} (b) RETURN count(*) AS n",
    ] {
        rows(MEMORY, query);
    }
}

#[test]
fn a_range_is_not_made_before_it_is_walked() {
    let found = rows(MEMORY, "UNWIND range(1, 1000000000) AS x RETURN x LIMIT 5");
    assert_eq!(found.rows.len(), 5);
    let found = rows(MEMORY, "UNWIND range(10, 1, -4) AS x RETURN x");
    assert_eq!(found.rows.len(), 3);
    assert!(rows(MEMORY, "UNWIND range(1, null) AS x RETURN x").rows.is_empty());
}

#[test]
fn rows_over_their_limit_end_a_cross_product() {
    let limits = Limits { rows: Some(1000), ..Limits::default() };
    let (detail, message) = detail(limits, "MATCH (a), (b), (c), (d) RETURN a, b, c, d");
    assert_eq!(detail, Detail::RowLimit);
    assert!(message.contains("`rows` = 1000"), "{message}");
}

#[test]
fn time_over_its_limit_ends_whatever_runs() {
    let limits = Limits { time: Some(Duration::from_millis(20)), ..Limits::default() };
    for query in [
        "MATCH (a), (b), (c), (d), (e), (f) RETURN count(*) AS n",
        "MATCH (a), (b), (c), (d), (e), (f) RETURN sum(a.i) AS n",
        "UNWIND range(1, 1000000000) AS x RETURN count(*) AS n",
        "RETURN reduce(sum = 0, x IN range(1, 9000000) | sum + size([y IN [1, 2, 3] WHERE y = x])) AS n",
        "UNWIND range(1, 1000000000) AS x WITH x WHERE all(y IN range(1, 1000) WHERE y > 0) RETURN max(x) AS n",
        "MATCH (a:M)-[:R*]-(b) RETURN count(*) AS n",
        "MATCH (a:M) ((x)-[:R]-(y))+ (b) RETURN count(*) AS n",
        "MATCH (a:N), (b:N) CALL graph.shortestPaths(a, b, 1) YIELD path RETURN count(*) AS n",
        "UNWIND range(1, 1000) AS x CALL graph.betweenness() YIELD node RETURN count(*) AS n",
    ] {
        let (detail, message) = detail(limits, query);
        assert_eq!(detail, Detail::TimeLimit, "{query}: {message}");
    }
}

#[test]
fn an_interrupt_from_outside_ends_a_statement() {
    let mut engine = engine(Limits::default());
    let interrupt = engine.interrupt();
    let other = std::thread::spawn(move || {
        for _ in 0..1000 {
            std::thread::sleep(Duration::from_millis(5));
            interrupt.store(true, Ordering::Relaxed);
        }
    });
    let query = "CREATE (:Made) WITH 1 AS one UNWIND range(1, 100000000000) AS x RETURN count(*) AS n";
    let error = engine.run(query, &Map::new()).expect_err("it runs for hours");
    assert_eq!(error.detail, Detail::Interrupted);
    drop(other);
    assert!(engine.graph().label("Made").is_none_or(|label| engine.graph().label_count(label) == 0));
}
