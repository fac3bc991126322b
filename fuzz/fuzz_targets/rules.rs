//! Any text as a file of extraction rules: rules or faults, each with a place in the text.
#![no_main]

use std::sync::LazyLock;

use geflecht::claim::rule::Rules;
use geflecht::seeds::{SeedFile, Seeds};
use libfuzzer_sys::fuzz_target;

static SEEDS: LazyLock<Seeds> = LazyLock::new(|| Seeds::built_in().expect("the built-in seeds are sound"));

fuzz_target!(|text: &str| {
    let file = SeedFile::new("rules/fuzz.rules", text);
    if let Err(faults) = Rules::load([&file], SEEDS.ontology()) {
        assert!(faults.iter().all(|fault| fault.span.end <= fault.source.len()));
    }
});
