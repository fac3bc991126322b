//! The command line, as sessions: a case file says what it shows, holds the files it needs and the commands, and below
//! each command what the program said.
//!
//! `=== NAME` begins a file, `===` ends it. `$ geflecht …` runs the program in a folder of its own (`< FILE` gives it
//! input), `$ cat FILE` shows what it wrote, `$ sql FILE '…'` and `$ truncate FILE BYTES` spoil a graph file. What
//! goes to standard error stands behind `2> `; an exit code other than 0 on a line of its own. `_` stands for what may
//! change: seconds, how much was found in articles and by which rule, what else a grammar would have taken.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::{case, program};

/// Replays a session in a folder of its own; gives the case as it should read.
fn replay(session: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut lines = session.lines();
    let mut text = String::new();
    let mut output = false;
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("=== ") {
            let body: Vec<_> = lines.by_ref().take_while(|line| *line != "===").collect();
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
            fs::write(path, body.join("\n") + "\n").expect("the file can be written");
            text += &format!("{line}\n{}\n===\n", body.join("\n"));
            output = false;
        } else if let Some(command) = line.strip_prefix("$ ") {
            text += &format!("{line}\n{}", run(folder.path(), command));
            output = true;
        } else if line.starts_with('#') || !output {
            text += &format!("{line}\n");
        }
    }
    text
}

/// What a command says.
fn run(folder: &Path, command: &str) -> String {
    let (command, input) = match command.rsplit_once(" < ") {
        Some((command, file)) => (command, fs::read_to_string(folder.join(file)).expect("the input is there")),
        None => (command, String::new()),
    };
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["geflecht", ref arguments @ ..] => shown(&program::run_with(folder, arguments, &input)),
        ["cat", file] => masked(&fs::read_to_string(folder.join(file)).unwrap_or_else(|error| format!("{error}\n"))),
        ["sql", file, statement] => {
            let connection = rusqlite::Connection::open(folder.join(file)).expect("the file opens");
            connection.execute_batch(statement).expect("the statement runs");
            String::new()
        }
        ["truncate", file, bytes] => {
            let file = fs::OpenOptions::new().write(true).open(folder.join(file)).expect("the file opens");
            file.set_len(bytes.parse().expect("a number")).expect("it can be cut");
            String::new()
        }
        _ => unreachable!("no such command: {command}"),
    }
}

/// The words of a command; single and double quotes hold a word together.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn shown(output: &Output) -> String {
    let mut text = masked(&String::from_utf8_lossy(&output.stdout));
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    for line in masked(&String::from_utf8_lossy(&output.stderr)).lines() {
        text += format!("2> {line}").trim_end();
        text.push('\n');
    }
    match output.status.code() {
        Some(0) => text,
        code => format!("{text}exit {}\n", code.expect("it was not killed")),
    }
}

