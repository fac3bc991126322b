//! Threads that share a query change nothing of its answer, and its limits hold.

use geflecht::graph::Graph;
use geflecht::model::value::Map;
use geflecht::query::{Detail, Engine, Limits, QueryError};

/// Questions of every shape that is shared.
const QUERIES: &[&str] = &[
    "MATCH (n:N) WHERE n.i > 100 RETURN count(*)",
    "MATCH (n:N)-[:T]->(m) RETURN m.name, count(*), collect(n.i), count(DISTINCT n.name)",
    "MATCH (n:N)-[:T]->(m) RETURN n.name, m.name, count(*) AS c ORDER BY c DESC, n.name, m.name LIMIT 7",
    "MATCH (n:N)-[:T]->(m) WITH n, collect(m.name) AS names WHERE size(names) > 2 UNWIND names AS name \
     RETURN name, count(*), collect(n.i)",
    "MATCH (n:N) WHERE NOT EXISTS { (n)-[:T]->(:M) } OPTIONAL MATCH (n)<-[:T]-(m) RETURN n.i % 7, count(m)",
    "MATCH (n:N)-[:T]->(m)-[:T]->(o)-[:T]->(n) RETURN count(*)",
    "MATCH (n:N) WHERE 1 / (n.i - 1500) < 2 RETURN count(n)",
    "MATCH (n:N) RETURN n.i % 3 = 0 AND rand() < 2.0 AS x, count(*)",
];

fn graph() -> Graph {
    let mut engine = Engine::new(Graph::new());
    let statements = [
        "UNWIND range(1, 2000) AS i CREATE (n:N {i: i, name: 'n' + toString(i % 37)})",
        "MATCH (n:N) WHERE n.i % 5 = 0 SET n:M REMOVE n.name",
        "CREATE INDEX FOR (n:N) ON (n.i)",
        "UNWIND range(1, 6000) AS k MATCH (a:N {i: k * k % 1999 + 1}) MATCH (b:N {i: k * 7 % 2000 + 1}) CREATE (a)-[:T]->(b)",
    ];
    for statement in statements {
        engine.run(statement, &Map::new()).expect(statement);
    }
    engine.graph().clone()
}

fn answer(
    graph: &Graph,
    query: &str,
    (threads, share_from): (usize, usize),
    limits: Limits,
) -> Result<String, QueryError> {
    let mut engine = Engine::new(graph.clone());
    engine.share_from(share_from);
    engine.set_limits(limits);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    pool.install(|| engine.run(query, &Map::new())).map(|rows| format!("{:?}", rows.rows))
}

#[test]
fn an_answer_is_the_same_for_every_number_of_threads() {
    let graph = graph();
    for query in QUERIES {
        let alone = answer(&graph, query, (1, usize::MAX), Limits::default());
        for threads in [1, 2, 5] {
            let shared = answer(&graph, query, (threads, 0), Limits::default());
            assert_eq!(format!("{shared:?}"), format!("{alone:?}"), "{threads} threads: {query}");
        }
    }
}

#[test]
fn a_shared_query_keeps_to_its_limit_of_memory() {
    let limits = Limits { memory: Some(50_000), ..Limits::default() };
    for threads in [1, 3] {
        let error = answer(&graph(), QUERIES[1], (threads, 0), limits).expect_err("the groups take more");
        assert_eq!(error.detail, Detail::MemoryLimit);
    }
}

#[test]
fn a_shared_query_keeps_to_its_limit_of_time() {
    let limits = Limits { time: Some(std::time::Duration::from_millis(20)), ..Limits::default() };
    let query = "MATCH (a:N)-[:T*1..30]-(b) RETURN count(*)";
    let error = answer(&graph(), query, (2, 0), limits).expect_err("there are very many walks");
    assert_eq!(error.detail, Detail::TimeLimit);
}
