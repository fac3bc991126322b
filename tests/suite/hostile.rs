//! Hostile statements: deep, long, binary, half finished. Each gets an answer or an error; which, stands in
//! `tests/cases/hostile/outcomes.txt`. What the fuzzers found is among them.

use std::fmt::Write;
use std::io::Cursor;

use geflecht::cli::serve;
use geflecht::graph::Graph;
use geflecht::model::value::Map;
use geflecht::query::{Engine, Limits};

use crate::case;
use crate::transcript::session;

/// Levels of nesting: many times what is allowed.
const DEEP: usize = 10_000;

/// Repetitions of what may be long.
const LONG: usize = 3_000;

fn nested(before: &str, open: &str, inner: &str, close: &str) -> String {
    format!("{before}{}{inner}{}", open.repeat(DEEP), close.repeat(DEEP))
}

fn deep() -> Vec<(&'static str, String)> {
    vec![
        ("round brackets", nested("RETURN ", "(", "1", ")")),
        ("round brackets, open", nested("RETURN ", "(", "1", "")),
        ("square brackets", nested("RETURN ", "[", "", "]")),
        ("braces", nested("RETURN ", "{a: ", "1", "}")),
        ("closing brackets", nested("RETURN 1", ")", "", "")),
        ("signs", nested("RETURN ", "-", "1", "")),
        ("signs with blanks", nested("RETURN ", "- ", "1", "")),
        ("NOT", nested("RETURN ", "NOT ", "true", "")),
        ("CASE", nested("RETURN ", "CASE WHEN true THEN ", "1", " END")),
        ("calls", nested("RETURN ", "size(", "[]", ")")),
        ("properties", nested("RETURN {}", ".a", "", "")),
        ("indexes", nested("RETURN []", "[0]", "", "")),
        ("IS NULL", nested("RETURN 1", " IS NULL", "", "")),
        ("IN", nested("RETURN 1", " IN []", "", "")),
        ("powers", nested("RETURN 1", " ^ 1", "", "")),
        ("bangs", nested("MATCH (n:", "!", "A) RETURN n", "")),
        ("label brackets", nested("MATCH (n:", "(", "A", ")")),
        ("subqueries", nested("RETURN ", "EXISTS { RETURN ", "1", " }")),
        ("CALL", nested("", "CALL { ", "RETURN 1 AS x", " }")),
        ("FOREACH", nested("", "FOREACH (x IN [1] | ", "CREATE ()", ")")),
        ("groups", nested("MATCH ", "(", "(a)-->(b)", ")")),
        ("comprehensions", nested("RETURN ", "[x IN ", "[]", "]")),
        ("comment openings", nested("RETURN 1 ", "/*", "", "")),
        ("reduce", nested("RETURN ", "reduce(a = 0, x IN [1] | ", "1", ")")),
    ]
}

fn long() -> Vec<(&'static str, String)> {
    let list = |item: &str, between: &str| vec![item; LONG].join(between);
    vec![
        ("list", format!("RETURN size([{}])", list("1", ","))),
        ("sum", format!("RETURN {}", list("1", " + "))),
        ("condition", format!("RETURN {}", list("true", " AND "))),
        ("comparison", format!("RETURN {}", list("1", " = "))),
        ("string", format!("RETURN size('{}')", "ä".repeat(200_000))),
        ("string without end", format!("RETURN '{}", "\\'".repeat(20_000))),
        ("name", format!("RETURN 1 AS {}", "n".repeat(100_000))),
        ("number", format!("RETURN {}", "9".repeat(100_000))),
        ("fraction", format!("RETURN 0.{}", "9".repeat(100_000))),
        ("blanks", format!("RETURN{}1", " ".repeat(200_000))),
        ("line comment", format!("RETURN 1 // {}", "x".repeat(200_000))),
        ("path", format!("MATCH (a){} RETURN 1", "-->(a)".repeat(300))),
        ("union", list("RETURN 1 AS x", " UNION ")),
        ("clauses", format!("{} RETURN 1", list("WITH 1 AS x", " "))),
        ("map", format!("RETURN size({{{}}})", (0..LONG).map(|i| format!("k{i}: {i}")).collect::<Vec<_>>().join(","))),
        ("dots", format!("RETURN 1{}", ".".repeat(10_000))),
        ("backquotes", format!("RETURN {}", "`".repeat(10_001))),
        ("dashes", format!("MATCH (a){}(b) RETURN 1", "-".repeat(10_000))),
        ("too long", format!("RETURN '{}'", "x".repeat(9 << 20))),
    ]
}

