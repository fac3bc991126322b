//! Reading: for each file in `tests/cases/read/` the file `<name>.read` says what documents come of it, with the zone of
//! each paragraph, and what is remarked. `UPDATE=1` rewrites them.

use std::fmt::Write;
use std::path::Path;

use geflecht::model::document::Document;
use geflecht::seeds::Seeds;
use geflecht::text::read::{Reader, Reading, Source, sources};
use geflecht::text::zone::Zoner;

use crate::case;

const FOLDER: &str = "tests/cases/read";

struct Readers {
    reader: Reader,
    zoner: Zoner,
}

impl Readers {
    fn new() -> Self {
        let seeds = Seeds::built_in().expect("the built-in seeds are sound");
        Self { reader: Reader::new(&seeds).expect("word lists"), zoner: Zoner::new(&seeds).expect("word lists") }
    }

    /// All that comes of a file, as text.
    fn shown(&self, file: &Path) -> String {
        let mut out = String::new();
        for source in sources([file]) {
            match source {
                Ok(source) => self.show(self.reader.read(source), &mut out),
                Err(remark) => writeln!(out, "! {}", remark.kind).expect("a string takes all"),
            }
        }
        out
    }

    fn show(&self, reading: Reading, out: &mut String) {
        for remark in &reading.remarks {
            writeln!(out, "! {} {}", remark.kind.code(), remark.kind).expect("a string takes all");
        }
        if let Some(document) = reading.document {
            self.show_document(&document, out);
        }
    }

    fn show_document(&self, document: &Document, out: &mut String) {
        let field = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (title, publisher, date) = (field(&document.title), field(&document.publisher), field(&document.date));
        let head = format!("title: {title}\npublisher: {publisher}\ndate: {date}\nlanguage: {:?}\n", document.language);
        out.push_str(&head);
        let mut at = 0;
        for zone in self.zoner.zones(document) {
            body(&document.text[at..zone.span.start as usize], out);
            writeln!(out, "[{:?}] {}", zone.zone, zone.span.of(&document.text)).expect("a string takes all");
            at = zone.span.end as usize;
        }
        body(&document.text[at..], out);
        out.push('\n');
    }
}

/// Text outside of all zones is running text.
fn body(text: &str, out: &mut String) {
    for paragraph in text.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        writeln!(out, "[Body] {paragraph}").expect("a string takes all");
    }
}

#[test]
fn files_are_read_as_the_cases_say() {
    let readers = Readers::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let entries = std::fs::read_dir(folder).expect("the cases are there").flatten().map(|e| e.path());
    let mut files: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e != "read")).collect();
    files.sort();
    assert!(files.len() >= 10);
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        case::check(&format!("read/{name}.read"), &readers.shown(&file));
    }
}

/// What stands in a paragraph does not hang on where the file lies or what it is called.
#[test]
fn bytes_and_files_give_the_same_document() {
    let readers = Readers::new();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join("wrapped.txt");
    let bytes = std::fs::read(&file).expect("the case is there");
    let by_name = readers.reader.read(Source::File(file)).document.expect("a document");
    let by_bytes = readers.reader.read(Source::Bytes { path: "-".into(), bytes }).document.expect("a document");
    assert_eq!((by_name.hash, by_name.text), (by_bytes.hash, by_bytes.text));
}
