//! Statements of the cases, cut, spliced and bent at random by fixed seeds: each gets an answer or an error, a tree is
//! read back from its print, and a statement that fails changes nothing. `MUTATIONS=100000` tries more.

use std::fs;
use std::time::Duration;

use geflecht::graph::Graph;
use geflecht::model::value::Map;
use geflecht::query::syntax::parse::parse;
use geflecht::query::{Engine, Limits};
use geflecht::render::diagnostic::{Fault, Look, draw};

use crate::transcript::{Transcript, files};

/// Mutations tried where nothing else is asked for.
const FEW: usize = 400;

const GRAPH: &str =
    "CREATE (a:A {name: 'a', n: 1})-[:T {w: 0.5}]->(b:B {name: 'b', n: 2})-[:T]->(c:A:B {name: 'c'})-[:U]->(a)";

/// Pieces that are put in: words, signs and values at the edges.
const PIECES: &[&str] = &[
    "MATCH ",
    "OPTIONAL ",
    "WHERE ",
    "RETURN ",
    "WITH ",
    "UNWIND ",
    "CREATE ",
    "MERGE ",
    "SET ",
    "DELETE ",
    "CALL { ",
    "UNION ",
    "EXISTS { ",
    "COUNT { ",
    "NOT ",
    " IN ",
    " IS NULL",
    " AS x",
    "*",
    "(a)-->(b)",
    "[x IN xs | x]",
    "$p",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "|",
    ":",
    ";",
    "..",
    "'",
    "\"",
    "`",
    "\\",
    "\\uD800",
    "-9223372036854775808",
    "1e308",
    "null",
    "0.0 / 0.0",
    "\u{0}",
    "\u{feff}",
    "ä",
    "🦀",
    "—",
    "/*",
    "//",
    "date('2026-07-01')",
    "duration('P1M')",
    "shortestPath(",
    "{1,3}",
    "+",
    "SHORTEST 2 ",
    " ORDER BY ",
    " SKIP ",
    " LIMIT ",
    "DISTINCT ",
    "count(*)",
    "collect(n)",
    "n",
    "x",
    ".k",
];

/// A generator whose every run is the same (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let at = self.roll(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    }

    fn bend(&mut self, text: &str, other: &str) -> String {
        let (a, b) = (self.place(text), self.place(text));
        let (from, to) = (a.min(b), a.max(b));
        match self.roll(5) {
            0 => format!("{}{}", &text[..from], &text[to..]),
            1 => format!("{}{}", &text[..to], &text[from..]),
            2 => format!("{}{}", &text[..from], &other[self.place(other)..]),
            _ => format!("{}{}{}", &text[..from], PIECES[self.roll(PIECES.len())], &text[from..]),
        }
    }
}

/// Everything that is a statement, or was meant as one.
fn statements() -> Vec<String> {
    let cases = ["tests/cases/clause", "tests/cases/error"].map(|folder| files(folder, "txt"));
    let texts = cases.iter().flatten().map(|path| fs::read_to_string(path).expect("a case can be read"));
    let steps = texts.flat_map(|text| Transcript::parse(&text).steps);
    // Files are left alone.
    steps.map(|step| step.query).filter(|query| !query.contains("LOAD")).collect()
}

fn check(text: &str) {
    let tree = match parse(text) {
        Ok(tree) => tree,
        Err(error) => {
            let drawn = draw(&Fault::of_query(&error, "query", text, 0), Look { colour: false, width: 80 });
            assert!(drawn.len() < 20_000, "{text:?} is told at length");
            return;
        }
    };
    let printed = tree.to_string();
    let again = parse(&printed);
    assert!(again.is_ok_and(|again| again == tree), "{text:?} prints as {printed:?}");
    let mut engine = Engine::new(Graph::new());
    engine.set_limits(Limits { time: Some(Duration::from_secs(5)), rows: Some(1000), memory: Some(8 << 20) });
    engine.run(GRAPH, &Map::new()).expect("the graph can be made");
    if engine.run(text, &Map::new()).is_err() {
        assert_eq!((engine.graph().node_count(), engine.graph().edge_count()), (3, 3), "{text:?} changed the graph");
    }
}

#[test]
fn bent_statements_get_an_answer_or_an_error() {
    let most = std::env::var("MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(FEW);
    let known = statements();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..most {
        let mut text = known[dice.roll(known.len())].clone();
        for _ in 0..=dice.roll(3) {
            let other = known[dice.roll(known.len())].clone();
            text = dice.bend(&text, &other);
        }
        check(&text);
    }
}
