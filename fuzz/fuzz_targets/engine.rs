//! Any text to the whole engine on a small graph: an answer or an error, and a failed statement changes nothing.
#![no_main]

use std::time::Duration;

use geflecht::graph::Graph;
use geflecht::query::{Engine, Limits};
use libfuzzer_sys::fuzz_target;

const GRAPH: &str = "CREATE (a:A {name: 'a', n: 1})-[:T {w: 0.5}]->(b:B {name: 'b', n: 2})-[:T]->(c:A:B {name: 'c'})-[:U]->(a)";

fuzz_target!(|text: &str| {
    if text.to_ascii_uppercase().contains("LOAD") {
        return;
    }
    let mut engine = Engine::new(Graph::new());
    engine.set_limits(Limits { time: Some(Duration::from_secs(2)), rows: Some(10_000), memory: Some(64 << 20) });
    engine.run(GRAPH, &Default::default()).expect("the graph can be made");
    let before = (engine.graph().node_count(), engine.graph().edge_count());
    if engine.run(text, &Default::default()).is_err() {
        assert_eq!((engine.graph().node_count(), engine.graph().edge_count()), before);
    }
});
