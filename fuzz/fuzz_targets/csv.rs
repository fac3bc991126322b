//! Any bytes as a file of LOAD CSV: rows or an error.
#![no_main]

use std::time::Duration;

use geflecht::graph::Graph;
use geflecht::query::{Engine, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("geflecht-fuzz-{}.csv", std::process::id()));
    std::fs::write(&path, bytes).expect("the file can be written");
    let mut engine = Engine::new(Graph::new());
    engine.set_limits(Limits { time: Some(Duration::from_secs(2)), rows: Some(10_000), memory: Some(64 << 20) });
    for form in ["", "WITH HEADERS "] {
        for delimiter in ["", " FIELDTERMINATOR ';'"] {
            let text = format!("LOAD CSV {form}FROM '{}' AS row{delimiter} RETURN row", path.display());
            let _ = engine.run(&text, &Default::default());
        }
    }
});
