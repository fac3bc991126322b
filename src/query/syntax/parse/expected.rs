//! What could have stood where a text breaks off, in a few words: the parser knows of forty tokens behind `RETURN n`,
//! people want to hear "an operator, AS or a clause".

use std::sync::Mutex;

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::{Grammar, Rule};

/// Where a text fits the grammar no longer, and what would.
pub(super) struct Expected {
    /// Byte offset; blanks may follow.
    pub start: usize,
    /// In people's words, the most telling first.
    pub words: Vec<String>,
    /// The keywords that could stand there, in upper case.
    pub keywords: Vec<String>,
}

/// Longer texts are not read a second time to learn more of a fault.
const DETAILED: usize = 1 << 16;

/// At most so many alternatives are told.
const MOST: usize = 8;

/// pest collects tokens only while a switch is on that all parsers share; one fault at a time has it on, so that what
/// is told does not hang on what other threads do.
static DETAIL: Mutex<()> = Mutex::new(());

/// Reads the text a second time, with an eye on tokens.
fn detailed(rule: Rule, text: &str) -> Option<Error<Rule>> {
    let _alone = DETAIL.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    pest::set_error_detail(true);
    let fault = Grammar::parse(rule, text).err();
    pest::set_error_detail(false);
    fault
}

/// What was expected in a text that does not fit `rule`.
pub(super) fn expected(rule: Rule, text: &str, error: &Error<Rule>) -> Expected {
    let by_rules = by_rules(error);
    if text.len() > DETAILED {
        return by_rules;
    }
    detailed(rule, text).and_then(|error| by_tokens(text, &error, &by_rules)).unwrap_or(by_rules)
}

/// The rules that could have begun at the farthest place where one began.
fn by_rules(error: &Error<Rule>) -> Expected {
    let start = match error.location {
        InputLocation::Pos(start) | InputLocation::Span((start, _)) => start,
    };
    let rules: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    };
    let keyword = |rule: &Rule| format!("{rule:?}").strip_prefix("kw_").map(str::to_uppercase);
    let keywords: Vec<String> = rules.iter().filter_map(keyword).collect();
    let mut said: Vec<&str> = rules.iter().filter_map(|rule| named(*rule)).collect();
    said.extend(keywords.iter().map(|keyword| grouped(keyword, &keywords)));
    Expected { start, words: told(said), keywords }
}

/// The tokens that could have stood at the farthest place that was looked at; `None` where a look ahead got so far, of
/// which nobody wants to hear.
fn by_tokens(text: &str, error: &Error<Rule>, by_rules: &Expected) -> Option<Expected> {
    let attempts = error.parse_attempts()?;
    let start = attempts.max_position;
    let tokens: Vec<String> =
        attempts.expected_tokens().iter().filter_map(|token| written(token.to_string())).collect();
    let has = |token: &str| tokens.iter().any(|t| t == token);
    let only_names_a_path = start > by_rules.start && tokens.iter().all(|t| t == "=");
    if !attempts.unexpected_tokens().is_empty() || start < by_rules.start || only_names_a_path {
        return None;
    }
    let keywords: Vec<String> =
        tokens.iter().filter(|t| t.starts_with(|c: char| c.is_ascii_uppercase())).cloned().collect();
    let told_by =
        |group: &&Group| group.told_by.split_whitespace().all(has) && !group.unless.split_whitespace().any(has);
    let groups: Vec<&Group> = GROUPS.iter().filter(told_by).collect();
    let covered = |token: &String| !token.is_ascii() || groups.iter().any(|group| has_word(group.covers, token));
    let mut said: Vec<&str> = groups.iter().map(|group| group.said).filter(|said| !said.is_empty()).collect();
    if has("_") && !has("$") {
        said.push(name_at(text, start, by_rules));
    }
    said.extend(tokens.iter().filter(|token| !covered(token)).map(|token| grouped(token, &keywords)));
    Some(Expected { start, words: told(said), keywords })
}

/// Tokens that mean one thing to people.
struct Group {
    /// The tokens that are there whenever the group is.
    told_by: &'static str,
    /// The tokens none of which is there with the group.
    unless: &'static str,
    /// What people are told; nothing where the tokens need no telling.
    said: &'static str,
    /// The tokens that are told by it.
    covers: &'static str,
}

const GROUPS: &[Group] = &[
    Group {
        told_by: "$ '",
        unless: "",
        said: EXPRESSION,
        covers: "\" $ ' ( + - . [ _ ` { ALL ALLSHORTESTPATHS ANY CASE COLLECT COUNT EXISTS FALSE NONE NOT NULL REDUCE \
                 SHORTESTPATH SINGLE TRUE",
    },
    Group {
        told_by: "<>",
        unless: "",
        said: OPERATOR,
        covers: "!= % ( * + - . / : < <= <> = =~ > >= [ ^ { AND CONTAINS ENDS IN IS OR STARTS XOR",
    },
    Group { told_by: "‐ <", unless: "", said: "a relationship such as -->", covers: "- < ( { + *" },
    Group { told_by: "‐ [", unless: "", said: "-", covers: "-" },
    Group { told_by: "( + {", unless: "<> $", said: "a node such as (n)", covers: "( { + *" },
    Group { told_by: ": $ )", unless: "", said: "a label such as :Company", covers: ": = & |" },
    Group { told_by: ": $ ]", unless: "", said: "a type such as :OWNS", covers: ": & |" },
    Group { told_by: "{ $", unless: "", said: "", covers: "{ $" },
    Group { told_by: "_ `", unless: "", said: "", covers: "_ ` ! % (" },
    Group { told_by: "= . [", unless: "", said: "", covers: ". [ (" },
    Group { told_by: ", ]", unless: "", said: "", covers: "| WHERE" },
    Group {
        told_by: "",
        unless: "",
        said: "",
        covers: "; DETACH OPTIONAL ANY ALL SHORTEST SHORTESTPATH ALLSHORTESTPATHS ASC ASCENDING DESC DESCENDING",
    },
];

