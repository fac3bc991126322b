//! Any text to the parser of the query language: what parses must print to a text of the same tree.
#![no_main]

use geflecht::query::syntax::parse;
use geflecht::render::diagnostic::{Fault, Look, draw};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = geflecht::query::Engine::split(text);
    match parse::parse(text) {
        Ok(tree) => {
            let printed = tree.to_string();
            let again = parse::parse(&printed).unwrap_or_else(|e| panic!("{printed:?} does not parse: {}", e.message));
            assert!(again == tree, "{printed:?} is another tree");
            assert_eq!(again.to_string(), printed);
        }
        Err(error) => {
            let drawn = draw(&Fault::of_query(&error, "query", text, 0), Look { colour: false, width: 80 });
            assert!(drawn.len() < 20_000, "the message is long: {}", drawn.len());
        }
    }
});