/// Patterns of what may change, and what stands for it.
const MASKS: &[(&str, &str)] = &[
    (r"\d+ claims?, \d+ nodes?, \d+ edges? in [0-9.]+ s", "_ claims, _ nodes, _ edges in _ s"),
    (r"\d+ claims?: \d+ nodes? and \d+ edges?", "_ claims: _ nodes and _ edges"),
    (r#""confidence":[0-9.]+"#, r#""confidence":_"#),
    (r#""rule":"[^"]*""#, r#""rule":"_""#),
    (r#",[^,{}]+,Der Konzern Nordwind"#, ",_,Der Konzern Nordwind"),
    (r"── expected .*", "── expected _"),
];

/// The text with `_` for what may change.
fn masked(text: &str) -> String {
    MASKS.iter().fold(text.to_owned(), |text, (pattern, mask)| {
        regex::Regex::new(pattern).expect("the pattern is sound").replace_all(&text, *mask).into_owned()
    })
}

/// Replays every session of a folder of cases.
fn replay_all(folder: &str) {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let entries = fs::read_dir(cases).expect("the cases are there").map(|entry| entry.expect("readable").path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no case in {folder}");
    std::thread::scope(|scope| {
        let replays: Vec<_> = paths
            .iter()
            .map(|path| {
                scope.spawn(move || {
                    let session = fs::read_to_string(path).expect("the case can be read");
                    let name = path.file_name().expect("a file has a name").to_string_lossy();
                    case::check(&format!("{folder}/{name}"), &replay(&session));
                })
            })
            .collect();
        let failed = replays.into_iter().filter_map(|replay| replay.join().err()).count();
        assert_eq!(failed, 0, "sessions of {folder} differ");
    });
}

#[test]
fn sessions_of_the_command_line() {
    replay_all("cli");
}

#[test]
fn sessions_about_graph_files() {
    replay_all("store");
}

#[test]
fn an_edge_is_explained_by_sentence_parse_and_finder() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    let article = "Der Konzern Nordwind AG kauft den Hersteller Tauris GmbH. Die Rheinwerft AG kennt die Tauris GmbH seit langem.";
    fs::write(folder.join("a.txt"), article).expect("the article can be written");
    program::output(folder, &["build", "a.txt", "-o", "a.kg", "--quiet"]);
    let why = program::output(folder, &["why", "a.kg", "Nordwind", "acquires", "Tauris GmbH"]);
    for part in [
        "-[:ACQUIRES]->",
        "“Der Konzern Nordwind AG kauft den Hersteller Tauris GmbH.”",
        "found by rule",
        "confidence",
        "root",
    ] {
        assert!(why.contains(part), "{part} is missing in {why}");
    }
    // From the other end, as rows.
    let rows = program::output(folder, &["why", "a.kg", "Tauris", "IS_ACQUIRED_BY", "Nordwind", "--format", "jsonl"]);
    let row: serde_json::Value = serde_json::from_str(rows.lines().next().expect("a row")).expect("it is JSON");
    assert_eq!(row["sentence"], "Der Konzern Nordwind AG kauft den Hersteller Tauris GmbH.");
    assert!(row["bindings"].as_str().is_some_and(|bindings| bindings.contains("Tauris")), "{row}");
    let why_not = program::output(folder, &["why-not", "a.kg", "Nordwind", "SUPPLIES", "Tauris"]);
    for part in ["is not in the graph", "There is (", "-[:ACQUIRES]->", "1 sentence names both", "It says"] {
        assert!(why_not.contains(part), "{part} is missing in {why_not}");
    }
    let rows = program::output(folder, &["why-not", "a.kg", "Nordwind", "SUPPLIES", "Tauris", "--format", "csv"]);
    assert!(rows.starts_with("document,sentence,rule,file,word,found,of,missing\n"), "{rows}");
    assert!(
        program::output(folder, &["why-not", "a.kg", "Nordwind", "ACQUIRES", "Tauris"]).contains("is in the graph")
    );
}

#[test]
fn every_layer_can_be_listed_and_drawn() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    fs::write(folder.join("a.txt"), "Nordwind kauft Tauris.").expect("the article can be written");
    for (layer, first) in [
        ("tokens", "document,sentence,token,form,lemma,upos,xpos"),
        ("parse", "document,sentence,token,form"),
        ("mentions", "document,sentence,text,name,type"),
    ] {
        let list = program::output(folder, &["inspect", "a.txt", "--layer", layer, "--format", "csv"]);
        assert!(list.starts_with(first), "{list}");
        let drawing = program::output(folder, &["inspect", "a.txt", "--layer", layer, "--format", "dot"]);
        assert!(drawing.starts_with("digraph"), "{drawing}");
    }
    let input = program::run_with(folder, &["inspect", "-", "--layer", "tokens", "--format", "csv"], "Es regnet.");
    assert_eq!(String::from_utf8_lossy(&input.stdout).lines().count(), 4, "a head and three words");
}
