//! The manual of the language: every example is run, and what it gives is what stands behind it.
//!
//! On each page the examples (` ```cypher `) run one behind the other on the graph of the first page (` ```graph `); what
//! the session says stands in a ` ```text ` block behind each. `UPDATE=1` rewrites those blocks.

use std::fs;
use std::path::{Path, PathBuf};

use crate::transcript::{answer, files, session};

const FENCE: &str = "```";

/// A page cut into prose and blocks.
enum Part<'t> {
    Prose(&'t str),
    Block { kind: &'t str, text: &'t str },
}

fn parts(page: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = page;
    while let Some((prose, behind)) = rest.split_once("\n```") {
        let (kind, behind) = behind.split_once('\n').expect("a block has a first line");
        let (text, behind) = behind.split_once(FENCE).expect("a block ends");
        parts.extend([Part::Prose(prose), Part::Block { kind, text }]);
        rest = behind;
    }
    parts.push(Part::Prose(rest));
    parts
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language")
}

/// What makes the graph of the examples.
fn graph() -> String {
    let page = fs::read_to_string(folder().join("README.md")).expect("the manual has a first page");
    let graph = parts(&page).into_iter().find_map(|part| match part {
        Part::Block { kind: "graph", text } => Some(text.to_owned()),
        _ => None,
    });
    graph.expect("the first page has the graph")
}

/// The page with what its examples give.
fn rerun(page: &str, graph: &str) -> String {
    let mut session = session("table");
    answer(&mut session, graph);
    let mut text = String::new();
    for part in parts(page) {
        match part {
            // The old result and the blank line before it.
            Part::Block { kind: "text", .. } => text.truncate(text.trim_end().len()),
            Part::Block { kind: "cypher", text: query } => {
                let said = answer(&mut session, query.trim());
                text += &format!("\n{FENCE}cypher\n{query}{FENCE}\n\n{FENCE}text\n{}\n{FENCE}", said.trim_end());
            }
            Part::Block { kind, text: other } => text += &format!("\n{FENCE}{kind}\n{other}{FENCE}"),
            Part::Prose(prose) => text += prose,
        }
    }
    text
}

#[test]
fn every_example_of_the_manual_gives_what_it_says() {
    let graph = graph();
    let mut faults = Vec::new();
    for path in files("docs/language", "md") {
        let said = fs::read_to_string(&path).expect("a page can be read");
        let given = rerun(&said, &graph);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, given).expect("a page can be written");
        } else if said != given {
            let (a, b) = said.lines().zip(given.lines()).find(|(a, b)| a != b).unwrap_or(("", "the page is cut short"));
            faults.push(format!("{}\n  says  {a}\n  gives {b}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}\n(UPDATE=1 rewrites the results)", faults.join("\n"));
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    for path in files("docs/language", "md") {
        let page = fs::read_to_string(&path).expect("a page can be read");
        for target in page.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(target.contains("://") || folder().join(target).exists(), "{}: {target}", path.display());
        }
    }
}
