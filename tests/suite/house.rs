//! House rules that a compiler does not hold: who may import whom, where outside crates may appear, a heading on every
//! file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → modules of the crate that it may name, as `ARCHITECTURE.md` draws them. `main` and `lib` are left out.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("seeds", &["model"]),
    ("text", &["model", "seeds"]),
    ("mention", &["model", "seeds"]),
    ("claim", &["model", "seeds", "query"]),
    ("resolve", &["model", "seeds"]),
    ("graph", &["model"]),
    ("store", &["model", "graph"]),
    ("query", &["model", "graph"]),
    ("render", &["model", "graph", "query"]),
    ("pipeline", &["model", "seeds", "text", "mention", "claim", "resolve", "graph", "store"]),
    ("repl", &["model", "graph", "query", "render", "pipeline"]),
    (
        "cli",
        &[
            "model", "seeds", "text", "mention", "claim", "resolve", "graph", "store", "query", "render", "pipeline",
            "repl",
        ],
    ),
];

/// Outside crate → modules that may name it.
const HOMES: &[(&str, &[&str])] = &[
    ("blake3", &["text", "claim", "store", "pipeline"]),
    ("chardetng", &["text"]),
    ("clap", &["cli"]),
    ("comfy_table", &["render"]),
    ("csv", &["graph", "query", "render"]),
    ("ctrlc", &["cli"]),
    ("dom_smoothie", &["text"]),
    ("encoding_rs", &["text"]),
    ("etcetera", &["repl", "cli"]),
    ("graphviz_rust", &["render"]),
    ("ignore", &["seeds", "text"]),
    ("indicatif", &["cli"]),
    ("layout", &["render"]),
    ("miette", &["render"]),
    ("pest", &["mention", "claim", "query"]),
    ("pest_derive", &["mention", "claim", "query"]),
    ("petgraph", &["graph", "query"]),
    ("rustworkx_core", &["query"]),
    ("leiden_rs", &["query"]),
    ("quick_xml", &["render"]),
    ("regex", &["query"]),
    ("rusqlite", &["store"]),
    ("rustyline", &["repl"]),
    ("terminal_size", &["cli"]),
    ("toml", &["seeds", "claim"]),
];

#[test]
fn imports_run_one_way() {
    let allowed: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let mut faults = Vec::new();
    for path in source_files() {
        let module = module_of(&path);
        let Some(allowed) = allowed.get(module.as_str()) else { continue };
        let text = code_of(&path);
        let mut named = behind(&text, "crate::");
        named.extend(behind(before_tests(&text), &"super::".repeat(depth_of(&path))));
        for name in named {
            if name != module && MAY_IMPORT.iter().any(|(m, _)| *m == name) && !allowed.contains(&name.as_str()) {
                faults.push(format!("{}: {module} may not import {name}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_of_imports_has_no_circle_and_names_every_module() {
    let table: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let mut done: Vec<&str> = Vec::new();
    while done.len() < table.len() {
        let ready = |(module, needs): &(&&str, &&[&str])| {
            !done.contains(module) && needs.iter().all(|need| done.contains(need))
        };
        let next: Vec<_> = table.iter().filter(|row| ready(row)).map(|(module, _)| *module).collect();
        assert!(!next.is_empty(), "a circle among those that are not {done:?}");
        done.extend(next);
    }
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("the library is readable");
    let modules = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let unknown: Vec<_> = modules.filter(|module| !table.contains_key(module)).collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
}

#[test]
fn a_forbidden_import_is_found_however_it_is_written() {
    let text = "use crate::{\n    graph::Graph,\n    text::{read, zone},\n};\nfn f() { crate::repl::run() }";
    assert_eq!(behind(text, "crate::"), ["graph", "text", "repl"]);
    assert_eq!(behind("use super::super::text::read;", "super::super::"), ["text"]);
    assert!(behind("use super::text;", "super::super::").is_empty());
}

#[test]
fn outside_crates_stay_at_home() {
    let mut faults = Vec::new();
    for (path, module, line, text) in code_lines() {
        for (krate, homes) in HOMES {
            let named = text.contains(&format!("{krate}::")) || text.contains(&format!("use {krate};"));
            if named && !homes.contains(&module.as_str()) {
                faults.push(format!("{}:{line}: {krate} belongs to {}", path.display(), homes.join(", ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_holds() {
    let bare: Vec<_> = source_files()
        .into_iter()
        .filter(|p| !fs::read_to_string(p).expect("source files are readable").starts_with("//!"))
        .collect();
    assert!(bare.is_empty(), "no `//!` heading: {bare:?}");
}

#[test]
fn every_dependency_gives_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest is readable");
    let mut inside = false;
    let bare: Vec<_> = manifest
        .lines()
        .filter(|line| {
            if line.starts_with('[') {
                inside = line.ends_with("dependencies]");
            }
            inside && line.contains('=') && !line.starts_with('#') && !line.contains(" # ")
        })
        .collect();
    assert!(bare.is_empty(), "no reason given: {bare:#?}");
}

/// The names behind `start` (`crate::`, `super::super::`), those of a group (`crate::{a, b::{c}}`) each.
fn behind(text: &str, start: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(start) {
        // A longer chain of `super::` leads elsewhere.
        if text[..at].ends_with("::") {
            continue;
        }
        let rest = &text[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(group(list)),
            None => found.push(first_name(rest)),
        }
    }
    found
}

/// The first names of the parts of a group, up to its closing brace.
fn group(list: &str) -> Vec<String> {
    let (mut depth, mut begun) = (0, true);
    let mut found = Vec::new();
    for (at, c) in list.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => begun = true,
            c if begun && c.is_alphabetic() => {
                found.push(first_name(&list[at..]));
                begun = false;
            }
            _ => {}
        }
    }
    found
}

/// A file's lines of code: comments left out.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("source files are readable");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What stands before the tests of a file; inside them `super` means something else.
fn before_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// How many `super::` lead from a file's module to the top: `src/query/plan/mod.rs` is two below.
fn depth_of(path: &Path) -> usize {
    let inside = path.strip_prefix(root().join("src")).expect("the file is under src");
    let parts = inside.components().count();
    if path.file_name().is_some_and(|name| name == "mod.rs") { parts - 1 } else { parts }
}

/// The identifier that `text` begins with.
fn first_name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Every line of code under `src/` that is no comment: path, top-level module, line number, text.
fn code_lines() -> Vec<(PathBuf, String, usize, String)> {
    let mut lines = Vec::new();
    for path in source_files() {
        let module = module_of(&path);
        let text = fs::read_to_string(&path).expect("source files are readable");
        for (number, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                lines.push((path.clone(), module.clone(), number + 1, line.to_owned()));
            }
        }
    }
    lines
}

/// `src/query/plan/mod.rs` → `query`; `src/pipeline.rs` → `pipeline`.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("the file is under src");
    let first = inside.components().next().expect("a file has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn source_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source folder is readable") {
            let path = entry.expect("the entry is readable").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|e| e == "rs") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
