//! Any text to the parser of the query language: what parses must print to a text of the same tree.
#![no_main]

use geflecht::query::syntax::{parse, print};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = geflecht::query::Engine::split(text);
    if let Ok(statement) = parse::parse(text) {
        let printed = print::statement(&statement);
        let again = parse::parse(&printed).unwrap_or_else(|e| panic!("{printed:?} does not parse: {}", e.message));
        assert_eq!(print::statement(&again), printed);
    }
});