fn strange() -> Vec<(&'static str, String)> {
    let own = |text: &str| text.to_owned();
    vec![
        ("nothing", own("")),
        ("a semicolon", own(";")),
        ("NUL", own("RETURN '\0' AS \0")),
        ("NUL in a string", own("RETURN size('\0')")),
        ("controls", own("\u{1}\u{2}\u{1b}[31mRETURN 1")),
        ("byte order mark", own("\u{feff}RETURN 1")),
        ("right to left", own("RETURN \u{202e}1")),
        ("zero width", own("RETURN 1\u{200b}")),
        ("an emoji", own("RETURN 🦀")),
        ("an emoji in a string", own("RETURN size('🦀')")),
        ("replacement characters", String::from_utf8_lossy(&[0xff, 0xfe, 0x00, 0x80, 0xc3]).into_owned()),
        ("half a surrogate", own(r"RETURN '\uD83D'")),
        ("the wrong half", own(r"RETURN '\uDE00'")),
        ("two high halves", own(r"RETURN '\uD83D\uD83D'")),
        ("both halves", own(r"RETURN size('\uD83D\uDE00')")),
        ("an escape cut short", own(r"RETURN '\u00")),
        ("an escape beyond Unicode", own(r"RETURN '\UFFFFFFFF'")),
        ("a backslash at the end", own("RETURN '\\")),
        ("a comment without end", own("RETURN 1 /* and")),
        ("half a comment", own("RETURN 1 /")),
        ("the least integer", own("RETURN -9223372036854775808")),
        ("the least integer turned", own("RETURN -(-9223372036854775808)")),
        ("the least integer divided", own("RETURN -9223372036854775808 / -1")),
        ("the least integer's rest", own("RETURN -9223372036854775808 % -1")),
        ("hexadecimal", own("RETURN 0x8000000000000000")),
        ("a huge exponent", own("RETURN 1e99999999999")),
        ("a tiny exponent", own("RETURN 1e-99999999999 = 0")),
        ("a long range", own("RETURN size(range(0, 9223372036854775807))")),
        (
            "a range of extremes",
            own("RETURN size(range(-9223372036854775808, 9223372036854775807, 9223372036854775807))"),
        ),
        ("a slice of extremes", own("RETURN [1, 2][-9223372036854775808..9223372036854775807]")),
        ("an index of extremes", own("RETURN [1][-9223372036854775808]")),
        ("a substring of extremes", own("RETURN substring('abc', 9223372036854775807, 9223372036854775807)")),
        ("a length of extremes", own("MATCH (a)-[*4294967295..4294967295]->(b) RETURN 1")),
        ("a length too large", own("MATCH (a)-[*99999999999]->(b) RETURN 1")),
        ("a date of extremes", own("RETURN date({year: 9223372036854775807})")),
        ("a duration of extremes", own("RETURN duration({months: 9223372036854775807, days: 1e300})")),
        ("a sum of durations", own("RETURN duration('P9223372036854775807D') + duration('P1D')")),
        ("a regular expression", own("RETURN 'a' =~ '(((a{1000}){1000}){1000})'")),
        ("a list that doubles", own("RETURN size(reduce(l = [1], x IN range(1, 60) | l + l))")),
        ("a string that doubles", own("RETURN size(reduce(s = 'ab', x IN range(1, 60) | s + s))")),
        ("a cross product", own("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN collect(a + b)")),
        ("skip of extremes", own("RETURN 1 SKIP 9223372036854775807")),
        ("a grouping key without end", own("RETURN [x IN range(1, 5) | x][..][..][..]")),
    ]
}

fn outcome(text: &str) -> String {
    let mut engine = Engine::new(Graph::new());
    engine.set_limits(Limits { time: None, rows: Some(100_000), memory: Some(32 << 20) });
    match engine.run(text, &Map::new()) {
        Ok(rows) => format!("{} rows", rows.rows.len()),
        Err(error) => format!("{}, {}", error.kind, error.detail),
    }
}

#[test]
fn every_hostile_statement_gets_an_answer_or_an_error() {
    let mut said = String::new();
    for (title, all) in [("deep", deep()), ("long", long()), ("strange", strange())] {
        let _ = writeln!(said, "# {title}");
        for (name, text) in all {
            let _ = writeln!(said, "{name} => {}", outcome(&text));
        }
    }
    case::check("hostile/outcomes.txt", &said);
}

#[test]
fn a_session_outlives_every_hostile_line() {
    let mut session = session("table");
    for (name, text) in deep().into_iter().chain(strange()).filter(|(name, _)| *name != "a cross product") {
        let reply = session.line(&text.replace('\n', " "));
        let ended = session.finish();
        assert!(reply.err.len() + ended.err.len() < 20_000, "{name}: {}", reply.err + &ended.err);
        assert_eq!(session.line("RETURN 1 AS x;").out.lines().nth(3), Some("│ 1 │"), "{name}");
    }
}

#[test]
fn the_server_answers_every_hostile_line() {
    let lines = [
        "",
        "{",
        "[]",
        "null",
        "\u{0}",
        r#"{"op":"query"}"#,
        r#"{"op":"nothing"}"#,
        r#"{"op":"query","text":7}"#,
        r#"{"op":"query","text":"RETURN 1","params":[]}"#,
        r#"{"op":"query","text":"RETURN '\ud800'"}"#,
        r#"{"op":"load","nodes":"/nowhere","edges":"/nowhere"}"#,
    ];
    let deep_json =
        format!(r#"{{"op":"query","text":"RETURN $x","params":{{"x":{}1{}}}}}"#, "[".repeat(DEEP), "]".repeat(DEEP));
    let last = r#"{"op":"query","text":"RETURN 1 AS x"}"#;
    let input = lines.iter().copied().chain([deep_json.as_str(), last]).collect::<Vec<_>>().join("\n");
    let mut output = Vec::new();
    serve::serve(Cursor::new(input), &mut output).expect("the output can be written");
    let output = String::from_utf8(output).expect("answers are UTF-8");
    let answers: Vec<_> = output.lines().collect();
    assert_eq!(answers.len(), lines.len() + 2, "{output}");
    assert!(answers[answers.len() - 1].contains("\"columns\":[\"x\"]"), "{output}");
}
