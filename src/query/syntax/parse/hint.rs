//! What was probably meant: common slips, and habits from other languages.

use super::expected::Expected;
use crate::model::span::Span;

/// What is looked at to guess what was meant.
pub(super) struct Scene<'t> {
    /// The statement.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: &'t [Span],
    /// Which of them does not fit; as many as there are where the text ends too early.
    pub at: usize,
    /// What would have fitted.
    pub expected: &'t Expected,
}

impl<'t> Scene<'t> {
    /// The token so far from the one that does not fit; nothing beyond the ends.
    fn token(&self, offset: isize) -> &'t str {
        let at = self.at.checked_add_signed(offset);
        at.and_then(|at| self.tokens.get(at)).map_or("", |span| span.of(self.text))
    }

    /// The token that does not fit, in upper case.
    fn found(&self) -> String {
        self.token(0).to_uppercase()
    }

    /// Whether the token directly before, without a blank between, is that.
    fn touches(&self, before: &str) -> bool {
        let Some(previous) = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)) else { return false };
        let here = self.tokens.get(self.at).map_or(self.text.len() as u32, |span| span.start);
        previous.of(self.text) == before && previous.end == here
    }

    fn expects(&self, word: &str) -> bool {
        self.expected.words.iter().any(|w| w == word)
    }

    /// Whether the token before ends an operand: a name, a literal, a closing bracket.
    fn behind_operand(&self) -> bool {
        let before = self.token(-1);
        before.ends_with(|c: char| c.is_alphanumeric() || "_'\"`)]}".contains(c)) && !is_keyword(before)
    }

    /// Whether the token begins an operand.
    fn begins_operand(&self) -> bool {
        let found = self.token(0);
        found.starts_with(|c: char| c.is_alphanumeric() || "_'\"`$([{".contains(c)) && !is_keyword(found)
    }

    /// The clause that the token stands in: the nearest word before it that begins one.
    fn clause(&self) -> String {
        let words =
            self.tokens[..self.at.min(self.tokens.len())].iter().rev().map(|span| span.of(self.text).to_uppercase());
        words.into_iter().find(|word| CLAUSES.contains(&word.as_str())).unwrap_or_default()
    }
}

const CLAUSES: &[&str] = &[
    "MATCH", "WHERE", "RETURN", "WITH", "UNWIND", "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "CALL", "YIELD",
    "ORDER", "SKIP", "LIMIT", "FOREACH", "UNION", "LOAD",
];

/// Words that end an operand or begin a clause, whatever stands around them.
fn is_keyword(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "AS", "AND", "OR", "XOR", "NOT", "IN", "IS", "WHEN", "THEN", "ELSE", "CASE", "DISTINCT", "BY", "STARTS",
        "ENDS", "CONTAINS", "OPTIONAL", "DETACH", "ON",
    ];
    let upper = word.to_uppercase();
    CLAUSES.contains(&upper.as_str()) || OTHERS.contains(&upper.as_str())
}

