//! Any bytes to the readers of articles, and what they make of them to the whole analysis: spans lie in the text.
#![no_main]

use std::sync::LazyLock;

use geflecht::pipeline::Pipeline;
use geflecht::seeds::Seeds;
use geflecht::text::read::Source;
use libfuzzer_sys::fuzz_target;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let seeds = Seeds::built_in().expect("the built-in seeds are sound");
    Pipeline::new(seeds).expect("the built-in rules are sound")
});

fuzz_target!(|bytes: &[u8]| {
    let file = Source::Bytes { path: "-".to_owned(), bytes: bytes.to_vec() };
    let line = Source::Line { file: "a.jsonl".into(), number: 1, line: bytes.to_vec() };
    for source in [file, line] {
        if let Some(document) = PIPELINE.read(source).document {
            let _ = PIPELINE.analyse(document);
        }
    }
});
