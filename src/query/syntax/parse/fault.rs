//! Faults of the text, in people's words.

use pest::error::{Error, ErrorVariant, InputLocation};

use super::{MAX_NESTING, MAX_STATEMENT, Rule};
use crate::model::span::Span;
use crate::query::error::{Detail, QueryError, Stage};
use crate::query::syntax::At;

/// The text fits no rule: where, and what could have stood there.
pub(super) fn from_pest(text: &str, error: Error<Rule>) -> QueryError {
    let start = match error.location {
        InputLocation::Pos(start) | InputLocation::Span((start, _)) => start.min(text.len()),
    };
    let start = skip_blanks(text, start);
    let span = word_at(text, start);
    let found = span.of(text);
    if let Some(strange) = found.chars().next().filter(|c| !c.is_ascii() && !c.is_alphanumeric()) {
        let message = format!("the character {strange:?} has no meaning here");
        return QueryError::syntax(Stage::Parse, Detail::InvalidUnicodeCharacter, message, span);
    }
    if let Some(message) = unfinished(found) {
        return QueryError::syntax(Stage::Parse, Detail::UnexpectedSyntax, message, span);
    }
    let expected = match error.variant {
        ErrorVariant::ParsingError { positives, .. } => describe(&positives),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    let message = match found {
        "" => "the statement ends too early".to_owned(),
        found => format!("{found:?} does not fit here"),
    };
    QueryError::syntax(Stage::Parse, Detail::UnexpectedSyntax, message, span).expecting(expected)
}

/// A text longer than [`MAX_STATEMENT`].
pub(super) fn too_long(text: &str) -> QueryError {
    let message = format!("the statement has {} bytes; at most {MAX_STATEMENT} are read", text.len());
    QueryError::syntax(Stage::Parse, Detail::StatementTooLong, message, Span::new(0, 0))
}

/// Nesting beyond [`MAX_NESTING`].
pub(super) fn too_deep(span: Span) -> QueryError {
    let message = format!("brackets or operators are nested deeper than {MAX_NESTING} levels");
    QueryError::syntax(Stage::Parse, Detail::NestingTooDeep, message, span)
}

/// The pairs are not what the grammar promises: a fault of this program, told as an error all the same.
pub(super) fn shape(at: At) -> QueryError {
    let message = "the parser does not understand its own grammar here; please report this statement";
    QueryError::syntax(Stage::Parse, Detail::UnexpectedSyntax, message, at.0)
}

/// The offset of the first character at or behind `start` that is no blank.
fn skip_blanks(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    start + (rest.len() - rest.trim_start().len())
}

/// The word or the one character at `start`.
fn word_at(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or("");
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    Span::new(start as u32, (start + length) as u32)
}

/// What is wrong if a text breaks off at an opening quote.
fn unfinished(found: &str) -> Option<&'static str> {
    match found {
        "'" | "\"" => Some("this string has no closing quote"),
        "`" => Some("this name has no closing backquote"),
        _ => None,
    }
}

/// What could have stood there. Long lists are told by their most telling members.
fn describe(rules: &[Rule]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for rule in rules {
        let word = word(*rule);
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Rules that are not keywords, in people's words. An empty word is not told.
const WORDS: &[(Rule, &str)] = &[
    (Rule::EOI, "the end of the statement"),
    (Rule::statement, "a statement"),
    (Rule::query, "a clause"),
    (Rule::single_query, "a clause"),
    (Rule::expression, "an expression"),
    (Rule::comparison, "an expression"),
    (Rule::operand, "an expression"),
    (Rule::where_, "WHERE"),
    (Rule::inner_where, "WHERE"),
    (Rule::yield_, "YIELD"),
    (Rule::order, "ORDER BY"),
    (Rule::skip_, "SKIP"),
    (Rule::limit, "LIMIT"),
    (Rule::union, "UNION"),
    (Rule::match_, "MATCH"),
    (Rule::return_, "RETURN"),
    (Rule::projection, "a list of expressions"),
    (Rule::projection_item, "an expression"),
    (Rule::sort_item, "an expression"),
    (Rule::path_list, "a pattern"),
    (Rule::path, "a pattern"),
    (Rule::chain, "a pattern"),
    (Rule::pattern, "a pattern"),
    (Rule::node, "a node such as (n)"),
    (Rule::group, "a quantified pattern"),
    (Rule::edge, "a relationship such as -->"),
    (Rule::edge_detail, "a relationship's name, type or length"),
    (Rule::variable, "a variable"),
    (Rule::plain_name, "a name"),
    (Rule::quoted_name, ""),
    (Rule::type_name, "a relationship type"),
    (Rule::dotted_name, "a name"),
    (Rule::labels, "a label such as :Company"),
    (Rule::label_or, "a label"),
    (Rule::label_and, "a label"),
    (Rule::label_not, "a label"),
    (Rule::label_test, "a label such as :Company"),
    (Rule::types, "a type such as :OWNS"),
    (Rule::type_or, "a relationship type"),
    (Rule::type_not, "a relationship type"),
    (Rule::properties, "properties such as {name: 'x'}"),
    (Rule::map, "a map"),
    (Rule::map_entry, "a key with a value"),
    (Rule::number, "a number"),
    (Rule::integer, "an integer"),
    (Rule::string, "a string"),
    (Rule::literal, "a literal"),
    (Rule::parameter, "a parameter such as $p"),
    (Rule::property_lookup, "a property"),
    (Rule::subscript, "an index"),
    (Rule::quantifier, "a quantifier such as {1,3}"),
    (Rule::length, "a length such as *1..3"),
    (Rule::set_item, "something to set"),
    (Rule::remove_item, "something to remove"),
    (Rule::arguments, "arguments in parentheses"),
    (Rule::ascending, "ASC"),
    (Rule::descending, "DESC"),
    (Rule::star, "*"),
    (Rule::add, "+"),
    (Rule::sub, "-"),
    (Rule::mul, "*"),
    (Rule::div, "/"),
    (Rule::modulo, "%"),
    (Rule::pow, "^"),
    (Rule::equal, "="),
    (Rule::not_equal, "<>"),
    (Rule::less, "<"),
    (Rule::less_equal, "<="),
    (Rule::greater, ">"),
    (Rule::greater_equal, ">="),
    (Rule::matches, "=~"),
    (Rule::starts_with, "STARTS WITH"),
    (Rule::ends_with, "ENDS WITH"),
    (Rule::is_null, "IS NULL"),
    (Rule::is_not_null, "IS NOT NULL"),
    (Rule::left_tip, "<"),
    (Rule::right_tip, ">"),
    (Rule::dots, ".."),
    (Rule::reserved, ""),
    (Rule::bang, ""),
    (Rule::any_label, ""),
    (Rule::bad_length, ""),
    (Rule::shortest_path, "shortestPath"),
    (Rule::all_shortest_paths, "allShortestPaths"),
];

/// A rule in people's words: `kw_match` → `MATCH`.
fn word(rule: Rule) -> String {
    if let Some((_, word)) = WORDS.iter().find(|(r, _)| *r == rule) {
        return (*word).to_owned();
    }
    let name = format!("{rule:?}");
    match name.strip_prefix("kw_").or_else(|| name.strip_prefix("word_")) {
        Some(keyword) => keyword.to_uppercase(),
        None => name.replace('_', " "),
    }
}
