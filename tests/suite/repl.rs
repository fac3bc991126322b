//! Sessions as they are typed or piped: lines in, replies out. `TEMP` in a case stands for a folder of its own.

use std::fs;

use crate::transcript::{Transcript, files, session};

/// What the session says to the lines of each step.
fn replies(said: &Transcript) -> Transcript {
    let temp = tempfile::tempdir().expect("a folder can be made");
    let temp = temp.path().to_str().expect("the path is UTF-8");
    let mut session = session("table");
    let steps = said.steps.iter().map(|step| {
        let mut result = String::new();
        for line in step.query.replace("TEMP", temp).lines() {
            let reply = session.line(line);
            result += &(reply.out + &reply.err);
            if reply.exit {
                result += "(the session is over)\n";
            }
        }
        let lines: Vec<_> = result.lines().map(str::trim_end).collect();
        crate::transcript::Step { query: step.query.clone(), result: lines.join("\n").replace(temp, "TEMP") }
    });
    Transcript { steps: steps.collect(), setup: said.setup.clone() }
}

#[test]
fn sessions_answer_as_the_cases_say() {
    crate::transcript::compare("tests/cases/repl", replies);
}

#[test]
fn what_a_session_writes_is_what_it_showed() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("names.csv");
    let mut session = session("table");
    session.line("CREATE (:Company {name: 'Müller, \"Söhne\"'}) RETURN 1 AS one;");
    session.line("MATCH (c) RETURN c.name AS name;");
    assert!(!session.line(&format!(":write {}", file.display())).failed);
    assert_eq!(fs::read_to_string(&file).expect("the file is there"), "name\n\"Müller, \"\"Söhne\"\"\"\n");
    assert!(!files("tests/cases/repl", "txt").is_empty());
}
