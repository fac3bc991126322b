//! Every statement of the cases, examples and manual, printed and read again: the same tree, and printing it once more
//! changes nothing.

use std::fs;

use geflecht::query::Engine;
use geflecht::query::syntax::parse::parse;

use crate::transcript::{Transcript, files};

/// Prints and reads again whatever is a statement.
fn check(text: &str, seen: &mut usize) {
    let Ok(tree) = parse(text) else { return };
    let printed = tree.to_string();
    let again = parse(&printed).map(|again| (again.to_string(), again)).ok();
    assert!(
        again == Some((printed.clone(), tree)),
        "{text}
{printed}"
    );
    *seen += 1;
}

#[test]
fn every_statement_of_the_cases_printed_is_read_as_itself() {
    let mut seen = 0;
    for path in files("tests/cases/clause", "txt").into_iter().chain(files("tests/cases/error", "txt")) {
        let case = Transcript::parse(&fs::read_to_string(path).expect("a case can be read"));
        case.steps.iter().for_each(|step| check(&step.query, &mut seen));
    }
    for path in files("examples", "cypher") {
        let text = fs::read_to_string(path).expect("an example can be read");
        let pieces = Engine::split(&text).expect("an example is sound");
        pieces.iter().for_each(|piece| check(&piece.text, &mut seen));
    }
    for path in files("tests/cases/expression", "txt") {
        let text = fs::read_to_string(path).expect("a case can be read");
        let expressions = text.lines().filter_map(|line| line.split_once(" => "));
        expressions.for_each(|(expression, _)| check(&format!("RETURN {expression}"), &mut seen));
    }
    assert!(seen > 500, "{seen} statements");
}