/// What to write instead, if the slip is a known one.
pub(super) fn help(scene: &Scene<'_>) -> Option<String> {
    let slips: &[fn(&Scene<'_>) -> Option<String>] =
        &[symbol, habit, keyword_as_name, misplaced, inner_quote, dashes, negated, bare_node];
    slips.iter().find_map(|slip| slip(scene))
}

/// Signs of other languages: the sign before (touching), the sign found, what to write.
const SYMBOLS: &[(&str, &str, &str)] = &[
    ("=", "=", "equality is written with a single `=`"),
    ("=", ">", "greater or equal is written `>=`"),
    ("=", "<", "less or equal is written `<=`"),
    ("=", "!", "inequality is written `<>`"),
    ("&", "&", "write AND"),
    ("|", "|", "write OR between conditions, `+` between strings"),
    ("", "&", "write AND"),
    ("", "!", "write NOT"),
    ("-", ">", "a relationship is written `-->`, or `-[:TYPE]->` with a type"),
    ("<", "-", "a relationship is written `<--`, or `<-[:TYPE]-` with a type"),
    ("]", ">", "a relationship with a direction ends in `]->`"),
    ("", "?", "there is no `?`; a choice is written CASE WHEN … THEN … ELSE … END"),
    ("", "#", "a comment begins with `//`"),
    ("-", "-", "a comment begins with `//`"),
];

fn symbol(scene: &Scene<'_>) -> Option<String> {
    let found = scene.token(0);
    let fits = |row: &&(&str, &str, &str)| row.1 == found && (row.0.is_empty() || scene.touches(row.0));
    let row = SYMBOLS.iter().find(fits);
    // `||`: the first bar is the one that does not fit.
    let doubled =
        || (found == "|" && scene.token(1) == "|").then_some("write OR between conditions, `+` between strings");
    row.map(|row| row.2).or_else(doubled).map(str::to_owned)
}

/// Words of other languages, and what to write instead.
const HABITS: &[(&str, &str)] = &[
    ("SELECT", "a query says first where to look: MATCH (n) RETURN n"),
    ("FROM", "there is no FROM: MATCH says where to look"),
    ("GROUP", "there is no GROUP BY: whatever stands beside an aggregate in RETURN or WITH makes the groups"),
    ("GROUPBY", "there is no GROUP BY: whatever stands beside an aggregate in RETURN or WITH makes the groups"),
    ("HAVING", "there is no HAVING: aggregate in WITH, and put WHERE behind it"),
    ("JOIN", "there is no JOIN: a pattern such as (a)-[:OWNS]->(b) joins"),
    ("INNER", "there is no JOIN: a pattern such as (a)-[:OWNS]->(b) joins"),
    ("LEFT", "there is no LEFT JOIN: OPTIONAL MATCH keeps rows without a match"),
    ("INSERT", "new nodes and relationships are made with CREATE"),
    ("UPDATE", "properties are changed with MATCH … SET"),
    ("VALUES", "new nodes and relationships are made with CREATE (:Label {key: value})"),
    ("LIKE", "write STARTS WITH, ENDS WITH or CONTAINS, or `=~` for a regular expression"),
    ("ILIKE", "write toLower(…) CONTAINS …, or `=~ '(?i)…'`"),
    ("BETWEEN", "write 1 <= x <= 10"),
    ("TOP", "write LIMIT behind RETURN"),
    ("FETCH", "write LIMIT behind RETURN"),
    ("ELSEIF", "write another WHEN … THEN …"),
    ("IF", "a choice is written CASE WHEN … THEN … ELSE … END"),
    ("ORDERBY", "write ORDER BY, in two words"),
    ("STARTSWITH", "write STARTS WITH, in two words"),
    ("ENDSWITH", "write ENDS WITH, in two words"),
    ("ISNULL", "write IS NULL, in two words"),
    ("NOTNULL", "write IS NOT NULL"),
    ("OPTIONALMATCH", "write OPTIONAL MATCH, in two words"),
    ("ONCREATE", "write ON CREATE SET"),
    ("ONMATCH", "write ON MATCH SET"),
    ("INCLUDES", "write x IN list, or CONTAINS for strings"),
    ("EQUALS", "equality is written with a single `=`"),
    ("MOD", "the remainder is written `%`"),
    ("DIV", "division is written `/`; of two integers it gives an integer"),
    ("EXCEPT", "there is no EXCEPT: write WHERE NOT …"),
    ("LET", "write WITH value AS name"),
    ("FOR", "write UNWIND list AS x, or FOREACH (x IN list | …) to write"),
    ("FILTER", "write WITH * WHERE …"),
    ("BEGIN", "every statement is a transaction of its own"),
    ("COMMIT", "every statement is a transaction of its own"),
];

/// Habits that pass for a variable, and are found out one word later.
const LATE_HABITS: &[&str] = &["FROM", "TOP"];

fn habit(scene: &Scene<'_>) -> Option<String> {
    if scene.found() == "IN" && scene.token(1).eq_ignore_ascii_case("transactions") {
        return Some("IN TRANSACTIONS is not there: a statement is one transaction".to_owned());
    }
    let before = scene.token(-1).to_uppercase();
    let word = if LATE_HABITS.contains(&before.as_str()) { before } else { scene.found() };
    HABITS.iter().find(|(habit, _)| *habit == word).map(|(_, help)| (*help).to_owned())
}

/// `-- a comment`
fn dashes(scene: &Scene<'_>) -> Option<String> {
    let start = scene.tokens.get(scene.at)?.start as usize;
    let line = scene.text[..start].rsplit('\n').next().unwrap_or_default();
    line.contains("-- ").then(|| "a comment begins with `//`".to_owned())
}

/// Parts of a clause, and where they stand.
const PLACES: &[(&str, &str)] = &[
    (
        "WHERE",
        "WHERE stands behind MATCH, OPTIONAL MATCH, WITH or YIELD; behind an aggregation write WITH … WHERE … RETURN",
    ),
    ("ORDER", "ORDER BY stands behind what RETURN or WITH gives, before SKIP and LIMIT"),
    ("SKIP", "SKIP stands behind RETURN or WITH and ORDER BY, before LIMIT"),
    ("OFFSET", "OFFSET stands behind RETURN or WITH and ORDER BY, before LIMIT"),
    ("LIMIT", "LIMIT stands last in RETURN or WITH"),
    ("DISTINCT", "DISTINCT stands directly behind RETURN or WITH, or inside an aggregate: count(DISTINCT x)"),
    ("YIELD", "YIELD stands behind CALL procedure(…)"),
    ("AS", "AS names a result of RETURN, WITH, UNWIND or YIELD"),
    ("ON", "ON CREATE SET and ON MATCH SET stand behind MERGE"),
    ("DETACH", "write DETACH DELETE n"),
    ("UNION", "UNION stands between two whole queries, each with its RETURN"),
];

fn misplaced(scene: &Scene<'_>) -> Option<String> {
    let found = scene.found();
    PLACES.iter().find(|(word, _)| *word == found).map(|(_, help)| (*help).to_owned())
}

/// `'O'Hara'`
fn inner_quote(scene: &Scene<'_>) -> Option<String> {
    let before = scene.token(-1);
    let quote = before.chars().next().filter(|c| "'\"".contains(*c))?;
    let word = scene.token(0).starts_with(char::is_alphanumeric);
    (word && scene.touches(before)).then(|| format!("a quote inside a string is written \\{quote}"))
}

/// `x NOT IN xs`, `x IS 5`
fn negated(scene: &Scene<'_>) -> Option<String> {
    if scene.found() == "NOT" && scene.behind_operand() {
        return Some("NOT stands before the whole condition: NOT x IN list".to_owned());
    }
    let after_is = scene.token(-1).eq_ignore_ascii_case("is") || scene.token(-2).eq_ignore_ascii_case("is");
    (after_is && scene.expected.keywords.iter().any(|k| k == "NULL"))
        .then(|| "behind IS there is NULL or NOT NULL; values are compared with `=` and `<>`".to_owned())
}

/// `MATCH n`
fn bare_node(scene: &Scene<'_>) -> Option<String> {
    let found = scene.token(0);
    let bare = scene.expects("a pattern such as (n)") && scene.begins_operand() && !found.starts_with(['(', '[', '{']);
    bare.then(|| format!("a node stands in parentheses: ({found})"))
}

/// `MATCH (order)`
fn keyword_as_name(scene: &Scene<'_>) -> Option<String> {
    let found = scene.token(0);
    let opened = scene.expects("a variable") && found.starts_with(|c: char| c.is_ascii_alphabetic());
    opened.then(|| format!("{found} is a word of the language; as a name it is written `{found}`"))
}

/// `[1 2]`, `RETURN a b`
pub(super) fn missing_comma(scene: &Scene<'_>) -> Option<String> {
    if !scene.expects("`,`") || !scene.behind_operand() || !scene.begins_operand() {
        return None;
    }
    let found = scene.token(0);
    let named = scene.expects("AS") && matches!(scene.clause().as_str(), "RETURN" | "WITH");
    Some(match named {
        true => format!("put a comma before {found}, or AS if it is a new name"),
        false => format!("put a comma before {found}"),
    })
}
