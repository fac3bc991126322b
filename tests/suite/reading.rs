//! Short texts through the whole analysis, for cases that show a layer of it.
//!
//! A case is a line of text and, behind `→`, the line expected. The name of the file begins with its language.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use geflecht::model::analysed::Analysed;
use geflecht::model::document::{Document, Language};
use geflecht::pipeline::Pipeline;
use geflecht::seeds::Seeds;

/// What stands before an expected line.
const ARROW: &str = "→ ";

/// The pipeline with the built-in seeds, loaded once for all cases.
pub fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| {
        let seeds = Seeds::built_in().expect("the built-in seeds are sound");
        Pipeline::new(seeds).expect("the built-in models load")
    })
}

/// A text after the whole analysis. `|` in it parts paragraphs.
pub fn analyse(text: &str, language: Language) -> Analysed {
    pipeline().analyse(document(text, language))
}

/// The same of a text published on a day.
pub fn analyse_dated(text: &str, language: Language, date: &str) -> Analysed {
    pipeline().analyse(Document { date: Some(date.to_owned()), ..document(text, language) })
}

fn document(text: &str, language: Language) -> Document {
    let text = text.replace(" | ", "\n\n");
    let (path, hash) = ("case.txt".to_owned(), String::new());
    Document { path, hash, title: None, publisher: None, date: None, language, text }
}

/// Runs every case of `tests/cases/<folder>`; `UPDATE=1` writes what came out.
pub fn check(folder: &str, outcome: fn(&str, Language) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut differing = String::new();
    for path in files(&folder) {
        let text = fs::read_to_string(&path).expect("a case file can be read");
        let anew = recomputed(&text, language(&path), outcome);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, anew).expect("a case file can be written");
            continue;
        }
        for (at, (expected, actual)) in text.lines().zip(anew.lines()).enumerate() {
            if expected != actual {
                differing += &format!("{}:{}\n- {expected}\n+ {actual}\n", path.display(), at + 1);
            }
        }
    }
    assert!(differing.is_empty(), "cases differ (UPDATE=1 rewrites them)\n{differing}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of cases is there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no cases in {}", folder.display());
    files
}

fn language(path: &Path) -> Language {
    match path.file_name().and_then(|name| name.to_str()) {
        Some(name) if name.starts_with("en-") => Language::En,
        _ => Language::De,
    }
}

fn recomputed(text: &str, language: Language, outcome: fn(&str, Language) -> String) -> String {
    let mut anew = String::new();
    for line in text.lines().filter(|line| !line.starts_with(ARROW)) {
        anew += &format!("{line}\n");
        if !line.is_empty() && !line.starts_with('#') {
            anew += &format!("{ARROW}{}\n", outcome(line, language));
        }
    }
    anew
}
