//! Cases as transcripts: what a session says to statements.
//!
//! A file begins with a comment and the statements that make its graph. Then `-- query` and `-- result` stand in turn,
//! each on a line of its own; the queries run one behind the other on that graph. `UPDATE=1` rewrites the results.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use geflecht::graph::Graph;
use geflecht::query::Engine;
use geflecht::repl::{Session, Setup};

const QUERY: &str = "-- query";
const RESULT: &str = "-- result";

/// A query and what is said to it.
pub struct Step {
    /// The statement, without its `;`.
    pub query: String,
    /// What the session answers.
    pub result: String,
}

/// A file taken apart.
pub struct Transcript {
    /// What stands above the first query.
    pub setup: String,
    /// The queries.
    pub steps: Vec<Step>,
}

impl Transcript {
    /// Takes a file's text apart.
    pub fn parse(text: &str) -> Self {
        let (query, result) = (format!("{QUERY}\n"), format!("{RESULT}\n"));
        let (setup, rest) = text.split_once(&query).unwrap_or((text, ""));
        let steps = rest.split(&query).filter(|part| !part.trim().is_empty()).map(|part| {
            let (query, result) = part.split_once(&result).unwrap_or((part, ""));
            Step { query: query.trim().to_owned(), result: result.trim().to_owned() }
        });
        Self { setup: setup.trim().to_owned(), steps: steps.collect() }
    }

    fn rerun(&self) -> Self {
        let mut session = session("markdown");
        let setup = answer(&mut session, &self.setup);
        assert!(!setup.contains("Error::"), "the setup fails: {setup}");
        let steps = self.steps.iter().map(|step| Step {
            query: step.query.clone(),
            result: answer(&mut session, &step.query).trim().to_owned(),
        });
        Self { setup: self.setup.clone(), steps: steps.collect() }
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n", self.setup);
        for step in &self.steps {
            let _ = write!(text, "\n{QUERY}\n{}\n{RESULT}\n{}\n", step.query, step.result);
        }
        text
    }
}

/// A session over an empty graph, as one without a terminal.
pub fn session(format: &str) -> Session {
    let setup = Setup { rows: None, width: None, colour: false, timing: false, keep: None };
    let mut session = Session::new(Engine::new(Graph::new()), setup);
    assert!(!session.line(&format!(":mode {format}")).failed);
    session
}

/// What the session says to a statement, remarks and faults first.
pub fn answer(session: &mut Session, query: &str) -> String {
    let (begun, ended) = (session.line(query), session.finish());
    let text = begun.err + &begun.out + &ended.err + &ended.out;
    // The tables of the terminal pad their lines.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Every file below `tests/cases/<folder>` with that ending, in order.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found.sort();
    assert!(!found.is_empty(), "no cases in {folder}");
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

/// Runs every transcript below a folder.
pub fn check_all(folder: &str) {
    compare(folder, Transcript::rerun);
}

/// Compares every transcript below a folder with what `rerun` makes of it.
pub fn compare(folder: &str, rerun: fn(&Transcript) -> Transcript) {
    let mut faults = Vec::new();
    for path in files(folder, "txt") {
        let said = Transcript::parse(&fs::read_to_string(&path).expect("a case can be read"));
        let given = rerun(&said);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, given.text()).expect("a case can be written");
            continue;
        }
        let differing = said.steps.iter().zip(&given.steps).filter(|(a, b)| a.result != b.result);
        faults.extend(differing.map(|(a, b)| {
            format!("{}: {}\n--- expected\n{}\n--- actual\n{}", path.display(), a.query, a.result, b.result)
        }));
    }
    assert!(faults.is_empty(), "{}\n(UPDATE=1 rewrites the results)", faults.join("\n\n"));
}
