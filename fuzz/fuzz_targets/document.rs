//! Any bytes to the readers of articles.
#![no_main]

use std::sync::LazyLock;

use geflecht::seeds::Seeds;
use geflecht::text::read::{Reader, Source};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let seeds = Seeds::built_in().expect("the built-in seeds are sound");
    Reader::new(&seeds).expect("the built-in word lists are sound")
});

fuzz_target!(|bytes: &[u8]| {
    let _ = READER.read(Source::Bytes { path: "-".to_owned(), bytes: bytes.to_vec() });
    let _ = READER.read(Source::Line { file: "a.jsonl".into(), number: 1, line: bytes.to_vec() });
});