fn has_word(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// A token as one writes it, keywords in upper case; none of those that stand between any two others, and no digit or
/// letter behind a number.
fn written(token: String) -> Option<String> {
    const UNTOLD: &[&str] = &["//", "/*", "\u{FEFF}", "BUILTIN_RULE", "0..9", "E"];
    (!UNTOLD.contains(&token.as_str())).then_some(token)
}

const EXPRESSION: &str = "an expression";
const OPERATOR: &str = "an operator";
const CLAUSE: &str = "a clause";

/// Words that begin a clause or a part of one.
const CLAUSES: &str = "CALL CREATE DELETE DETACH DROP EXPLAIN FINISH FOREACH LIMIT LOAD MATCH MERGE OFFSET OPTIONAL ORDER \
                       PROFILE REMOVE RETURN SET SHOW SKIP UNION UNWIND WITH";

/// Words that are operators.
const WORDS: &str = "AND CONTAINS ENDS IN IS OR STARTS XOR";

/// So many words that begin a clause are told one by one.
const FEW: usize = 2;

/// The group that a token belongs to, or the token itself.
fn grouped<'t>(token: &'t str, keywords: &[String]) -> &'t str {
    let clauses = || keywords.iter().filter(|keyword| has_word(CLAUSES, keyword)).count();
    match token {
        token if has_word(WORDS, token) => OPERATOR,
        token if has_word(CLAUSES, token) && clauses() > FEW => CLAUSE,
        token => token,
    }
}

/// What sort of name could stand at `start`, by the rules that begin there.
fn name_at(text: &str, start: usize, by_rules: &Expected) -> &'static str {
    const SORTS: &[&str] = &["a label", "a relationship type", "a variable", "a pattern such as (n)"];
    let same = text.get(by_rules.start..start).is_some_and(|between| between.trim().is_empty());
    let said = |sort: &&&str| by_rules.words.iter().any(|word| word == *sort);
    SORTS.iter().find(said).filter(|_| same).copied().unwrap_or("a name")
}

/// Rules in people's words, as far as tokens do not say it better.
const NAMED: &[(Rule, &str)] = &[
    (Rule::statement, CLAUSE),
    (Rule::query, CLAUSE),
    (Rule::single_query, CLAUSE),
    (Rule::match_, CLAUSE),
    (Rule::delete, CLAUSE),
    (Rule::call, CLAUSE),
    (Rule::call_subquery, CLAUSE),
    (Rule::expression, EXPRESSION),
    (Rule::comparison, EXPRESSION),
    (Rule::operand, EXPRESSION),
    (Rule::projection_item, EXPRESSION),
    (Rule::sort_item, EXPRESSION),
    (Rule::projection, EXPRESSION),
    (Rule::equal, OPERATOR),
    (Rule::path_list, "a pattern such as (n)"),
    (Rule::path, "a pattern such as (n)"),
    (Rule::chain, "a pattern such as (n)"),
    (Rule::node, "a node such as (n)"),
    (Rule::left_tip, "a relationship such as -->"),
    (Rule::variable, "a variable"),
    (Rule::plain_name, "a name"),
    (Rule::label_or, "a label"),
    (Rule::label_and, "a label"),
    (Rule::label_not, "a label"),
    (Rule::type_or, "a relationship type"),
    (Rule::type_and, "a relationship type"),
    (Rule::type_not, "a relationship type"),
    (Rule::labels, "a label"),
    (Rule::properties, "properties such as {name: 'x'}"),
    (Rule::map_entry, "a key with a value"),
    (Rule::set_item, "a property such as n.name"),
    (Rule::remove_item, "a property such as n.name"),
    (Rule::integer, "an integer"),
];

fn named(rule: Rule) -> Option<&'static str> {
    NAMED.iter().find(|(named, _)| *named == rule).map(|(_, word)| *word)
}

/// Each once, the most telling first, not too many; tokens in backquotes.
fn told(said: Vec<&str>) -> Vec<String> {
    let is_keyword = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    // `INDEX` goes without saying beside `INDEXES`.
    let goes_without = |word: &str| {
        is_keyword(word) && said.iter().any(|longer| longer.len() > word.len() && longer.starts_with(word))
    };
    let mut ranked: Vec<&str> = said.iter().copied().filter(|word| !goes_without(word)).collect();
    ranked.sort_by_key(|word| rank(word));
    let mut all: Vec<String> = Vec::new();
    for word in ranked {
        let is_token = !word.starts_with(|c: char| c.is_ascii_alphabetic());
        let word = if is_token { format!("`{word}`") } else { word.to_owned() };
        if !all.contains(&word) {
            all.push(word);
        }
    }
    all.truncate(MOST);
    all
}

fn rank(word: &str) -> u8 {
    match word {
        OPERATOR => 3,
        CLAUSE => 4,
        word if word.starts_with(|c: char| c.is_ascii_lowercase()) => 0,
        word if word.starts_with(|c: char| c.is_ascii_uppercase()) => 2,
        _ => 1,
    }
}
