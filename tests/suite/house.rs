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
    ("rusqlite", &["store"]),
    ("rustyline", &["repl"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("comfy_table", &["render"]),
    ("graphviz_rust", &["render"]),
    ("dom_smoothie", &["text"]),
    ("petgraph", &["graph", "query"]),
];

#[test]
fn imports_run_one_way() {
    let allowed: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let mut faults = Vec::new();
    for (path, module, line, text) in code_lines() {
        let Some(allowed) = allowed.get(module.as_str()) else { continue };
        for named in named_modules(&text) {
            if named != module && MAY_IMPORT.iter().any(|(m, _)| *m == named) && !allowed.contains(&named.as_str()) {
                faults.push(format!("{}:{line}: {module} may not import {named}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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

/// The names behind `crate::` in a line of code, groups (`crate::{a, b}`) included.
fn named_modules(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let list = rest.strip_prefix('{').and_then(|r| r.split('}').next());
        match list {
            Some(list) => found.extend(list.split(',').map(first_name)),
            None => found.push(first_name(rest)),
        }
    }
    found
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
