//! Any lines to an interactive session, commands that touch files left out: replies, and it goes on.
#![no_main]

use std::time::Duration;

use geflecht::graph::Graph;
use geflecht::query::{Engine, Limits};
use geflecht::repl::{Session, Setup};
use libfuzzer_sys::fuzz_target;

const FILES: &[&str] = &[":d", ":w", ":r"];

fuzz_target!(|text: &str| {
    let mut engine = Engine::new(Graph::new());
    engine.set_limits(Limits { time: Some(Duration::from_secs(2)), rows: Some(1000), memory: Some(64 << 20) });
    let setup = Setup { rows: Some(20), width: Some(60), colour: true, timing: false, keep: None };
    let mut session = Session::new(engine, setup);
    for line in text.lines() {
        let file = FILES.iter().any(|command| line.trim_start().starts_with(command));
        if !file && !line.to_ascii_uppercase().contains("LOAD") && session.line(line).exit {
            return;
        }
    }
    session.finish();
});
